// Safety: pointers are only compared; nobody reads the memory that they point to.
using HmmGen.Memory;
using Xunit;

namespace HmmGen.Tests.Memory;

/// <summary>What several devices know of one memory.</summary>
public sealed unsafe class HostMemoryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public void Devices_that_first_use_a_memory_at_the_same_time_know_it_as_one()
    {
        MetMemory memory = new();
        nint second = 0;
        Thread other = new(() => second = (nint)memory.Core);
        other.Start();
        nint first = (nint)memory.Core;
        other.Join();

        Assert.Equal(first, second);
        Assert.Equal(first, (nint)memory.Core);
        memory.Dispose();
    }

    [Fact]
    public void A_snapshot_tells_a_device_of_nothing()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(5000);

        HmmPageRun run = Assert.Single(array.Snapshot(device, HmmRange.All));

        Assert.Equal((HmmResidency.Absent, 5L, 0), (run.Residency, run.Pages, device.Session.Memory.MirrorCount));
    }

    /// <summary>Memory for which two threads meet when both are about to make the core know it.</summary>
    private sealed class MetMemory : HostMemory
    {
        private readonly CountdownEvent _both = new(2);

        public override byte* Address
        {
            get
            {
                _both.Signal();
                _both.Wait(Patience);
                return (byte*)4096;
            }
        }

        public override long Bytes => 4096;

        public override void Dispose()
        {
            Forget();
            _both.Dispose();
        }
    }
}
