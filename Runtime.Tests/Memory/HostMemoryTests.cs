// Safety: pointers are only compared, and the memory is disposed of by the test alone.
using HmmGen.Memory;
using Xunit;

namespace HmmGen.Tests.Memory;

/// <summary>What several devices know of one memory.</summary>
public sealed unsafe class HostMemoryTests
{
    private const int Rounds = 2000;

    [Fact]
    public void Devices_that_first_use_a_memory_at_the_same_time_know_it_as_one()
    {
        PlainHostMemory[] memories = [.. Enumerable.Range(0, Rounds).Select(_ => new PlainHostMemory(4096))];
        nint[][] seen = [new nint[Rounds], new nint[Rounds]];
        using Barrier together = new(2);

        Thread other = new(() => See(memories, seen[1], together));
        other.Start();
        See(memories, seen[0], together);
        other.Join();

        Assert.Equal(seen[0], seen[1]);
        Array.ForEach(memories, static memory => memory.Dispose());
    }

    [Fact]
    public void A_snapshot_tells_a_device_of_nothing()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(5000);

        HmmPageRun run = Assert.Single(array.Snapshot(device, HmmRange.All));

        Assert.Equal((HmmResidency.Absent, 5L, 0), (run.Residency, run.Pages, device.Memory.MirrorCount));
    }

    private static void See(PlainHostMemory[] memories, nint[] seen, Barrier together)
    {
        for (int i = 0; i < memories.Length; i++)
        {
            together.SignalAndWait();
            seen[i] = (nint)memories[i].Faults;
        }
    }
}
