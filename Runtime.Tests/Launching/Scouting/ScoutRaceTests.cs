using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching.Scouting;

/// <summary>The host writes an index behind the scout that read it. The wave after it must not follow an index that nobody checked.</summary>
[Collection(AllocationCounts.Name)]
public sealed class ScoutRaceTests
{
    private const int Page = 1024;
    private const int Length = 200 * Page;

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void A_wave_works_on_the_indices_that_its_scout_saw(HmmHostMode mode, bool behind)
    {
        using GatedDevice gated = new();
        using HmmArray<int> indices = TransparentSpaces.Open(mode).Allocate<int>(8);
        using HmmArray<int> source = TransparentSpaces.Open(mode).Allocate<int>(Length);
        using HmmArray<int> target = TransparentSpaces.Open(mode).Allocate<int>(8);
        for (int i = 0; i < Length; i++)
        {
            source[i] = i + 5;
        }

        for (int i = 0; i < 8; i++)
        {
            indices[i] = i * Page;
        }

        gated.Start(() => ScoutKernels.Gather(gated.Device, 8, indices, source, target), behind);
        indices[3] = 150 * Page;
        indices[4] = int.MaxValue;
        gated.LetGo();
        int[] found = target.ToArray();
        Assert.Equal([5, Page + 5, 2 * Page + 5, 3 * Page + 5, 4 * Page + 5, 5 * Page + 5, 6 * Page + 5, 7 * Page + 5], found);

        // The next launch sees what the host wrote.
        Assert.Equal(4, Assert.Throws<HmmAccessException>(() => ScoutKernels.Gather(gated.Device, 8, indices, source, target)).WorkItem[0]);
        indices[4] = 0;
        ScoutKernels.Gather(gated.Device, 8, indices, source, target);
        Assert.Equal((150 * Page + 5, 5), (target[3], target[4]));
    }

    /// <summary>The same for a launch without scout and checks, since equal launches before it proved the indices.</summary>
    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void A_kept_launch_works_on_the_indices_that_were_proven(HmmHostMode mode, bool behind)
    {
        using GatedDevice gated = new();
        using HmmArray<int> indices = TransparentSpaces.Open(mode).Allocate<int>(8);
        using HmmArray<int> source = TransparentSpaces.Open(mode).Allocate<int>(Length);
        using HmmArray<int> target = TransparentSpaces.Open(mode).Allocate<int>(8);
        source.AsSpan().Fill(6);
        source.Prefetch(gated.Device, HmmRange.All);
        void Launch() => ScoutKernels.GatherAgain(gated.Device, 8, indices, source, target);
        for (int launch = 0; launch < 4; launch++)
        {
            Launch();
        }

        gated.Start(Launch, behind);
        indices[4] = int.MaxValue;
        gated.LetGo();
        Assert.Equal(4, Assert.Throws<HmmAccessException>(Launch).WorkItem[0]);
        indices[4] = 0;
        Launch();
        Assert.Equal([6, 6, 6, 6, 6, 6, 6, 6], target.ToArray());
    }
}
