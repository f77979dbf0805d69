// Safety: one test maps two pages, gives the end of the first one to a launch that ends before it unmaps them, and keeps their address to itself.
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Tests.Shared;
using Xunit;
using static HmmGen.Tests.Launching.Lanes.RowAnswers;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>
/// Rows that the data names give the same as items one after another, in tables that hints are given for and in smaller ones, and where a name ahead is no row.
/// </summary>
public sealed unsafe partial class NamedRowTests(ITestOutputHelper output) : IDisposable
{
    // So many elements of a byte are enough for hints.
    private const int Elements = 600_000;

    private readonly HmmDevice _device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = LaneUse.Always } });

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Kernels_with_named_rows_have_lanes()
    {
        KernelDescriptor[] kernels =
        [
            NamedRowKernels.LookKernel.Descriptor, NamedRowKernels.PoolKernel.Descriptor, NamedRowKernels.SpreadKernel.Descriptor,
            NamedRowKernels.EndsKernel.Descriptor, NamedRowKernels.ColumnKernel.Descriptor,
        ];
        Assert.All(kernels, static kernel => Assert.NotNull(kernel.Lanes));
    }

    [Theory]
    [InlineData(Elements)]
    [InlineData(9_000)]
    public void Named_rows_give_the_same(int elements)
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int run = 0; run < TestScale.Iterations(8, 40, 1000); run++)
        {
            Compare(random, elements, 1 + random.Next(run % 3 == 0 ? 200 : 70), random.Next(30), random.Next(25));
        }
    }

    [Fact]
    public void A_name_that_is_no_row_fails_at_its_own_item()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        const int Count = 60, Lookups = 7;
        foreach (int width in new[] { 16, 64, 100 })
        {
            float[] table = Numbers(random, Elements / width * width);
            foreach (long wrong in new long[] { -1, Elements / width, int.MaxValue, 1 << 20, -(1 << 20) })
            {
                long[] rows = [.. Enumerable.Range(0, Count * Lookups).Select(_ => (long)random.Next(Elements / width))];
                int at = random.Next(rows.Length);
                rows[at] = wrong;
                float[] ours = new float[Count * width], theirs = new float[Count * width];
                HmmAccessException error = Assert.Throws<HmmAccessException>(
                    () => NamedRowKernels.Pool(_device, (Count, width), Lookups, width, -7, rows, table, ours));
                Assert.Contains($"in work item ({at / Lookups}, 0)", error.Message, StringComparison.Ordinal);
                for (int item = 0; item < at / Lookups * width; item++)
                {
                    NamedRowKernels.Pool(item / width, item % width, Lookups, width, -7, rows, table, theirs);
                }

                Equal(theirs, ours);
            }
        }
    }

    /// <summary>Names end with the last page that may be read: a hint must not read on.</summary>
    [Fact]
    public void Names_end_with_their_memory()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        const int Count = 100, Width = 64;
        int page = Environment.SystemPageSize;
        byte* all = (byte*)Map(0, (nuint)(2 * page), 3, 0x22, -1, 0);
        Assert.NotEqual(-1, (nint)all);
        Assert.Equal(0, Protect((nint)all + page, (nuint)page, 0));
        int* names = (int*)(all + page) - Count;
        Random random = new(7);
        int[] rows = new int[Count];
        for (int i = 0; i < Count; i++)
        {
            names[i] = rows[i] = random.Next(Elements / Width);
        }

        // The launch reads the first names of the span; the rest lies on a page that may not be read, or the span ends there, too.
        float[] table = Numbers(random, Elements), found = new float[Count * Width];
        NamedRowKernels.Look(_device, (Count, Width), Width, HmmReadOnlyBuffer<int>.FromPointer(names, Count), table, found);
        Array.Clear(found);
        NamedRowKernels.Look(_device, (Count, Width), Width, HmmReadOnlyBuffer<int>.FromPointer(names, Count + 500), table, found);
        Equal(Each(Count, Width, new float[Count * Width], (i, column, to) => NamedRowKernels.Look(i, column, Width, rows, table, to)), found);
        Assert.Equal(0, Unmap((nint)all, (nuint)(2 * page)));
    }

    private void Compare(Random random, int elements, int width, int n, int lookups)
    {
        int count = elements / width;
        int[] rows = [.. Enumerable.Range(0, n).Select(_ => random.Next(count))];
        float[] table = Numbers(random, count * width);
        float[] found = new float[n * width];
        NamedRowKernels.Look(_device, (n, width), width, rows, table, found);
        Equal(Each(n, width, new float[n * width], (i, column, all) => NamedRowKernels.Look(i, column, width, rows, table, all)), found);

        long[] bags = [.. Enumerable.Range(0, n * lookups).Select(_ => (long)random.Next(count))];
        int none = bags.Length > 0 ? (int)bags[random.Next(bags.Length)] : 0;
        NamedRowKernels.Pool(_device, (n, width), lookups, width, none, bags, table, found);
        Equal(Each(n, width, new float[n * width], (i, column, all) => NamedRowKernels.Pool(i, column, lookups, width, none, bags, table, all)), found);

        int[] starts = new int[n + 1];
        for (int node = 0; node < n; node++)
        {
            starts[node + 1] = starts[node] + random.Next(lookups + 1);
        }

        int few = Math.Min(count, short.MaxValue);
        NamedRowKernels.Edge[] edges = [.. Enumerable.Range(0, starts[n]).Select(_ => new NamedRowKernels.Edge { Row = (short)random.Next(few), Weight = random.NextDouble() })];
        double[] wide = [.. table.Select(static x => x / 7.0)], sums = new double[n * width];
        NamedRowKernels.Spread(_device, (n, width), width, starts, edges, wide, sums);
        Equal(Each(n, width, new double[n * width], (i, column, all) => NamedRowKernels.Spread(i, column, width, starts, edges, wide, all)), sums);

        int[] ends = [.. Enumerable.Range(0, 2 * n).Select(_ => random.Next(count))];
        sbyte[] small = Bits<sbyte>(random, count * width);
        NamedRowKernels.Ends(_device, (n, width), width, ends, small, table, found);
        Equal(Each(n, width, new float[n * width], (i, column, all) => NamedRowKernels.Ends(i, column, width, ends, small, table, all)), found);

        ushort[] names = [.. Enumerable.Range(0, lookups).Select(_ => (ushort)random.Next(Math.Min(count, ushort.MaxValue) / 2))];
        int[] whole = Bits<int>(random, count * width), columns = new int[width], expected = new int[width];
        NamedRowKernels.Column(_device, width, width, lookups, names, whole, columns);
        for (int column = 0; column < width; column++)
        {
            NamedRowKernels.Column(column, width, lookups, names, whole, expected);
        }

        Equal(expected, columns);
    }

    private static T[] Each<T>(int n, int width, T[] all, Action<int, int, T[]> item)
    {
        for (int i = 0; i < n * width; i++)
        {
            item(i / width, i % width, all);
        }

        return all;
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
