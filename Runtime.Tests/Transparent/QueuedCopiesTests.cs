// Safety: the mirror and its region live until the test's end. Only the test's thread uses them.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>
/// Pages that come or leave together are queued together and awaited once: before an entry changes and before a lock is released. The queue here is as late as
/// a driver's may be, so an entry or a lock that is too early is seen each time.
/// </summary>
[Collection(LateQueue.OneAtATime)]
public sealed unsafe class QueuedCopiesTests
{
    private const int Page = 1024;
    private const int Stride = 37;
    private const int Count = 100;

    /// <summary>The host modes of which each has its own core: native or managed, watched or not.</summary>
    public static TheoryData<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Scattered_pages_come_with_few_waits_and_not_before_the_last(HmmHostMode mode) => With(mode, (queue, mirror, array) =>
    {
        bool isEarly = false;
        queue.Waiting = () => isEarly |= mirror.Of(page => mirror.Entries[page] != 0 || !mirror.IsLocked(page));

        Assert.Equal(0, mirror.Enter(EnterFlags.Contents));

        Assert.False(isEarly);
        Assert.InRange(queue.Waits, 1, 2);
        Assert.Equal(0, queue.Events);
        Assert.False(mirror.Of(page => mirror.Entries[page] == 0 || mirror.IsLocked(page)));
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(1 + i * Stride * Page, MemoryMarshal.Read<int>(queue.Frame(i)));
        }

        Assert.Equal(Count * 4096, queue.Device->Counts.BytesIn);
    });

    [Theory]
    [MemberData(nameof(Modes))]
    public void Scattered_pages_leave_with_few_waits_and_not_before_the_last(HmmHostMode mode) => With(mode, (queue, mirror, array) =>
    {
        Assert.Equal(0, mirror.Enter(EnterFlags.Contents | EnterFlags.Writable));
        for (int i = 0; i < Count; i++)
        {
            queue.Frame(i).Fill((byte)i);
        }

        bool isEarly = false;
        int before = queue.Waits;
        queue.Waiting = () => isEarly |= mirror.Of(page => (mirror.Entries[page] & CoreMirror.Writable) == 0 || !mirror.IsLocked(page));

        Assert.Equal(0, mirror.Leave(LeaveMode.Drop));

        Assert.False(isEarly);
        Assert.InRange(queue.Waits - before, 1, 2);
        Assert.Equal(0, queue.Events);
        Assert.False(mirror.Of(page => mirror.Entries[page] != 0 || mirror.IsLocked(page)));
        Span<byte> bytes = MemoryMarshal.AsBytes(array.AsSpan());
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(-1, bytes.Slice(i * Stride * 4096, 4096).IndexOfAnyExcept((byte)i));
        }

        Assert.Equal(Count * 4096, queue.Device->Counts.BytesOut);
        Assert.Equal(Count * 4096, mirror.Core->Counts.BytesOut);
    });

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_copy_that_fails_late_brings_no_page_and_takes_none(HmmHostMode mode) => With(mode, (queue, mirror, array) =>
    {
        queue.Fails = true;
        Assert.True(mirror.Enter(EnterFlags.Contents) < 0);
        Assert.False(mirror.Of(page => mirror.Entries[page] != 0 || mirror.IsLocked(page)));
        Assert.Equal(0, queue.Device->Counts.BytesIn);

        // The other copies may still run: the core waits for the whole queue.
        Assert.True(queue.Finishes > 0);
        Assert.Equal(0, queue.Events);
        queue.Fails = false;
        Assert.Equal(0, mirror.Enter(EnterFlags.Contents | EnterFlags.Writable));
        queue.Fails = true;
        Assert.True(mirror.Leave(LeaveMode.Drop) < 0);
        Assert.False(mirror.Of(page => (mirror.Entries[page] & CoreMirror.Writable) == 0 || mirror.IsLocked(page)));
        queue.Fails = false;
        Assert.Equal(0, mirror.Leave(LeaveMode.Drop));
        for (int i = 0; i < array.Length; i += Page)
        {
            Assert.Equal(i + 1, array[i]);
        }
    });

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_copy_that_cannot_be_queued_leaves_those_before_it(HmmHostMode mode) => With(mode, (queue, mirror, array) =>
    {
        queue.Room = 40;
        Assert.True(mirror.Enter(EnterFlags.Contents | EnterFlags.Writable) < 0);
        Assert.Equal(40, mirror.Core->Resident);
        queue.Room = int.MaxValue;
        Assert.Equal(0, mirror.Enter(EnterFlags.Contents | EnterFlags.Writable));
        Assert.Equal(Count, mirror.Core->Owned);
        queue.Room = 40;
        Assert.True(mirror.Leave(LeaveMode.Drop) < 0);
        Assert.Equal(Count - 40, mirror.Core->Owned);
        queue.Room = int.MaxValue;
        Assert.Equal(0, mirror.Leave(LeaveMode.Drop));
        for (int i = 0; i < array.Length; i += Page)
        {
            Assert.Equal(i + 1, array[i]);
        }
    });

    /// <summary>A launch overwrites pages, and the host looks at what they were. It sees no page while a driver copies new contents over the old ones.</summary>
    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Pages_that_the_host_looks_at_leave_its_view_before_they_are_copied(HmmHostMode mode) => With(mode, (queue, mirror, array) =>
    {
        mirror.Core->Use = LaunchUse.Writes;
        Assert.Equal(0, mirror.Enter(EnterFlags.Writable));
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(1 + i * Stride * Page, array.AsReadOnlySpan()[i * Stride * Page]);
            queue.Frame(i).Fill((byte)i);
        }

        int copied = 0;
        bool isSeen = false;
        queue.Waiting = () => isSeen |= HostMarks.Has(mirror.Core->Region, copied++ * Stride * 4096L, HostMark.Mapped);

        Assert.Equal(0, mirror.Leave(LeaveMode.Drop));

        mirror.Core->Use = LaunchUse.None;
        Assert.False(isSeen);
        Assert.Equal(Count, copied);
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(0x01010101 * i, array.AsReadOnlySpan()[i * Stride * Page]);
        }
    });

    private static void With(HmmHostMode mode, Action<LateQueue, ScatteredMirror, HmmArray<int>> test)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> array = space.Allocate<int>((Count - 1) * Stride * Page + Page);
        Span<int> span = array.AsSpan();
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = i + 1;
        }

        using LateQueue queue = new(Count);
        using ScatteredMirror mirror = new(array.Region!.Core, queue.Device, Count, Stride);
        test(queue, mirror, array);
    }
}
