// Safety: one test maps three pages, gives the middle one to launches that end before it unmaps them, and keeps their address to itself.
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Tests.Shared;
using Xunit;
using static HmmGen.Tests.Launching.Lanes.RowAnswers;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>
/// Loops within items give with their turns side by side what they give one turn after another: over one to three dimensions, at the end of memory, and where an
/// item fails after it has changed elements that it loads.
/// </summary>
public sealed partial class TurnTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int[] Lengths = [1, 3, 7, 8, 9, 15, 16, 17, 24, 31, 33, 64, 100];

    private readonly HmmDevice _device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = LaneUse.Always } });

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Kernels_have_lanes_of_turns()
    {
        KernelDescriptor[] kernels =
        [
            TurnKernels.SpreadKernel.Descriptor, TurnKernels.LookKernel.Descriptor, TurnKernels.AttendKernel.Descriptor, TurnKernels.MergeKernel.Descriptor,
            TurnKernels.MoveKernel.Descriptor, TurnKernels.ScatterKernel.Descriptor, TurnKernels.ShareKernel.Descriptor,
        ];
        Assert.All(kernels, static kernel => Assert.True(kernel.Lanes is { IsOfTurns: true }));
        Assert.True(TurnKernels.SpreadKernel.Descriptor.Lanes is { IsWide: true });
        Assert.True(TurnKernels.LookKernel.Descriptor.Lanes is { IsWide: false });
    }

    [Fact]
    public async Task Sums_of_neighbours()
    {
        Random random = Start();
        foreach (int n in Lengths)
        {
            (int[] starts, int[] ends, float[] weights, float[] x, float[] y) = Graph(random, 40, n);
            Same(y, all => TurnKernels.Spread(_device, 40, n, starts, ends, weights, x, all), (i, all) => TurnKernels.Spread(i, n, starts, ends, weights, x, all), 40);

            // A launch that can be cancelled asks every few items.
            using CancellationTokenSource source = new();
            float[] stoppable = [.. y];
            await TurnKernels.SpreadAsync(_device, 40, n, starts, ends, weights, x, stoppable, cancellationToken: source.Token);
            Same(y, all => stoppable.CopyTo(all, 0), (i, all) => TurnKernels.Spread(i, n, starts, ends, weights, x, all), 40);
        }
    }

    /// <summary>An edge leads nowhere: its node has the sum of the edges before, once, and the nodes after it have nothing.</summary>
    [Fact]
    public void A_failing_item_has_its_effects_once()
    {
        Random random = Start();
        foreach (int n in Lengths)
        {
            for (int run = 0; run < TestScale.Iterations(2, 6, 60); run++)
            {
                (int[] starts, int[] ends, float[] weights, float[] x, float[] y) = Graph(random, 30, n);
                int wrong = random.Next(ends.Length), node = Array.FindLastIndex(starts, start => start <= wrong);
                ends[wrong] = new[] { -1, 30, int.MaxValue, int.MaxValue / n, int.MinValue / n }[random.Next(5)];
                float[] ours = [.. y], theirs = [.. y];
                HmmAccessException error = Assert.Throws<HmmAccessException>(() => TurnKernels.Spread(_device, 30, n, starts, ends, weights, x, ours));
                Assert.Contains($"in work item ({node})", error.Message, StringComparison.Ordinal);
                for (int i = 0; i < node; i++)
                {
                    TurnKernels.Spread(i, n, starts, ends, weights, x, theirs);
                }

                Assert.Throws<IndexOutOfRangeException>(() => TurnKernels.Spread(node, n, starts, ends, weights, x, theirs));
                Equal(theirs, ours);
            }
        }
    }

    /// <summary>Items name the same rows, and one of them names none. Where rows have no elements, no name is asked for: there are none.</summary>
    [Fact]
    public void Rows_that_each_turn_names_again()
    {
        Random random = Start();
        foreach (int n in Lengths)
        {
            int[] names = [.. Enumerable.Range(0, 50).Select(_ => random.Next(12))], x = Bits<int>(random, names.Length * n), y = Bits<int>(random, 12 * n);
            Same(y, all => TurnKernels.Scatter(_device, names.Length, n, names, x, all), (i, all) => TurnKernels.Scatter(i, n, names, x, all), names.Length);

            int wrong = random.Next(names.Length);
            names[wrong] = new[] { -1, 12, int.MaxValue, int.MaxValue / n, int.MinValue / n }[random.Next(5)];
            int[] ours = [.. y], theirs = [.. y];
            HmmAccessException error = Assert.Throws<HmmAccessException>(() => TurnKernels.Scatter(_device, names.Length, n, names, x, ours));
            Assert.Contains($"in work item ({wrong})", error.Message, StringComparison.Ordinal);
            for (int i = 0; i < wrong; i++)
            {
                TurnKernels.Scatter(i, n, names, x, theirs);
            }

            Equal(theirs, ours);
        }

        TurnKernels.Scatter(_device, 40, 0, Array.Empty<int>(), Array.Empty<int>(), new int[1]);
        TurnKernels.Scatter(_device, 40, -5, Array.Empty<int>(), Array.Empty<int>(), new int[1]);
    }

    /// <summary>The names lie in what is stored: a turn may change the name of the next one.</summary>
    [Fact]
    public void Names_that_turns_change()
    {
        Random random = Start();
        foreach (int n in Lengths)
        {
            for (int from = 0; from < 40; from += 13)
            {
                int[] start = [.. Enumerable.Range(0, 200 * n + 100).Select(_ => random.Next(4))], x = [.. Enumerable.Range(0, 30 * n).Select(_ => random.Next(2))];
                int[] ours = [.. start], theirs = [.. start];
                TurnKernels.Scatter(_device, 30, n, ours.AsMemory(from, 30), x, ours);
                for (int i = 0; i < 30; i++)
                {
                    TurnKernels.Scatter(i, n, theirs.AsSpan(from, 30), x, theirs);
                }

                Equal(theirs, ours);
            }
        }
    }

    /// <summary>Segments have no elements, few and many, and one of them reaches beyond the elements, or beyond every <see langword="int"/>.</summary>
    [Fact]
    public void Ends_that_a_test_loads()
    {
        Random random = Start();
        long[] starts = new long[41];
        for (int i = 0; i < 40; i++)
        {
            starts[i + 1] = starts[i] + random.Next(i % 3 == 0 ? 3 : 60);
        }

        double[] sums = Bits<double>(random, 40), x = Bits<double>(random, (int)starts[40]), y = Bits<double>(random, x.Length);
        Same(y, all => TurnKernels.Share(_device, 40, starts, sums, x, all), (i, all) => TurnKernels.Share(i, starts, sums, x, all), 40);
        foreach (long end in new[] { x.Length + 1L, int.MaxValue, 1L << 32, long.MaxValue })
        {
            starts[40] = end;
            double[] ours = [.. y], theirs = [.. y];
            HmmAccessException error = Assert.Throws<HmmAccessException>(() => TurnKernels.Share(_device, 40, starts, sums, x, ours));
            Assert.Contains("in work item (39)", error.Message, StringComparison.Ordinal);
            for (int i = 0; i < 40; i++)
            {
                try
                {
                    TurnKernels.Share(i, starts, sums, x, theirs);
                }
                catch (IndexOutOfRangeException)
                {
                    Assert.Equal(39, i);
                }
            }

            Equal(theirs, ours);
        }
    }

    /// <summary>An item that changes more than is kept runs through its method.</summary>
    [Fact]
    public void Rows_that_are_too_long_to_be_kept()
    {
        const int Long = 300_000;
        int[] starts = [0, 2, 3], ends = [0, 1, 0];
        float[] weights = [1, 2, 3], x = [.. Enumerable.Range(0, 2 * Long).Select(static k => k % 1000f)];
        Same(new float[2 * Long], all => TurnKernels.Spread(_device, 2, Long, starts, ends, weights, x, all), (i, all) => TurnKernels.Spread(i, Long, starts, ends, weights, x, all), 2);
        ends[1] = 2;
        float[] ours = new float[2 * Long], theirs = new float[2 * Long];
        Assert.Throws<HmmAccessException>(() => TurnKernels.Spread(_device, 2, Long, starts, ends, weights, x, ours));
        Assert.Throws<IndexOutOfRangeException>(() => TurnKernels.Spread(0, Long, starts, ends, weights, x, theirs));
        Equal(theirs, ours);
    }

    [Fact]
    public void Planes_and_volumes()
    {
        Random random = Start();
        foreach (int n in Lengths)
        {
            foreach ((int tokens, int heads) in new[] { (1, 1), (5, 3), (3, 9), (17, 2) })
            {
                float[] scores = Numbers(random, heads * tokens * tokens), values = Numbers(random, tokens * heads * n);
                Same(
                    Numbers(random, tokens * heads * n),
                    all => TurnKernels.Attend(_device, (tokens, heads), heads, n, tokens, scores, values, all),
                    (i, all) => TurnKernels.Attend(i / heads, i % heads, heads, n, tokens, scores, values, all),
                    tokens * heads);
            }

            foreach ((int planes, int rows, int columns) in new[] { (1, 1, 1), (2, 3, 5), (3, 1, 9), (2, 4, 1) })
            {
                byte[] choices = Bits<byte>(random, planes * rows * columns);
                short[] x = Bits<short>(random, 256 * n);
                Same(
                    Bits<int>(random, choices.Length * n),
                    all => TurnKernels.Merge(_device, (planes, rows, columns), rows, columns, n, choices, x, all),
                    (i, all) => TurnKernels.Merge(i / columns / rows, i / columns % rows, i % columns, rows, columns, n, choices, x, all),
                    choices.Length);
            }
        }
    }

    /// <summary>What is stored a few places ahead is loaded by a later turn.</summary>
    [Fact]
    public void Elements_of_other_turns()
    {
        foreach (int n in Lengths)
        {
            int[] from = [.. Enumerable.Range(0, 81).Select(static i => 40 + i / 9)], to = [.. Enumerable.Range(0, 81).Select(static i => i)];
            long[] y = [.. Enumerable.Range(0, 300).Select(static k => (long)k * k)];
            Same(y, all => TurnKernels.Move(_device, 81, n, from, to, all), (i, all) => TurnKernels.Move(i, n, from, to, all), 81);
        }
    }

    /// <summary>Spans begin and end with a page whose neighbours may not be read.</summary>
    [Fact]
    public unsafe void Rows_end_with_their_memory()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        int page = Environment.SystemPageSize, count = page / sizeof(double);
        byte* all = (byte*)Map(0, (nuint)(3 * page), 3, 0x22, -1, 0);
        Assert.NotEqual(-1, (nint)all);
        Assert.Equal(0, Protect((nint)all, (nuint)page, 0));
        Assert.Equal(0, Protect((nint)all + 2 * page, (nuint)page, 0));
        double* elements = (double*)(all + page);
        Random random = Start();
        foreach (int n in Lengths)
        {
            int rows = count / n;
            double* first = elements + (random.Next(2) == 0 ? 0 : count - rows * n);
            double[] table = new double[rows * n];
            for (int k = 0; k < table.Length; k++)
            {
                first[k] = table[k] = random.NextDouble();
            }

            int[] names = [.. Enumerable.Range(0, 9).Select(i => i % 3 == 0 ? rows - 2 : i % 3 == 1 ? 0 : random.Next(rows - 1))];
            double[] found = new double[10 * n];
            TurnKernels.Look(_device, 9, n, names, HmmReadOnlyBuffer<double>.FromPointer(first, table.Length), found);
            double[] expected = new double[10 * n];
            for (int i = 0; i < 9; i++)
            {
                TurnKernels.Look(i, n, names, table, expected);
            }

            Equal(expected, found);
        }

        Assert.Equal(0, Unmap((nint)all, (nuint)(3 * page)));
    }

    private Random Start()
    {
        output.WriteLine($"seed {TestSeeds.First}");
        return new Random(TestSeeds.First);
    }

    private static (int[] Starts, int[] Ends, float[] Weights, float[] X, float[] Y) Graph(Random random, int nodes, int n)
    {
        int[] starts = new int[nodes + 1];
        for (int node = 0; node < nodes; node++)
        {
            starts[node + 1] = starts[node] + random.Next(node == 0 ? 1 : 0, 6);
        }

        return (starts, [.. Enumerable.Range(0, starts[nodes]).Select(_ => random.Next(nodes))], Numbers(random, starts[nodes]), Numbers(random, nodes * n), Numbers(random, nodes * n));
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
