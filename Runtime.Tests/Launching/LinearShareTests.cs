using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Launching;
using HmmGen.Tests.Devices;
using HmmGen.Tests.Generated.Tracing;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Most items of dense kernels over more data than the device holds find their pages by an addition, in few waves, launch after launch.</summary>
public sealed class LinearShareTests(ITestOutputHelper output)
{
    private const int Budget = 8 << 20;

    /// <summary>
    /// Whether pages come ahead, how many times the budget the data are, and whether the array that is read lies before the one that is written. Two or three
    /// of these have their turn, with each of them both ways.
    /// </summary>
    public static TheoryData<bool, int, bool> Cases { get; } = new(TestScale.Turns<(bool, int, bool)>(
        [(false, 4, true), (true, 4, true), (false, 16, true), (true, 16, true), (false, 4, false), (true, 4, false), (false, 16, false), (true, 16, false)], quick: 3, full: 3));

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_product_is_linear(bool ahead, int times, bool before)
    {
        const int Inner = DenseKernels.Inner;
        int rows = Budget / sizeof(int) * times / 2 / Inner;
        int[] a = Numbers(rows * Inner), b = Numbers(Inner * Inner), c = new int[rows * Inner];
        for (int i = 0; i < c.Length; i++)
        {
            DenseKernels.Multiply(i / Inner, i % Inner, a, b, c);
        }

        using HmmArray<int> one = Array(a), right = Array(b), other = Array(a);
        (HmmArray<int> left, HmmArray<int> target) = InOrder(one, other, before);
        double share = ShareOf(ahead, 16 / times, device => DenseKernels.Multiply(device, (rows, Inner), left, right, target), target);
        Assert.True(target.AsReadOnlySpan().SequenceEqual(c));
        Assert.InRange(share, 0.98, 1);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_stencil_is_linear(bool ahead, int times, bool before)
    {
        int rows = Budget / sizeof(int) * times / 2 / DenseKernels.Width;
        int[] from = Numbers(rows * DenseKernels.Width), to = new int[from.Length];
        for (int i = 0; i < to.Length; i++)
        {
            DenseKernels.Stencil(i / DenseKernels.Width, i % DenseKernels.Width, rows, from, to);
        }

        using HmmArray<int> one = Array(from), other = Array(from);
        (HmmArray<int> source, HmmArray<int> target) = InOrder(one, other, before);
        double share = ShareOf(ahead, 2 + 16 / times, device => DenseKernels.Stencil(device, (rows, DenseKernels.Width), rows, source, target), target);
        Assert.True(target.AsReadOnlySpan().SequenceEqual(to));
        Assert.InRange(share, 0.95, 1);
    }

    /// <summary>
    /// The frames that a product leaves do not fall apart in many launches of a stencil. Its results go home, and are overwritten in the next launch. So they
    /// leave the device first, and much of what is read stays.
    /// </summary>
    [Theory]
    [InlineData(OverlapKind.Never)]
    [InlineData(OverlapKind.Always)]
    internal void The_stencil_stays_linear_and_keeps_what_it_reads(OverlapKind overlap)
    {
        const int Elements = 4 * Budget / sizeof(int) / 2;
        const int Launches = 40;
        SimulatedOptions options = new() { MemoryBudget = Budget, MaxDegreeOfParallelism = 1, Testing = new() { Overlap = overlap } };
        VariantEngine engine = new(options);
        using WatchedDevice watched = new(options, engine);
        using HmmArray<int> source = Array(Numbers(Elements)), target = Array(Numbers(Elements));
        using HmmArray<int> right = Array(Numbers(DenseKernels.Inner * DenseKernels.Inner));
        for (int i = 0; i < 10; i++)
        {
            DenseKernels.Multiply(watched.Device, (Elements / DenseKernels.Inner, DenseKernels.Inner), source, right, target);
            target.Prefetch(HmmDevice.Host, HmmRange.All);
        }

        (long before, long linearBefore, long itemsBefore) = (watched.Device.Statistics.BytesIn, engine.ItemsOf(KernelVariant.Linear), engine.Items);
        for (int i = 0; i < Launches; i++)
        {
            DenseKernels.Stencil(watched.Device, (Elements / DenseKernels.Width, DenseKernels.Width), Elements / DenseKernels.Width, source, target);
            target.Prefetch(HmmDevice.Host, HmmRange.All);
        }

        double share = (double)(engine.ItemsOf(KernelVariant.Linear) - linearBefore) / (engine.Items - itemsBefore);
        double brought = (double)(watched.Device.Statistics.BytesIn - before) / (Launches * (double)source.Length * sizeof(int));
        output.WriteLine($"{share:P1} linear, {brought:P1} of what is read came");
        Assert.InRange(share, 0.9, 1);
        Assert.InRange(brought, 0.5, 0.8);
    }

    /// <summary>The share of the items of some launches that ran without page tables. The host takes the target home after each.</summary>
    private double ShareOf(bool ahead, int launches, Action<HmmDevice> launch, HmmArray<int> target)
    {
        SimulatedOptions options = new()
        {
            MemoryBudget = Budget,
            MaxDegreeOfParallelism = 1,
            Testing = new() { Overlap = ahead ? OverlapKind.Always : OverlapKind.Never },
        };
        VariantEngine engine = new(options);
        using WatchedDevice watched = new(options, engine);
        for (int i = 0; i < launches; i++)
        {
            launch(watched.Device);
            target.Prefetch(HmmDevice.Host, HmmRange.All);
            HmmStatistics counts = watched.Device.Statistics;
            output.WriteLine($"{engine.Variants.Count} waves; {engine.ItemsOf(KernelVariant.Linear)} of {engine.Items} items; "
                + $"{counts.BytesIn >> 10} KiB in, {counts.BytesOut >> 10} out, {counts.Evictions} evictions");
        }

        // Chunks are halved until they fill an eighth of the device, half of it with the pages of one array. So they fill more than a sixteenth. Breaks cut
        // them into several waves.
        long chunks = launches * (target.Length * sizeof(int) / (Budget / ChunkShare.Share / 4));
        Assert.InRange(engine.Variants.Count, 1, chunks * 1.75);
        return (double)engine.ItemsOf(KernelVariant.Linear) / engine.Items;
    }

    /// <summary>The array to read and the one to write. Pages are asked for by address, so which lies first matters where frames get scarce.</summary>
    private static (HmmArray<int> Read, HmmArray<int> Written) InOrder(HmmArray<int> one, HmmArray<int> other, bool readFirst)
    {
        bool isFirst = Unsafe.IsAddressLessThan(in MemoryMarshal.GetReference(one.AsReadOnlySpan()), in MemoryMarshal.GetReference(other.AsReadOnlySpan()));
        (HmmArray<int> read, HmmArray<int> written) = isFirst == readFirst ? (one, other) : (other, one);
        written.AsSpan().Clear();
        return (read, written);
    }

    private static int[] Numbers(int length) => [.. Enumerable.Range(0, length).Select(static i => i * 7 % 1001)];

    private static HmmArray<int> Array(int[] values)
    {
        HmmArray<int> array = HmmSpace.Shared.Allocate<int>(values.Length);
        array.CopyFrom(values);
        return array;
    }
}
