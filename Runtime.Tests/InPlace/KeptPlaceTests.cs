using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using HmmGen.Tests.Generated;
using HmmGen.Tests.Launching;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.InPlace;

/// <summary>A launch in place that is equal to one before makes no garbage, and does what a launch does that takes all steps.</summary>
[Collection(DriverTests.Name)]
[Trait("Device", "OpenCL")]
public sealed class KeptPlaceTests(ITestOutputHelper output)
{
    private const int Length = 5000;
    private static readonly KeptKernels.Pair Twice = new(2, 0);

    [Theory]
    [MemberData(nameof(InPlaceTests.Modes), MemberType = typeof(InPlaceTests))]
    public void It_makes_no_garbage_and_moves_nothing(HmmHostMode mode)
    {
        using HmmDevice device = InPlaceDevice.Require();
        using HmmDevice other = HmmDevice.Simulated();
        using IndexedArrays arrays = Arrays(TransparentSpaces.Open(mode));
        if (mode != HmmHostMode.Scopes)
        {
            // There is nothing to take from a device that has copies of what is read, or that knows an array and has no page of it.
            TransparentKernels.Copy(other, Length, arrays.X, arrays.Y);
        }

        Assert.Equal(0, KeptGarbage.OfLaunches(() => KeptKernels.Scale(device, Length, new(2, 1), arrays.X, arrays.Y)));
        Assert.Equal(0, KeptGarbage.OfLaunches(() => KeptKernels.Gather(device, Length, arrays.Places, arrays.X, arrays.Y)));
        Assert.Equal(0, KeptGarbage.OfLaunches(() => KeptKernels.Divide(device, Length, 1, arrays.Y)));
        HmmArray<long> cast = arrays.Y.Cast<long>();
        Assert.Equal(0, KeptGarbage.OfLaunches(() => KeptKernels.AddLong(device, Length / 2, 0, cast)));
        for (int i = 0; i < Length; i++)
        {
            Assert.Equal(arrays.X[arrays.Places[i]], arrays.Y[i]);
        }

        InPlaceDevice.AssertNothingMoved(device);
    }

    [Fact]
    public void Nor_does_it_over_plain_arrays()
    {
        using HmmDevice device = InPlaceDevice.Require();
        int[] x = Numbers();
        int[] y = new int[Length];
        int[] places = [.. Enumerable.Range(0, Length).Reverse()];
        Assert.Equal(0, KeptGarbage.OfLaunches(() => KeptKernels.Scale(device, Length, new(2, 1), x, y)));
        Assert.Equal(0, KeptGarbage.OfLaunches(() => KeptKernels.Gather(device, Length, places, x.AsMemory(), new ArraySegment<int>(y))));
        Assert.Equal(x.Reverse(), y);
        InPlaceDevice.AssertNothingMoved(device);
    }

    /// <summary>So runs without kept launches prove something.</summary>
    [Fact]
    public void Where_launches_are_not_kept_each_makes_garbage()
    {
        using HmmDevice device = InPlaceDevice.Require(new HmmDeviceOptions { Testing = new() { KeptLaunches = false } });
        using IndexedArrays arrays = Arrays(HmmSpace.Shared);
        Assert.True(KeptGarbage.IsMadeByEach(() => KeptKernels.Scale(device, 16, Twice, arrays.X, arrays.Y)));
    }

    [Fact]
    public void It_is_counted_like_others()
    {
        using HmmDevice device = InPlaceDevice.Require();
        using IndexedArrays arrays = Arrays(HmmSpace.Shared);
        void Launch() => KeptKernels.Scale(device, 16, Twice, arrays.X, arrays.Y);
        Launch();
        HmmStatistics before = device.Statistics;
        HmmStatistics ofKernel = device.KernelStatistics["KeptKernels.Scale"];
        Assert.Equal(0, KeptGarbage.OfLaunches(Launch, out int launches));
        HmmStatistics since = device.Statistics - before;
        Assert.Equal((launches, launches, 0, 0), (since.Launches, since.Waves, since.BytesIn, since.PageFaults));
        Assert.InRange(since.RunningTime, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
        Assert.Equal(since, device.KernelStatistics["KeptKernels.Scale"] - ofKernel);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_fails_like_others(bool overPlainArrays)
    {
        using HmmDevice device = InPlaceDevice.Require();
        using IndexedArrays arrays = Arrays(HmmSpace.Shared);
        int[] places = arrays.Places.ToArray();
        int[] target = new int[Length];
        void Launch(HmmExtent extent)
        {
            if (overPlainArrays)
            {
                KeptKernels.Gather(device, extent, places, arrays.X, target);
            }
            else
            {
                KeptKernels.Gather(device, extent, arrays.Places, arrays.X, arrays.Y);
            }
        }

        for (int round = 0; round < 4; round++)
        {
            Assert.Equal(0, KeptGarbage.OfLaunches(() => Launch(Length)));
            int wrong = 7 + round;
            places[wrong] = arrays.Places[wrong] = round % 2 == 0 ? Length : -1;
            HmmAccessException kept = Assert.Throws<HmmAccessException>(() => Launch(Length));
            HmmAccessException whole = Assert.Throws<HmmAccessException>(() => Launch((HmmExtent)Length with { Measurement = new HmmMeasurement() }));
            Assert.Equal(whole.Message, kept.Message);
            Assert.Equal((wrong, arrays.Places[wrong]), (Assert.Single(kept.WorkItem), kept.ElementIndex));
            places[wrong] = arrays.Places[wrong] = round;
        }

        KeptKernels.Divide(device, 16, 1, arrays.Y);
        Assert.Throws<DivideByZeroException>(() => KeptKernels.Divide(device, 16, 0, arrays.Y));
        Assert.Throws<ArgumentException>(() => KeptKernels.Scale(device, (16, 1), Twice, arrays.X, arrays.Y));
    }

    [Theory]
    [MemberData(nameof(InPlaceTests.Modes), MemberType = typeof(InPlaceTests))]
    public void It_is_refused_when_its_array_or_its_device_has_ended(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        HmmDevice device = InPlaceDevice.Require();
        using IndexedArrays arrays = Arrays(space);
        HmmArray<int> target = space.Allocate<int>(Length);
        void Launch(HmmArray<int> into) => KeptKernels.Scale(device, 16, Twice, arrays.X, into);
        Assert.Equal(0, KeptGarbage.OfLaunches(() => Launch(target)));
        target.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Launch(target));
        Assert.Equal(0, KeptGarbage.OfLaunches(() => Launch(arrays.Y)));
        device.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Launch(arrays.Y));
    }

    /// <summary>The device's control memory is another then, and has no room for the errors of so many items.</summary>
    [Fact]
    public void It_does_not_outlive_the_memory_of_its_device()
    {
        using HmmDevice device = InPlaceDevice.Require();
        using HmmArray<int> y = HmmSpace.Shared.Allocate<int>(1 << 16);
        y.AsSpan().Fill(12);
        void Launch() => KeptKernels.Divide(device, y.Length, -1, y);
        Assert.Equal(0, KeptGarbage.OfLaunches(Launch));
        long before = device.Session.Memory.Number;
        device.Trim();
        using HmmArray<long> longs = y.Cast<long>();
        KeptKernels.AddLong(device, 1, 0, longs);
        Assert.NotEqual(before, device.Session.Memory.Number);
        y.AsSpan().Fill(int.MinValue);
        Assert.Throws<OverflowException>(Launch);
        y.AsSpan().Fill(12);
        Launch();
        Assert.Equal(-1, y.AsReadOnlySpan().IndexOfAnyExcept(-12));
        Assert.Equal(0, KeptGarbage.OfLaunches(Launch));
    }

    [Theory]
    [MemberData(nameof(InPlaceTests.Modes), MemberType = typeof(InPlaceTests))]
    public void It_finds_protection(HmmHostMode mode)
    {
        using HmmDevice device = InPlaceDevice.Require();
        using IndexedArrays arrays = Arrays(TransparentSpaces.Open(mode));
        void Launch() => KeptKernels.Scale(device, 16, Twice, arrays.X, arrays.Y);
        for (int round = 0; round < 2; round++)
        {
            Assert.Equal(0, KeptGarbage.OfLaunches(Launch));
            arrays.Y.Protect(HmmRange.All, HmmProtection.ReadOnly);
            Assert.Throws<HmmAccessException>(Launch);
            arrays.Y.Protect(HmmRange.All, HmmProtection.ReadWrite);
        }

        Assert.Equal(0, KeptGarbage.OfLaunches(Launch));
        InPlaceDevice.AssertEmpty(device);
    }

    /// <summary>Between launches another device owns what they read, and has copies of what they write.</summary>
    [Theory]
    [MemberData(nameof(InPlaceTests.Modes), MemberType = typeof(InPlaceTests))]
    public void It_brings_home_what_other_devices_have(HmmHostMode mode)
    {
        using HmmDevice device = InPlaceDevice.Require();
        using HmmDevice other = HmmDevice.Simulated();
        using IndexedArrays arrays = Arrays(TransparentSpaces.Open(mode));
        int[] plain = new int[Length];
        KeptKernels.Gather(device, Length, arrays.Places, arrays.X, arrays.Y);
        KeptKernels.Gather(device, Length, arrays.Places, arrays.X, plain);
        for (int round = 0; round < 5; round++)
        {
            TransparentKernels.Add(other, Length, 10, arrays.X);
            TransparentKernels.Add(other, Length, 1, arrays.Y);
            KeptKernels.Gather(device, Length, arrays.Places, arrays.X, arrays.Y);
            Assert.Equal(arrays.X[Length - 1 - round], arrays.Y[round]);
            TransparentKernels.Add(other, Length, 1, arrays.Y);
            Assert.Equal(arrays.X[Length - 1 - round] + 1, arrays.Y[round]);
            TransparentKernels.Add(other, Length, -10, arrays.X);
            KeptKernels.Gather(device, Length, arrays.Places, arrays.X, plain);
            Assert.Equal(Enumerable.Range(0, Length).Reverse(), plain);
        }

        InPlaceDevice.AssertNothingMoved(device);
    }

    /// <summary>While the host waits for a page of such a device, no service serves a touch of a kernel in place.</summary>
    [Theory]
    [MemberData(nameof(InPlaceTests.Modes), MemberType = typeof(InPlaceTests))]
    public void It_goes_the_way_of_pages_while_another_device_over_the_hardware_has_frames(HmmHostMode mode)
    {
        using HmmDevice device = InPlaceDevice.Require();
        using HmmDevice same = OtherDevices.Require(HmmDeviceKind.OpenCL)[0].WithOptions(new HmmDeviceOptions { InPlace = false });
        using IndexedArrays arrays = Arrays(TransparentSpaces.Open(mode));
        void Launch() => KeptKernels.Scale(device, Length, Twice, arrays.X, arrays.Y);
        Assert.Equal(0, KeptGarbage.OfLaunches(Launch));
        TransparentKernels.Add(same, Length, 1, arrays.X);
        Launch();
        Assert.Equal(mode == HmmHostMode.Scopes, device.Statistics.BytesIn == 0);
        Assert.Equal(2 * Length, arrays.Y[Length - 1]);
        InPlaceDevice.AssertEmpty(device);
        same.Trim();
        device.ResetStatistics();
        Assert.Equal(0, KeptGarbage.OfLaunches(Launch));
        InPlaceDevice.AssertNothingMoved(device);
    }

    /// <summary>Another device over the hardware moves no page meanwhile, and this launch waits for one that does.</summary>
    [Fact]
    public async Task It_has_its_hardware_alone()
    {
        using HmmDevice device = InPlaceDevice.Require();
        using HmmDevice same = OtherDevices.Require(HmmDeviceKind.OpenCL)[0].WithOptions(new HmmDeviceOptions { InPlace = false });
        using IndexedArrays arrays = Arrays(HmmSpace.Shared);
        void Launch() => KeptKernels.Scale(device, 16, Twice, arrays.X, arrays.Y);
        Assert.Equal(0, KeptGarbage.OfLaunches(Launch));
        long before = device.Statistics.Launches;
        Task launch;
        using (same.Session.EnterHardware(TestContext.Current.CancellationToken))
        {
            launch = Task.Run(Launch, CancellationToken.None);
            Assert.NotSame(launch, await Task.WhenAny(launch, Task.Delay(300, TestContext.Current.CancellationToken)));
            Assert.Equal(before, device.Statistics.Launches);
        }

        await launch.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal(before + 1, device.Statistics.Launches);
        Assert.True(device.Session.Gate!.TryEnter(shared: false));
        device.Session.Gate.Leave(shared: false);
    }

    [Theory]
    [MemberData(nameof(InPlaceTests.Modes), MemberType = typeof(InPlaceTests))]
    public unsafe void It_finds_lost_pages(HmmHostMode mode)
    {
        using HmmDevice device = InPlaceDevice.Require();
        using HmmDevice lost = HmmDevice.Simulated();
        using IndexedArrays arrays = Arrays(TransparentSpaces.Open(mode));
        void Launch(int items) => KeptKernels.Scale(device, items, Twice, arrays.X, arrays.Y);
        void Gather() => KeptKernels.Gather(device, 16, arrays.Places, arrays.X, arrays.Y);
        for (int i = 0; i < 16; i++)
        {
            arrays.Places[i] = 2 * i;
        }

        Launch(Length);
        Launch(16);
        Gather();
        arrays.X.Prefetch(lost, (2048, Length), HmmPrefetch.ForWriting);
        CoreFunctions.Current->LoseDevice(lost.Session.Memory.MirrorOf(arrays.X.Region!).Core->Device);
        Assert.Throws<HmmDeviceException>(() => Launch(Length));
        InPlaceDevice.AssertEmpty(device);
        Launch(16);
        Assert.Equal(30, arrays.Y[15]);
        InPlaceDevice.AssertEmpty(device);

        // No plan names what a gather reads, so only faults tell that it reads nothing that was lost.
        arrays.Y[15] = 0;
        Gather();
        Assert.Equal(30, arrays.Y[15]);
        arrays.Places[3] = Length - 1;
        Assert.Throws<HmmDeviceException>(Gather);
        InPlaceDevice.AssertEmpty(device);
    }

    /// <summary>The collector moves plain arrays between launches, and must not while one runs.</summary>
    [Fact]
    public async Task Plain_arrays_stay_where_they_are_while_it_runs()
    {
        using HmmDevice device = InPlaceDevice.Require();
        using CancellationTokenSource end = new();
        Task collector = Task.Run(
            () =>
            {
                while (!end.IsCancellationRequested)
                {
                    GC.Collect(1, GCCollectionMode.Forced, blocking: true, compacting: true);

                    // Launches go on only between two collections.
                    Thread.Sleep(1);
                }
            },
            CancellationToken.None);
        int seed = TestSeeds.First;
        Random random = new(seed);
        output.WriteLine($"seed {seed}");
        int moved = 0;
        Queue<(int[] Array, nint Address)> later = new();
        for (int launch = 0; launch < TestScale.Iterations(quick: 200, full: 300, @long: 20_000); launch++)
        {
            int[] x = [.. Enumerable.Range(0, 3000).Select(_ => random.Next())];
            int[] y = new int[3000];
            later.Enqueue((x, Marshal.UnsafeAddrOfPinnedArrayElement(x, 0)));
            KeptKernels.Scale(device, 3000, new(3, 1), x, y);
            KeptKernels.Scale(device, 3000, new(3, 1), x, y);
            if (later.Count == 10)
            {
                (int[] array, nint address) = later.Dequeue();
                moved += address == Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) ? 0 : 1;
            }

            for (int i = 0; i < x.Length; i++)
            {
                Assert.True(unchecked((x[i] * 3) + 1) == y[i], $"launch {launch}, element {i}, seed {seed}");
            }
        }

        await end.CancelAsync();
        await collector;
        output.WriteLine($"{moved} arrays were moved");
        Assert.InRange(moved, 1, int.MaxValue);
    }

    private static IndexedArrays Arrays(HmmSpace space) => new(space, Length, static i => i, static i => Length - 1 - i);

    private static int[] Numbers() => [.. Enumerable.Range(0, Length)];
}
