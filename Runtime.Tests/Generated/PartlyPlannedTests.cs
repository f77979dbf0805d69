using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>Launches whose plan knows some accesses of a parameter and not the others: what it knows comes before it is needed.</summary>
public sealed class PartlyPlannedTests
{
    private const int Page = 4096;
    private const int Items = 8 * 1024;

    [Fact]
    public void What_the_plan_knows_does_not_fault()
    {
        using MovementProbe probe = new(new SimulatedOptions());
        (HmmArray<int> places, HmmArray<int> counts) = Arrays(probe, item => (item * 17) % Items, Items);

        PlanKernels.CountTwice(probe.Device, Items, places, counts);

        // 8 pages each. All are there, and writable where they are written, although the plan does not know the second place.
        Assert.All(counts.ToArray(), count => Assert.Equal(2, count));
        probe.Check(bytesIn: 8 * Page, bytesOut: 8 * Page);
    }

    [Fact]
    public void Only_what_the_plan_does_not_know_faults()
    {
        using MovementProbe probe = new(new SimulatedOptions());
        (HmmArray<int> places, HmmArray<int> counts) = Arrays(probe, item => (16 * 1024) + (item % 2048), 32 * 1024);

        PlanKernels.CountTwice(probe.Device, Items, places, counts);

        // The plan knows the first 8 pages of counts, and data leads to two others.
        HmmStatistics statistics = probe.Device.Statistics;
        Assert.Equal(2 * Page, statistics.BytesDemanded + statistics.BytesCleared - (8 * Page));
        Assert.Equal(1, counts[0]);
        Assert.Equal(4, counts[(16 * 1024) + 2047]);
        Assert.Equal(0, counts[Items]);
    }

    private static (HmmArray<int> Places, HmmArray<int> Counts) Arrays(MovementProbe probe, Func<int, int> place, int length)
    {
        HmmArray<int> places = probe.Unwritten<int>(Items);
        Span<int> at = places.AsSpan();
        for (int item = 0; item < Items; item++)
            at[item] = place(item);
        return (places, probe.Unwritten<int>(length));
    }
}
