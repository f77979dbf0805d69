using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>What a kept launch leaves behind when it fails, and frames that its arrays have left.</summary>
[Collection(AllocationCounts.Name)]
public sealed class KeptStateTests
{
    private const int Page = 1024;
    private const int Length = 8 * Page;

    /// <summary>All modes, with an item that fails and with a device that fails.</summary>
    public static TheoryData<HmmHostMode, bool> Failures { get; } = new()
    {
        { HmmHostMode.Transparent, false },
        { HmmHostMode.Transparent, true },
        { HmmHostMode.TransparentUserMode, false },
        { HmmHostMode.TransparentUserMode, true },
        { HmmHostMode.Scopes, false },
        { HmmHostMode.Scopes, true },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_kept_launch_that_fails_leaves_what_a_launch_leaves_that_takes_all_steps(HmmHostMode mode, bool deviceFails)
        => Assert.Equal(AfterFailure(mode, deviceFails, whole: true), AfterFailure(mode, deviceFails, whole: false));

    [Fact]
    public void A_kept_launch_does_not_use_frames_that_its_array_has_left()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 20 * 4096, MaxDegreeOfParallelism = 1 });
        using HmmArray<int> a = Filled(HmmSpace.Shared, 1);
        using HmmArray<int> b = Filled(HmmSpace.Shared, 10);
        using HmmArray<int> large = HmmSpace.Shared.Allocate<int>(2 * Length);
        void Double() => KeptKernels.Scale(device, Length, new(2, 0), a, a);
        Double();
        int before = FrameOf(device, a);

        // Others take its place. A launch of another kernel brings it to a new one, and does not keep that for this kernel.
        TransparentKernels.Add(device, 2 * Length, 100, large);
        TransparentKernels.Add(device, Length, 1, b);
        TransparentKernels.Add(device, Length, 1, a);
        Assert.NotEqual(before, FrameOf(device, a));
        Double();

        Assert.Equal(-1, a.AsReadOnlySpan().IndexOfAnyExcept(6));
        Assert.Equal(-1, b.AsReadOnlySpan().IndexOfAnyExcept(11));
        Assert.Equal(-1, large.AsReadOnlySpan().IndexOfAnyExcept(100));
    }

    private static string AfterFailure(HmmHostMode mode, bool deviceFails, bool whole)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using GatedDevice gated = new();
        HmmDevice device = gated.Device;
        using HmmArray<int> places = Filled(space, 3);
        using HmmArray<int> x = Filled(space, 5);
        using HmmArray<int> y = Filled(space, 7);

        // A launch of more items is not kept after its scout has run.
        HmmExtent all = 16;
        HmmExtent extent = whole ? all with { Measurement = new HmmMeasurement() } : all;
        Exception? failure = null;
        void Launch() => failure = Record.Exception(() => KeptKernels.Gather(device, extent, places, x, y));
        KeptKernels.Gather(device, all, places, x, y);

        // It is kept, and a kept launch needs all pages that no plan names.
        x.Prefetch(device, HmmRange.All);
        if (deviceFails)
        {
            gated.Start(Launch, behind: true, new InvalidOperationException("The device fails."));
            gated.LetGo();
        }
        else
        {
            places[5] = Length;
            places.Prefetch(device, HmmRange.All);
            Launch();
        }

        List<string> seen = [$"{failure?.GetType().Name}", StateOf(device, places, x, y)];
        places[5] = 4;
        x[4] = 6;
        y[0] = -1;
        seen.Add($"{y[0]} {y[5]} {y[Length - 1]}; {StateOf(device, places, x, y)}");
        KeptKernels.Gather(device, all, places, x, y);
        seen.Add($"{y[0]} {y[5]} {y[Length - 1]}; {StateOf(device, places, x, y)}");
        return string.Join('\n', seen);
    }

    private static string StateOf(HmmDevice device, params HmmArray<int>[] arrays)
        => string.Join(", ", arrays.SelectMany(array => array.Snapshot(device, HmmRange.All)).Select(run => $"{run.Pages} {run.Residency}"));

    private static int FrameOf(HmmDevice device, HmmArray<int> array) => device.Session.Memory.MirrorOf(array.Region!).LinearFrame;

    private static HmmArray<int> Filled(HmmSpace space, int value)
    {
        HmmArray<int> array = space.Allocate<int>(Length);
        array.AsSpan().Fill(value);
        return array;
    }
}
