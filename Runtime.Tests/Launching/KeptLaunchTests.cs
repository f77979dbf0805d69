using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>A launch that is equal to one before makes no garbage, and does what a launch does that takes all steps.</summary>
[Collection(AllocationCounts.Name)]
public sealed class KeptLaunchTests
{
    private const int Length = 5000;

    /// <summary>So few items run on one thread.</summary>
    private const int AloneItems = 16;

    /// <summary>Every mode with devices that run few items on one thread, and numbers of items.</summary>
    public static TheoryData<HmmHostMode, string, int> Places { get; } = AllPlaces();

    /// <summary>The devices.</summary>
    public static TheoryData<string> Devices { get; } = ["host", "simulated"];

    [Theory]
    [MemberData(nameof(Places))]
    public void A_launch_over_resident_arrays_makes_no_garbage(HmmHostMode mode, string where, int items)
    {
        using HmmDevice device = Open(where);
        using IndexedArrays arrays = Arrays(TransparentSpaces.Open(mode));
        Func<Action, long> count = items > AloneItems && !where.EndsWith("one thread", StringComparison.Ordinal)
            ? KeptGarbage.OfSharedLaunches
            : KeptGarbage.OfLaunches;
        Assert.Equal(0, count(() => KeptKernels.Scale(device, items, new(2, 1), arrays.X, arrays.Y)));
        Assert.Equal(0, count(() => KeptKernels.Gather(device, items, arrays.Places, arrays.X, arrays.Y)));
        Assert.Equal(0, count(() => KeptKernels.Divide(device, items, divisor: 1, arrays.Y)));
        HmmArray<long> cast = arrays.Y.Cast<long>();
        Assert.Equal(0, count(() => KeptKernels.AddLong(device, items, 0, cast)));
        for (int i = 0; i < items; i++)
        {
            Assert.Equal(arrays.X[arrays.Places[i]], arrays.Y[i]);
        }
    }

    /// <summary>So runs without kept launches prove something.</summary>
    [Fact]
    public void Where_launches_are_not_kept_each_makes_garbage()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { Testing = new() { KeptLaunches = false } });
        using IndexedArrays arrays = Arrays(HmmSpace.Shared);
        Assert.True(KeptGarbage.IsMadeByEach(() => KeptKernels.Scale(device, 16, new(2, 1), arrays.X, arrays.Y)));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Kept_launches_are_counted_like_others(string where)
    {
        using HmmDevice device = Open(where);
        using IndexedArrays arrays = Arrays(HmmSpace.Shared);
        KeptKernels.Scale(device, 16, new(2, 1), arrays.X, arrays.Y);
        KeptKernels.Scale(device, 16, new(2, 1), arrays.X, arrays.Y);
        HmmStatistics before = device.Statistics;
        HmmStatistics ofKernel = device.KernelStatistics["KeptKernels.Scale"];
        Assert.Equal(0, KeptGarbage.OfLaunches(() => KeptKernels.Scale(device, 16, new(2, 1), arrays.X, arrays.Y), out int launches));
        HmmStatistics since = device.Statistics - before;
        Assert.Equal((launches, launches, 0, 0), (since.Launches, since.Waves, since.BytesIn, since.PageFaults));
        Assert.InRange(since.RunningTime, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
        Assert.Equal(since, device.KernelStatistics["KeptKernels.Scale"] - ofKernel);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void A_kept_launch_fails_like_others(string where)
    {
        using HmmDevice device = Open(where);
        using IndexedArrays arrays = Arrays(HmmSpace.Shared);
        void Keep()
        {
            KeptKernels.Gather(device, 16, arrays.Places, arrays.X, arrays.Y);
            KeptKernels.Divide(device, 16, 1, arrays.Y);
        }

        Keep();
        Keep();
        arrays.Places[5] = Length;
        if (where == "simulated")
        {
            // The host's write has taken the page of the places. The kept launch is for pages that are there.
            arrays.Places.Prefetch(device, HmmRange.All);
        }

        HmmAccessException kept = Assert.Throws<HmmAccessException>(() => KeptKernels.Gather(device, 16, arrays.Places, arrays.X, arrays.Y));
        HmmExtent measured = (HmmExtent)16 with { Measurement = new HmmMeasurement() };
        HmmAccessException whole = Assert.Throws<HmmAccessException>(() => KeptKernels.Gather(device, measured, arrays.Places, arrays.X, arrays.Y));
        Assert.Equal(whole.Message, kept.Message);
        Assert.Equal("KeptKernels.Gather", kept.Kernel);
        arrays.Places[5] = 5;
        KeptKernels.Gather(device, 16, arrays.Places, arrays.X, arrays.Y);
        Assert.Equal(arrays.X[5], arrays.Y[5]);
        Assert.Throws<DivideByZeroException>(() => KeptKernels.Divide(device, 16, 0, arrays.Y));
        Keep();
        Assert.Equal(arrays.X[arrays.Places[15]], arrays.Y[15]);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void A_kept_launch_of_a_program_that_has_ended_its_device_or_array_is_refused(string where)
    {
        using IndexedArrays arrays = Arrays(HmmSpace.Shared);
        HmmDevice device = Open(where);
        HmmArray<int> target = HmmSpace.Shared.Allocate<int>(Length);
        void Launch(HmmArray<int> into) => KeptKernels.Scale(device, 16, new(2, 1), arrays.X, into);
        Assert.Equal(0, KeptGarbage.OfLaunches(() => Launch(target)));
        target.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Launch(target));
        Assert.Equal(0, KeptGarbage.OfLaunches(() => Launch(arrays.Y)));
        device.Dispose();
        if (where == "simulated")
        {
            Assert.Throws<ObjectDisposedException>(() => Launch(arrays.Y));
        }
    }

    [Fact]
    public void A_plan_is_kept_for_equal_lengths_and_items_only()
    {
        using HmmDevice device = HmmDevice.Simulated();
        int[] long1 = new int[100];
        int[] long2 = new int[100];
        void Launch(HmmExtent extent, int[] x, int[] y) => KeptKernels.Scale(device, extent, new(2, 1), x, y);
        Launch(100, long1, long2);
        Launch(100, long2, long1);
        Assert.Equal((3, 1), (long1[0], long2[99]));
        Assert.Throws<HmmAccessException>(() => Launch(100, new int[99], long2));
        Assert.Throws<HmmAccessException>(() => Launch(100, long1, new int[50]));
        Assert.Throws<HmmAccessException>(() => Launch(HmmExtent.Range(1, 101), long1, long2));
        Launch(HmmExtent.Range(99, 100), long1, long2);
        Assert.Equal((1, 7), (long2[98], long2[99]));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void A_kept_launch_is_not_for_another_number_of_dimensions(string where)
    {
        using HmmDevice device = Open(where);
        using IndexedArrays arrays = Arrays(HmmSpace.Shared);
        Assert.Equal(0, KeptGarbage.OfLaunches(() => KeptKernels.Scale(device, 16, new(2, 1), arrays.X, arrays.Y)));
        Assert.Throws<ArgumentException>(() => KeptKernels.Scale(device, (16, 1), new(2, 1), arrays.X, arrays.Y));
    }

    [Fact]
    public void A_device_that_was_opened_again_has_no_kept_launch()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1 });
        using HmmArray<int> y = HmmSpace.Shared.Allocate<int>(Length);
        y.AsSpan().Fill(12);
        KeptKernels.Divide(device, Length, 1, y);
        Assert.Equal(0, KeptGarbage.OfLaunches(() => KeptKernels.Divide(device, Length, 1, y)));
        device.Trim();

        // The pages come again, but not the control memory that so many items need.
        using HmmArray<long> longs = y.Cast<long>();
        y.Prefetch(device, HmmRange.All, HmmPrefetch.ForWriting);
        KeptKernels.AddLong(device, 1, 0, longs);
        KeptKernels.Divide(device, Length, 1, y);
        Assert.All(y.ToArray(), element => Assert.Equal(12, element));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void A_kept_launch_finds_protection(string where)
    {
        using HmmDevice device = Open(where);
        using IndexedArrays arrays = Arrays(new HmmSpace(HmmHostMode.Scopes));
        void Launch() => KeptKernels.Scale(device, 16, new(2, 1), arrays.X, arrays.Y);
        Assert.Equal(0, KeptGarbage.OfLaunches(Launch));
        arrays.Y.Protect(HmmRange.All, HmmProtection.ReadOnly);
        Assert.Throws<HmmAccessException>(Launch);
        arrays.Y.Protect(HmmRange.All, HmmProtection.ReadWrite);
        Assert.Equal(0, KeptGarbage.OfLaunches(Launch));
    }

    [Fact]
    public void Kept_launches_of_many_threads_take_turns()
    {
        const int Threads = 4;
        int launches = TestScale.Iterations(quick: 300, full: 2000);
        using HmmDevice simulated = HmmDevice.Simulated();
        using HmmDevice other = HmmDevice.Simulated(new SimulatedOptions { Number = 1, MaxDegreeOfParallelism = 1 });
        HmmDevice[] devices = [HmmDevice.Host, simulated, simulated, other];
        using HmmArray<long> sums = HmmSpace.Shared.Allocate<long>(100);
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (int launch = 0; launch < launches; launch++)
            {
                KeptKernels.AddLong(devices[thread], 100, 1, sums);
            }
        });
        Assert.All(sums.ToArray(), sum => Assert.Equal(Threads * launches, sum));
    }

    private static TheoryData<HmmHostMode, string, int> AllPlaces()
    {
        TheoryData<HmmHostMode, string, int> places = [];
        foreach (HmmHostMode mode in (HmmHostMode[])[HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes])
        {
            places.Add(mode, "host", 1);
            places.Add(mode, "host", 16);
            places.Add(mode, "host", Length / 2);
            places.Add(mode, "host on one thread", 1000);
            places.Add(mode, "simulated", 16);
            places.Add(mode, "simulated", Length / 2);
            places.Add(mode, "simulated on one thread", 1000);
        }

        return places;
    }

    private static HmmDevice Open(string where)
    {
        int? threads = where.EndsWith("one thread", StringComparison.Ordinal) ? 1 : null;
        return where.StartsWith("host", StringComparison.Ordinal)
            ? HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = threads ?? 2 })
            : HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = threads });
    }

    private static IndexedArrays Arrays(HmmSpace space) => new(space, Length, static i => i * 7, static i => i * 977 % Length);
}
