using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using HmmGen.Tests.Accesses;
using HmmGen.Tests.Generated;
using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.InPlace;

/// <summary>Kernels of an OpenCL device that work on process memory: results, who owns what afterwards, and what goes the way of pages instead.</summary>
[Collection(DriverTests.Name)]
[Trait("Device", "OpenCL")]
public sealed class InPlaceTests
{
    private const int Length = 50_000;

    public static TheoryData<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Nothing_moves(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = InPlaceDevice.Require();
        Assert.Equal(HmmMirrorMode.InPlace, device.MirrorMode);
        Assert.StartsWith("the options ask for it; the driver has fine-grained system SVM", device.MirrorModeReason, StringComparison.Ordinal);
        using HmmArray<int> x = space.Allocate<int>(Length);
        using HmmArray<int> untouched = space.Allocate<int>(Length);
        int[] plain = [.. Enumerable.Range(0, Length)];

        TransparentKernels.Copy(device, Length, plain, x);
        TransparentKernels.Add(device, HmmExtent.Range(100, Length - 100), 7, x);
        TransparentKernels.Copy(device, Length, untouched, plain);
        Assert.All(plain, value => Assert.Equal(0, value));
        TransparentKernels.Copy(device, Length, x.Slice(0, Length), plain);

        Assert.All(plain, (value, i) => Assert.Equal(i is >= 100 and < Length - 100 ? i + 7 : i, value));
        Assert.Equal(plain, x.ToArray());
        InPlaceDevice.AssertNothingMoved(device);
        Assert.Equal((4, 4), (device.Statistics.Launches, device.Statistics.Waves));
    }

    /// <summary>Pages that another device owns come home, it loses its copies of what is written, and it keeps those of what is read.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void Other_devices_own_pages_before_and_after(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = InPlaceDevice.Require();
        using HmmDevice other = HmmDevice.Simulated();
        using HmmArray<int> x = space.Allocate<int>(Length);
        using HmmArray<int> y = space.Allocate<int>(Length);
        x.AsSpan().Fill(1);
        for (int round = 0; round < 5; round++)
        {
            TransparentKernels.Add(other, Length, 10, x);
            TransparentKernels.Add(other, HmmExtent.Range(0, Length / 2), 100, y);
            TransparentKernels.Copy(device, HmmExtent.Range(Length / 4, Length), x, y);
            TransparentKernels.Add(device, HmmExtent.Range(10, 20), 1000, x);
            TransparentKernels.Add(other, Length, 1, y);
            TransparentKernels.Add(other, HmmExtent.Range(10, 20), -1000, x);
        }

        Assert.All(x.ToArray(), value => Assert.Equal(51, value));
        Assert.All(y.ToArray(), (value, i) => Assert.Equal(i < Length / 4 ? 505 : 52, value));
        InPlaceDevice.AssertNothingMoved(device);
    }

    /// <summary>Indices that only data tell: the whole buffers come home, and each index is checked.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void Accesses_that_no_plan_names(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = InPlaceDevice.Require();
        using HmmDevice other = HmmDevice.Simulated();
        using HmmArray<int> places = space.Allocate<int>(Length);
        using HmmArray<long> x = space.Allocate<long>(Length);
        using HmmArray<long> y = space.Allocate<long>(Length);
        for (int i = 0; i < Length; i++)
        {
            places[i] = Length - 1 - i;
            x[i] = i;
        }

        long[] z = new long[Length];
        long[] nines = new long[Length];
        Array.Fill(nines, 9);
        FailingKernels.Read(other, Length, places, x, y);
        FailingKernels.Read(device, Length, places, y, z);
        Assert.All(z, (value, i) => Assert.Equal(i, value));

        FailingKernels.Read(other, Length, places, y, x);
        FailingKernels.Write(device, Length, places, nines, y);
        FailingKernels.Read(other, Length, places, y, x);
        Assert.All(x.ToArray(), value => Assert.Equal(9, value));
        InPlaceDevice.AssertNothingMoved(device);
    }

    /// <summary>An index out of bounds is the error that it is on every device, and touches nothing.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void An_index_out_of_bounds(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = InPlaceDevice.Require();
        using HmmDevice pages = HmmDevice.Simulated();
        using HmmArray<int> places = space.Allocate<int>(Length);
        using HmmArray<long> y = space.Allocate<long>(Length);
        long[] x = new long[Length];
        places[300] = Length;
        places[301] = int.MinValue;
        places[302] = int.MaxValue;
        string expected = Assert.Throws<HmmAccessException>(() => FailingKernels.Write(pages, Length, places, x, y)).Message;
        HmmAccessException error = Assert.Throws<HmmAccessException>(() => FailingKernels.Write(device, Length, places, x, y));
        Assert.Equal(expected, error.Message);
        Assert.Equal((HmmAccessViolation.OutOfRange, Length), (error.Violation, error.ElementIndex));
        Assert.Throws<DivideByZeroException>(() => TransparentKernels.Divide(device, Length, new int[Length], places));
        InPlaceDevice.AssertNothingMoved(device);
    }

    /// <summary>Host threads write other elements of the same pages, and another device takes copies and pages without pause.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Others_use_the_memory_meanwhile(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = InPlaceDevice.Require();
        using HmmDevice simulated = HmmDevice.Simulated();
        using HmmDevice same = OtherDevices.Require(HmmDeviceKind.OpenCL)[0].WithOptions(new HmmDeviceOptions { InPlace = false });
        using HmmArray<int> x = space.Allocate<int>(Length);
        using HmmArray<int> y = space.Allocate<int>(Length);
        using CancellationTokenSource end = new();
        int rounds = 0;
        int[] taken = new int[2];
        int[] written = new int[1];
        Task[] others =
        [
            .. new[] { simulated, same }.Select((other, number) => Task.Run(
                () =>
                {
                    for (int round = 0; !end.IsCancellationRequested; round++)
                    {
                        x.Prefetch(other, HmmRange.All, round % 2 == 0 ? HmmPrefetch.ForReading : HmmPrefetch.ForWriting);
                        y.Prefetch(other, HmmRange.All, HmmPrefetch.ForWriting);
                        Interlocked.Increment(ref taken[number]);
                    }
                },
                CancellationToken.None)),
        ];
        if (mode != HmmHostMode.Scopes)
        {
            others =
            [
                .. others,
                Task.Run(
                    () =>
                    {
                        while (!end.IsCancellationRequested)
                        {
                            x[Length - 1] = ++written[0];
                        }
                    },
                    CancellationToken.None),
            ];
        }

        // Launches may be over before the others have begun.
        for (; rounds < TestScale.Iterations(quick: 20, full: 100, @long: 3000) || Volatile.Read(ref taken[0]) < 5 || Volatile.Read(ref taken[1]) < 5; rounds++)
        {
            TransparentKernels.Add(device, Length - 1, 1, x);
            TransparentKernels.Copy(device, Length - 1, x, y);
        }

        await end.CancelAsync();
        await Task.WhenAll(others).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        int[] found = x.ToArray();
        Assert.All(found[..^1], value => Assert.Equal(rounds, value));
        Assert.Equal(written[0], found[^1]);
        Assert.All(y.ToArray()[..^1], value => Assert.Equal(rounds, value));
        InPlaceDevice.AssertEmpty(device);

        // While a device over the same hardware has frames, launches on watched memory go the way of pages.
        device.ResetStatistics();
        TransparentKernels.Copy(device, Length, x, y);
        Assert.Equal(mode == HmmHostMode.Scopes, device.Statistics.BytesIn == 0);
        same.Trim();
        device.ResetStatistics();
        TransparentKernels.Copy(device, Length, x, y);
        InPlaceDevice.AssertNothingMoved(device);
    }

    /// <summary>
    /// A launch in place has the hardware alone: another device over it moves no page meanwhile, whose copy would wait for workers that wait for the page.
    /// </summary>
    [Fact]
    public async Task Devices_over_the_same_hardware_move_no_page_meanwhile()
    {
        using HmmDevice device = InPlaceDevice.Require();
        using HmmDevice same = OtherDevices.Require(HmmDeviceKind.OpenCL)[0].WithOptions(new HmmDeviceOptions { InPlace = false });
        using HmmArray<int> x = HmmSpace.Shared.Allocate<int>(Length);
        using HmmArray<int> y = HmmSpace.Shared.Allocate<int>(Length);
        using HmmArray<int> z = HmmSpace.Shared.Allocate<int>(Length);
        TransparentKernels.Add(same, Length, 1, x);
        TransparentKernels.Add(device, Length, 1, x);
        Task[] others;
        using (device.Session.EnterHardware(TestContext.Current.CancellationToken))
        {
            others =
            [
                TransparentKernels.AddAsync(same, Length, 1, x, TestContext.Current.CancellationToken),
                Task.Run(() => y.Prefetch(same, HmmRange.All), CancellationToken.None),
                Task.Run(() => same.Access(z, HmmAccess.Read, static (_, _) => { }), CancellationToken.None),
            ];
            Task early = await Task.WhenAny([.. others, Task.Delay(300, TestContext.Current.CancellationToken)]);
            Assert.DoesNotContain(early, others);
        }

        await Task.WhenAll(others).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.All(x.ToArray(), value => Assert.Equal(3, value));
        using (same.Session.EnterHardware(TestContext.Current.CancellationToken))
        {
            // They share it with each other.
            TransparentKernels.Add(same, Length, 1, x);
        }

        Assert.All(x.ToArray(), value => Assert.Equal(4, value));
    }

    /// <summary>A write that protection forbids, or may forbid, is an exception and ends no process. Such a launch goes the way of pages, which go home.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void Protected_elements_are_not_touched(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = InPlaceDevice.Require();
        using HmmArray<int> x = space.Allocate<int>(8192);
        x.AsSpan().Fill(5);
        x.Protect((3072, 4096), HmmProtection.ReadOnly);
        TransparentKernels.Fill(device, HmmExtent.Range(4096, 8192), 2, x);
        TransparentKernels.Copy(device, 8192, x, new int[8192]);
        InPlaceDevice.AssertNothingMoved(device);

        HmmAccessException error = Assert.Throws<HmmAccessException>(() => TransparentKernels.Fill(device, HmmExtent.Range(2048, 6000), 1, x));
        Assert.Equal(HmmAccessViolation.ReadOnly, error.Violation);
        Assert.InRange(error.ElementIndex, 3072, 4095);
        InPlaceDevice.AssertEmpty(device);
        Assert.All(x.AsReadOnlySpan(3072, 1024).ToArray(), value => Assert.Equal(5, value));

        x.Protect((0, 1024), HmmProtection.None);
        Assert.Throws<HmmAccessException>(() => TransparentKernels.Copy(device, 2048, x, new int[8192]));
        InPlaceDevice.AssertEmpty(device);
    }

    /// <summary>Files: where a service watches them their pages move and go home; elsewhere they are used in place.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void Mapped_files(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = InPlaceDevice.Require();
        string path = Path.GetTempFileName();
        try
        {
            int[] values = [.. Enumerable.Range(0, Length)];
            File.WriteAllBytes(path, System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(values).ToArray());
            int[] copy = new int[Length];
            using (HmmArray<int> map = space.MapFile<int>(path, FileAccess.Read))
            {
                TransparentKernels.Copy(device, Length, map, copy);
                Assert.Equal(values, copy);
                Assert.Throws<HmmAccessException>(() => TransparentKernels.Add(device, Length, 1, map));
                InPlaceDevice.AssertEmpty(device);
            }

            device.ResetStatistics();
            using (HmmArray<int> map = space.MapFile<int>(path, FileAccess.ReadWrite))
            {
                TransparentKernels.Add(device, Length, 1, map);
                map.Flush();
            }

            Assert.Equal(mode == HmmHostMode.Scopes, device.Statistics.BytesOut == 0);
            Assert.Equal(mode == HmmHostMode.Scopes, device.Statistics.BytesIn == 0);
            InPlaceDevice.AssertEmpty(device);
            Assert.Equal(values.Select(value => value + 1), System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(path)).ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Pages that were lost with another device: who touches them is told, and who does not is served.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public unsafe void Lost_pages_are_an_exception(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = InPlaceDevice.Require();
        using HmmDevice lost = HmmDevice.Simulated();
        using HmmArray<int> x = space.Allocate<int>(8192);
        x.AsSpan().Fill(5);
        using HmmArray<long> source = space.Allocate<long>(8192);
        int[] places = [.. Enumerable.Range(0, 4096)];
        long[] target = new long[4096];
        source.AsSpan().Fill(7);
        source.Prefetch(lost, (4096, 8192), HmmPrefetch.ForWriting);
        x.Prefetch(lost, (4096, 8192), HmmPrefetch.ForWriting);
        CoreFunctions.Current->LoseDevice(lost.Session.Memory.MirrorOf(x.Region!).Core->Device);

        Assert.Throws<HmmDeviceException>(() => TransparentKernels.Add(device, 8192, 1, x));
        InPlaceDevice.AssertEmpty(device);
        TransparentKernels.Add(device, 4096, 1, x);
        InPlaceDevice.AssertEmpty(device);
        Assert.All(x.AsReadOnlySpan(0, 4096).ToArray(), value => Assert.Equal(6, value));

        // No plan names what a gather reads, so only its faults tell that it reads nothing that was lost.
        FailingKernels.Read(device, 4096, places, source, target);
        Assert.All(target, value => Assert.Equal(7, value));
        places[5] = 5000;
        Assert.Throws<HmmDeviceException>(() => FailingKernels.Read(device, 4096, places, source, target));
        InPlaceDevice.AssertEmpty(device);
    }

    /// <summary>A library gets its buffer, and the pages are home when it is done.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void An_access_by_a_library_leaves_no_page(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = InPlaceDevice.Require();
        using HmmArray<int> x = space.Allocate<int>(Length);
        x.AsSpan().Fill(3);
        device.Access(x, HmmAccess.ReadWrite, (address, stream) =>
        {
            RangeUser user = RangeUser.Of(device);
            Assert.All(user.Read(address, stream), value => Assert.Equal(3, value));
            user.Write(address, stream, [.. Enumerable.Range(0, Length)]);
        });
        InPlaceDevice.AssertEmpty(device);
        TransparentKernels.Add(device, Length, 1, x);
        x.Prefetch(device, HmmRange.All, HmmPrefetch.ForWriting);
        Assert.All(x.ToArray(), (value, i) => Assert.Equal(i + 1, value));
        Assert.Equal(x.Snapshot(HmmDevice.Host, HmmRange.All), x.Snapshot(device, HmmRange.All));
        InPlaceDevice.AssertEmpty(device);
    }
}
