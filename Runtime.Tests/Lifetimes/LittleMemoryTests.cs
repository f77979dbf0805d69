// Safety: nothing touches the bytes of the region here.
using HmmGen.Base;
using HmmGen.Coherence.Core;
using HmmGen.Memory;
using HmmGen.Paging;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Lifetimes;

/// <summary>What is made in several parts leaves none of them where memory ends in between. They run alone: the limit is the process's.</summary>
[Collection(WholeProcess.Name)]
public sealed unsafe class LittleMemoryTests
{
    /// <summary>What other threads of the process may take or give back meanwhile.</summary>
    private const long Slack = 12 << 20;

    [Fact]
    public void A_set_of_pages_that_has_too_little_memory_takes_none()
        => TryWithMoreAndMore((4L << 30) + (4 << 20), 16 << 20, () => new PageSet(1L << 35).Free());

    [Fact]
    public void A_mirror_that_has_too_little_memory_takes_none()
    {
        const long Units = 1L << 36;
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> other = HmmSpace.Shared.Allocate<int>(1);
        CoreDevice* core = device.Session.Memory.MirrorOf(other.Region!).Core->Device;
        using MemoryRegion region = new(
            new PinnedHostMemory((nint)1 << 44, Units * sizeof(int)), Units, sizeof(int), unwritten: false, HmmProtection.ReadWrite);
        _ = region.Core;
        TryWithMoreAndMore(
            Slack,
            48 << 20,
            () => new RegionMirror(device.Session.Memory, region, PageGeometry.Of(sizeof(int), 4096), core, -1, new Counters()).Close());
    }

    /// <summary>Does something with more and more memory, until it is done. What fails must have taken nothing.</summary>
    private static void TryWithMoreAndMore(long first, long step, Action action)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sets a limit of Linux");
        int failures = 0;
        for (long room = first; ; room += step)
        {
            long before = LittleMemory.Used;
            bool isDone = LittleMemory.TryRun(room, action);
            Assert.InRange(LittleMemory.Used - before, long.MinValue, Slack);
            if (isDone)
            {
                break;
            }

            failures++;
            Assert.InRange(failures, 1, 100);
        }

        Assert.InRange(failures, 1, int.MaxValue);
    }
}
