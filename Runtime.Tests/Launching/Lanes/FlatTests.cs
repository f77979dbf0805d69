// Safety: one test maps pages, gives what lies before one that may not be read to a launch that ends before it unmaps them, and keeps their address to itself.
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;
using static HmmGen.Tests.Launching.Lanes.RowAnswers;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Items of rows that one index counts give the same as items one after another, along their rows and without them.</summary>
public sealed unsafe partial class FlatTests : IDisposable
{
    private static readonly int[] Lengths = [1, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 64, 65, 100, 130];

    private readonly HmmDevice _along = Host(LaneUse.Always, processors: 1);
    private readonly HmmDevice _straight = Host(LaneUse.Straight, processors: 1);
    private readonly HmmDevice _shared = Host(LaneUse.Always, processors: 2);

    private HmmDevice[] All => [_along, _straight, _shared];

    public void Dispose()
    {
        _along.Dispose();
        _straight.Dispose();
        _shared.Dispose();
    }

    [Fact]
    public void Kernels_have_rows()
    {
        KernelDescriptor[] kernels =
        [
            FlatKernels.GateKernel.Descriptor, FlatKernels.LookKernel.Descriptor, FlatKernels.MultiplyKernel.Descriptor, FlatKernels.TransposeKernel.Descriptor,
            FlatKernels.TurnKernel.Descriptor, FlatKernels.BlurKernel.Descriptor, FlatKernels.HeadsKernel.Descriptor, FlatKernels.PlanesKernel.Descriptor, FlatKernels.BiasKernel.Descriptor,
        ];
        Assert.All(kernels, static kernel => Assert.NotNull(kernel.Rows));
        Assert.True(FlatKernels.MultiplyKernel.Descriptor.Rows is { HasPanels: true, Rows: 4 });
        Assert.True(FlatKernels.TransposeKernel.Descriptor.Rows is { IsCrossed: true });
        Assert.Equal((Avx.IsSupported, Avx.IsSupported), (FlatKernels.BiasKernel.Descriptor.Rows!.HasRests, FlatKernels.StepKernel.Descriptor.Lanes!.HasRests));
    }

    [Fact]
    public void Rows_of_every_length_give_the_same()
    {
        Random random = new(TestSeeds.First);
        foreach (int n in Lengths)
        {
            foreach (int rows in (int[])[1, 2, 3, 5, 8, 17])
            {
                Compare(random, rows, n, rest: rows % 2 == 0 ? 0 : random.Next(n));
            }
        }
    }

    [Fact]
    public void Items_without_work_stay_without()
    {
        Random random = new(TestSeeds.First);
        foreach ((int m, int n) in ((int, int)[])[(3, 16), (4, 16), (9, 40), (0, 16), (-2, 16), (1 << 28, 16), ((1 << 28) + 1, 16), (5, 0), (5, -8)])
        {
            const int K = 5, Count = 200;
            float[] a = Numbers(random, 4000), b = Numbers(random, 4000);
            foreach (HmmDevice device in All)
            {
                if (m > 100 || n <= 0)
                {
                    // Rows end with the spans, or the first item divides by nothing, as it would in a loop.
                    float[] ours = new float[Count], theirs = new float[Count];
                    Exception? right = Record.Exception(() => { for (int i = 0; i < Count; i++) FlatKernels.Multiply(i, m, n, K, a, b, theirs); });
                    Exception? found = Record.Exception(() => FlatKernels.Multiply(device, Count, m, n, K, a, b, ours));
                    Assert.Equal(right is null, found is null);
                    Equal(theirs, ours);
                    continue;
                }

                Same(new float[Count], to => FlatKernels.Multiply(device, Count, m, n, K, a, b, to), (i, to) => FlatKernels.Multiply(i, m, n, K, a, b, to));
            }
        }
    }

    [Fact]
    public void Launches_begin_anywhere()
    {
        Random random = new(TestSeeds.First);
        int[] x = Bits<int>(random, 2000);
        foreach (HmmDevice device in All)
        {
            foreach ((int first, int end) in ((int, int)[])[(0, 1), (16, 400), (32, 77), (17, 400), (400, 1000), (999, 1000)])
            {
                int[] ours = new int[2000], theirs = new int[2000];
                FlatKernels.Blur(device, HmmExtent.Range((first, end)), 16, 70, x, ours);
                for (int i = first; i < end; i++)
                {
                    FlatKernels.Blur(i, 16, 70, x, theirs);
                }

                Equal(theirs, ours);
                float[] a = Numbers(random, 400), products = new float[2000], right = new float[2000];
                FlatKernels.Multiply(device, HmmExtent.Range((first, end)), 20, 16, 5, a, a, products);
                for (int i = first; i < end; i++)
                {
                    FlatKernels.Multiply(i, 20, 16, 5, a, a, right);
                }

                Equal(right, products);
            }

            foreach ((int Rows, int First, int End) box in ((int, int, int)[])[(3, 0, 64), (2, 16, 48), (3, 16, 49), (3, 5, 64), (1, 0, 64)])
            {
                double[] input = [.. Enumerable.Range(0, 2000).Select(static i => i / 3.0)], ours = new double[2000], theirs = new double[2000];
                FlatKernels.Shape shape = new(4, 16);
                FlatKernels.Heads(device, HmmExtent.Range((0, box.Rows), (box.First, box.End)), shape, input, input, ours);
                for (int row = 0; row < box.Rows; row++)
                {
                    for (int at = box.First; at < box.End; at++)
                    {
                        FlatKernels.Heads(row, at, shape, input, input, theirs);
                    }
                }

                Equal(theirs, ours);
            }
        }
    }

    [Fact]
    public void A_name_that_is_no_row_fails_at_its_own_item()
    {
        Random random = new(TestSeeds.First);
        const int Rows = 23, Table = 30;
        foreach (int n in (int[])[8, 16, 33, 64, 100])
        {
            float[] table = Numbers(random, Table * n);
            foreach (int wrong in (int[])[-1, Table, int.MaxValue, int.MinValue])
            {
                foreach (HmmDevice device in (HmmDevice[])[_along, _straight])
                {
                    int[] names = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(Table))];
                    int at = random.Next(Rows), item = at * n;
                    names[at] = wrong;
                    float[] ours = new float[Rows * n], theirs = new float[Rows * n];

                    // A product that wraps may be a place of the table.
                    Exception? error = null;
                    for (item = 0; item < Rows * n && error is null; item++)
                    {
                        error = Record.Exception(() => FlatKernels.Look(item, n, names, table, theirs));
                    }

                    HmmAccessException? found = (HmmAccessException?)Record.Exception(() => FlatKernels.Look(device, Rows * n, n, names, table, ours));
                    Assert.Equal(error is null, found is null);
                    if (error is not null)
                    {
                        Assert.Contains($"in work item ({item - 1})", found!.Message, StringComparison.Ordinal);
                    }

                    Equal(theirs, ours);
                }
            }
        }
    }

    [Fact]
    public void Items_that_change_what_they_load_run_once()
    {
        using HmmDevice device = Host(LaneUse.Always, processors: 4);
        Random random = new(TestSeeds.First);
        foreach (int n in (int[])[9, 12, 20, 36, 100, 517])
        {
            int rows = 60_000 / n;
            float[] bias = Numbers(random, n);
            Same(Numbers(random, rows * n + 5), to => FlatKernels.Bias(device, to.Length, n, bias, to), (i, to) => FlatKernels.Bias(i, n, bias, to));
            int[] steps = Bits<int>(random, rows * n), x = Bits<int>(random, rows * n);
            long[] ours = new long[rows * n], theirs = new long[rows * n];
            Same(x, to => FlatKernels.Step(device, (rows, n), n, 0, steps, ours, to), (i, to) => FlatKernels.Step(i / n, i % n, n, 0, steps, theirs, to));
            Equal(theirs, ours);
        }
    }

    [Fact]
    public void A_row_that_fails_is_changed_up_to_its_item()
    {
        const int Rows = 5, Zero = 7;
        foreach (int n in (int[])[9, 12, 20, 37])
        {
            for (int wrong = 0; wrong < Rows * n; wrong++)
            {
                int[] steps = [.. Enumerable.Range(0, Rows * n).Select(at => at == wrong ? Zero : at % 5 - 2)], ours = new int[Rows * n], theirs = new int[Rows * n];
                long[] moments = new long[Rows * n], expected = new long[Rows * n];
                Assert.Throws<DivideByZeroException>(() => Each(Rows * n, theirs, (i, to) => FlatKernels.Step(i / n, i % n, n, Zero, steps, expected, to)));
                Assert.Throws<DivideByZeroException>(() => FlatKernels.Step(_along, (Rows, n), n, Zero, steps, moments, ours));
                Equal(theirs, ours);
                Equal(expected, moments);
            }
        }
    }

    [Fact]
    public void Spans_end_with_their_memory()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        int page = Environment.SystemPageSize;
        byte* all = (byte*)Map(0, (nuint)(3 * page), 3, 0x22, -1, 0);
        Assert.NotEqual(-1, (nint)all);
        Assert.Equal(0, Protect((nint)all + 2 * page, (nuint)page, 0));
        foreach (int n in Lengths)
        {
            const int Rows = 7;
            int* x = (int*)(all + 2 * page) - Rows * n;
            for (int i = 0; i < Rows * n; i++)
            {
                x[i] = i * 7;
            }

            int[] ours = new int[Rows * n], plain = [.. new ReadOnlySpan<int>(x, Rows * n)];
            FlatKernels.Blur(_along, Rows * n, n, Rows, HmmReadOnlyBuffer<int>.FromPointer(x, Rows * n), ours);
            Equal(Each(Rows * n, new int[Rows * n], (i, to) => FlatKernels.Blur(i, n, Rows, plain, to)), ours);
            FlatKernels.Transpose(_along, Rows * n, Rows, n, HmmReadOnlyBuffer<int>.FromPointer(x, Rows * n), ours);
            Equal(Each(Rows * n, new int[Rows * n], (i, to) => FlatKernels.Transpose(i, Rows, n, plain, to)), ours);

            // What is stored in place, up to the last item.
            int[] steps = Bits<int>(new Random(n), Rows * n);
            long[] moments = new long[Rows * n], expected = new long[Rows * n];
            FlatKernels.Step(_along, (Rows, n), n, 1 << 20, steps, moments, HmmBuffer<int>.FromPointer(x, Rows * n));
            Equal(Each(Rows * n, plain, (i, to) => FlatKernels.Step(i / n, i % n, n, 1 << 20, steps, expected, to)), [.. new ReadOnlySpan<int>(x, Rows * n)]);
            Equal(expected, moments);
        }

        Assert.Equal(0, Unmap((nint)all, (nuint)(3 * page)));
    }

    [Fact]
    public void Lengths_are_positive_and_do_not_wrap()
    {
        Assert.Equal([0L, 0, 0, 8, int.MaxValue, 0], new[] { long.MinValue, -8, 7, 8, int.MaxValue, 1L << 31 }.Select(static length => FlatRows.Of(length).Length));
        Assert.Equal((0, 0, 0, 6, 0), (FlatRows.Product(-2, -3), FlatRows.Product(0, 5), FlatRows.Product(1 << 16, 1 << 15), FlatRows.Product(2, 3), FlatRows.Product(1L << 40, 1)));
        Assert.Equal((8, 0, 0), (FlatRows.Of(8).With(16).Length, FlatRows.Of(8).With(0).Length, FlatRows.Of(8).With(1L << 31).Length));
        Assert.Equal((40, 16, -3), (FlatRows.Of(8).BelowRow(5).Limit, FlatRows.Of(8).BelowRow(5).Below(16).Limit, FlatRows.Of(8).Below(-3).Limit));
        Assert.Equal((0, 0, long.MaxValue), (FlatRows.Of(8).BelowRow(0).Limit, FlatRows.Of(8).BelowRow(-7).Limit, FlatRows.Of(8).BelowRow(1L << 60).Limit));
    }

    private void Compare(Random random, int rows, int n, int rest)
    {
        int count = rows * n + rest;
        float[] x = Numbers(random, 2 * count + 2 * n), table = Numbers(random, 50 * n);
        int[] names = [.. Enumerable.Range(0, rows + 1).Select(_ => random.Next(50))], whole = Bits<int>(random, rows * n);
        short[] small = Bits<short>(random, count * 3);
        foreach (HmmDevice device in All)
        {
            Same(new float[count], to => FlatKernels.Gate(device, count, n, x, to), (i, to) => FlatKernels.Gate(i, n, x, to));
            Same(new float[count], to => FlatKernels.Look(device, count, n, names, table, to), (i, to) => FlatKernels.Look(i, n, names, table, to));
            float[] left = Numbers(random, (rows + 1) * 6), right = Numbers(random, 6 * n);
            Same(new float[count], to => FlatKernels.Multiply(device, count, rows, n, 6, left, right, to), (i, to) => FlatKernels.Multiply(i, rows, n, 6, left, right, to));
            Same(new int[rows * n], to => FlatKernels.Transpose(device, rows * n, rows, n, whole, to), (i, to) => FlatKernels.Transpose(i, rows, n, whole, to));
            Same(new int[rows * n], to => FlatKernels.Blur(device, rows * n, n, rows, whole, to), (i, to) => FlatKernels.Blur(i, n, rows, whole, to));
            Same(Numbers(new Random(n), 2 * rows * n), to => FlatKernels.Turn(device, rows * n, 2 * n, right, table, to), (i, to) => FlatKernels.Turn(i, 2 * n, right, table, to), rows * n);
            Same(new short[count], to => FlatKernels.Planes(device, count, 3, 2, n, small, small, to), (i, to) => FlatKernels.Planes(i, 3, 2, n, small, small, to));
        }
    }

    private static T[] Each<T>(int count, T[] all, Action<int, T[]> item)
    {
        for (int i = 0; i < count; i++)
        {
            item(i, all);
        }

        return all;
    }

    private static HmmDevice Host(LaneUse use, int processors)
        => HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = processors, Testing = new() { Lanes = use } });

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
