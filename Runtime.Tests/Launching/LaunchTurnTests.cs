using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>
/// Who waits for whom, whichever way a launch goes: launches of a device take turns, and an array is written by one launch alone. One launch stands in its wave
/// while another begins.
/// </summary>
[Collection(AllocationCounts.Name)]
public sealed class LaunchTurnTests
{
    private const int Items = 16;
    private static readonly KeptKernels.Pair Twice = new(2, 0);

    /// <summary>How long a launch gets that has to wait. One that does not wait needs far less, and one that waits is never done sooner.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The ways of a launch: kept, or with all steps on the caller's thread or on one of its own; and an access by a library.</summary>
    public static TheoryData<string> Ways { get; } = ["kept", "whole", "asynchronous", "access"];

    /// <summary>The way of the first launch and whether it writes, the way of the second launch and whether it writes.</summary>
    public static TheoryData<string, bool, string, bool> Pairs { get; } = AllPairs();

    [Theory]
    [MemberData(nameof(Ways))]
    public void Launches_of_a_device_take_turns(string way)
    {
        using GatedDevice gated = new();
        using Arrays first = new();
        using Arrays second = new();
        Launch(gated.Device, "kept", second.X, second.Y);
        if (way != "kept")
        {
            second.Y.AsSpan().Fill(5);
        }

        gated.Start(() => Launch(gated.Device, "whole", first.X, first.Y), behind: false);
        string Seen() => $"{gated.Device.Statistics.Launches} launches have begun; {string.Join(' ', second.Y.Snapshot(gated.Device, HmmRange.All))}";
        string before = Seen();

        Thread other = Start(() => Launch(gated.Device, way, second.X, second.Y));

        // The waves of two launches take turns by themselves. What comes before a wave, and behind it, needs the device too.
        Assert.False(other.Join(Moment), "two launches use the device");
        Assert.Equal(before, Seen());
        gated.LetGo();
        Assert.True(other.Join(Patience));
        Assert.Equal(2, first.Y[0]);
        Assert.Equal(2, second.Y[0]);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void An_array_is_written_by_one_launch_alone(string firstWay, bool firstWrites, string secondWay, bool secondWrites)
    {
        using GatedDevice gated = new();
        using HmmDevice simulated = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        HmmDevice other = secondWay == "kept" ? HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1 }) : simulated;
        using Arrays own = new();
        using HmmArray<int> both = Ones();
        void First(string way) => Launch(gated.Device, way, firstWrites ? own.X : both, firstWrites ? both : own.Y);
        void Second(string way) => Launch(other, way, secondWrites ? own.Z : both, secondWrites ? both : own.W);
        Second("kept");
        First("kept");
        both.AsSpan().Fill(1);
        both.Prefetch(gated.Device, HmmRange.All, firstWrites ? HmmPrefetch.ForWriting : HmmPrefetch.ForReading);
        gated.Start(() => First(firstWay), behind: false);

        Thread later = Start(() => Second(secondWay));

        bool waits = !later.Join(firstWrites || secondWrites ? Moment : Patience);
        Assert.Equal(firstWrites || secondWrites, waits);
        gated.LetGo();
        Assert.True(later.Join(Patience));
        Assert.Equal(firstWrites || secondWrites ? 2 : 1, both[0]);
        Assert.Equal(firstWrites && !secondWrites ? 4 : 2, secondWrites ? both[0] : own.W[0]);
    }

    private static Thread Start(Action launch)
    {
        Thread thread = new(() => launch()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    /// <summary>Writes the double of one array into another one.</summary>
    private static void Launch(HmmDevice device, string way, HmmArray<int> from, HmmArray<int> to)
    {
        switch (way)
        {
            case "asynchronous":
                KeptKernels.ScaleAsync(device, Items, Twice, from, to, TestContext.Current.CancellationToken).Wait(Patience);
                break;
            case "access":
                device.Access(to, HmmAccess.ReadWrite, static (elements, _) => elements.AsSpan<int>()[0] = 2);
                break;
            case "whole":
                KeptKernels.Scale(device, (HmmExtent)Items with { Measurement = new HmmMeasurement() }, Twice, from, to);
                break;
            default:
                // The first one of equal launches takes all steps and is kept.
                KeptKernels.Scale(device, Items, Twice, from, to);
                break;
        }
    }

    private static TheoryData<string, bool, string, bool> AllPairs()
    {
        TheoryData<string, bool, string, bool> pairs = [];
        foreach (string first in (string[])["kept", "asynchronous"])
        {
            foreach (string second in (string[])["kept", "whole", "asynchronous", "access"])
            {
                foreach ((bool firstWrites, bool secondWrites) in ((bool, bool)[])[(false, false), (false, true), (true, false)])
                {
                    // An access to what it writes is exclusive by itself.
                    if (second != "access" || secondWrites)
                    {
                        pairs.Add(first, firstWrites, second, secondWrites);
                    }
                }
            }
        }

        return pairs;
    }

    private static HmmArray<int> Ones()
    {
        HmmArray<int> array = HmmSpace.Shared.Allocate<int>(Items);
        array.AsSpan().Fill(1);
        return array;
    }

    private sealed class Arrays : IDisposable
    {
        public HmmArray<int> X { get; } = Ones();

        public HmmArray<int> Y { get; } = Ones();

        public HmmArray<int> Z { get; } = Ones();

        public HmmArray<int> W { get; } = Ones();

        public void Dispose()
        {
            X.Dispose();
            Y.Dispose();
            Z.Dispose();
            W.Dispose();
        }
    }
}
