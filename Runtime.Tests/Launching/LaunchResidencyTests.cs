using HmmGen.Base;
using HmmGen.Memory;
using HmmGen.Paging;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>The scope of a launch gives back what it took, however it ends, and offers nothing afterwards.</summary>
public sealed class LaunchResidencyTests
{
    private const int Page = 1024;

    [Fact]
    public void A_scope_that_is_left_after_an_error_leaves_the_contents_of_the_host()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions());
        using HmmArray<int> array = Numbers();
        DeviceMemory memory = device.Session.Memory;
        using (Begin(memory, array, out RegionMirror mirror, out DeviceMemory.LaunchResidency residency))
        {
            using (residency)
            {
                residency.HoldLinear();
                Assert.False(residency.TryTakeChanges(mirror, out _));
                PageRequest overwritten = new(new MirroredPage(mirror, 0), Writable: true, Contents: false);
                PageRequest changed = new(new MirroredPage(mirror, 1), Writable: true, Contents: true);
                Assert.Equal(2, residency.Map([overwritten, changed], MapCause.Planned));
                Assert.True(residency.TryTakeChanges(mirror, out ReadOnlySpan<long> pages));
                Assert.Equal([0, 1], pages.ToArray());
                Assert.True(mirror.IsHeld && mirror.IsDirty(0) && mirror.IsDirty(1));
            }

            Assert.False(mirror.IsHeld || mirror.TracksChanges || mirror.IsResident(0) || mirror.IsResident(1));
        }

        Assert.Equal(Enumerable.Range(0, array.AsReadOnlySpan().Length), array.AsReadOnlySpan().ToArray());
    }

    [Fact]
    public void A_scope_that_keeps_its_pages_leaves_them_where_they_are()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions());
        using HmmArray<int> array = Numbers();
        using (Begin(device.Session.Memory, array, out RegionMirror mirror, out DeviceMemory.LaunchResidency residency))
        {
            residency.Map([new PageRequest(new MirroredPage(mirror, 1), Writable: true, Contents: true)], MapCause.Planned);
            residency.Keep();
            residency.Dispose();
            Assert.True(mirror.IsDirty(1));
        }
    }

    [Fact]
    public void What_was_promised_is_free_after_the_end()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 4096 });
        using HmmArray<int> array = Numbers();
        DeviceMemory memory = device.Session.Memory;
        for (long page = 0; page < 4; page++)
        {
            using (Begin(memory, array, out RegionMirror mirror, out DeviceMemory.LaunchResidency residency))
            {
                List<PageRequest> one = [new PageRequest(new MirroredPage(mirror, page), Writable: true, Contents: true)];
                List<PageRequest> next = [new PageRequest(new MirroredPage(mirror, (page + 1) % 4), Writable: true, Contents: true)];
                Assert.Equal((1, 0), (residency.Map(one, MapCause.Planned), residency.Unpromised));
                Assert.Equal(0, residency.Map(next, MapCause.Planned));
                residency.Renew();
                Assert.Equal(1, residency.Map(next, MapCause.Planned));
                residency.Finish();
            }
        }
    }

    [Fact]
    public void Nothing_may_be_done_after_the_end()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions());
        using HmmArray<int> array = Numbers();
        using (Begin(device.Session.Memory, array, out RegionMirror mirror, out DeviceMemory.LaunchResidency residency))
        {
            residency.Finish();
            residency.Dispose();
            Action[] calls =
            [
                residency.HoldLinear,
                residency.Renew,
                residency.EvictUnpromised,
                residency.Finish,
                () => residency.EvictRandom(new Random(1)),
                () => residency.Reference(mirror, 0),
                () => residency.Map([], MapCause.Planned),
                () => residency.TryTakeChanges(mirror, out _),
            ];
            Assert.All(calls, call => Assert.Throws<ObjectDisposedException>(call));
        }
    }

    private static HmmArray<int> Numbers()
    {
        HmmArray<int> array = HmmSpace.Shared.Allocate<int>(4 * Page);
        Span<int> span = array.AsSpan();
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = i;
        }

        return array;
    }

    private static SharedLock.Holder Begin(DeviceMemory memory, HmmArray<int> array, out RegionMirror mirror, out DeviceMemory.LaunchResidency residency)
    {
        MemoryRegion region = array.BufferOf(0, array.Length).Region!;
        SharedLock.Holder held = region.Lock.Enter(shared: false);
        mirror = memory.MirrorOf(region);
        residency = memory.Begin([mirror], _ => true);
        return held;
    }
}
