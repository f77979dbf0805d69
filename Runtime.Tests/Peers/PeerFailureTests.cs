// Safety: the mirrors and the region live until the test's end. Only the test's thread uses them.
using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Peers;

/// <summary>Copies from device to device that fail, at the core itself: the pages go by the host, or stay where they are.</summary>
public sealed unsafe class PeerFailureTests
{
    private const int Count = 50;
    private const int Stride = 3;
    private const EnterFlags Read = EnterFlags.Contents;
    private const EnterFlags Write = EnterFlags.Contents | EnterFlags.Writable;

    [Theory]
    [MemberData(nameof(PeerTests.Modes), MemberType = typeof(PeerTests))]
    public void A_copy_that_succeeds_leaves_the_host_alone(HmmHostMode mode) => With(mode, (queue, one, two, array) =>
    {
        Assert.Equal(0, one.Enter(Write));
        Spoil(queue.One);
        Assert.Equal(0, two.Enter(Read));
        Assert.Equal((Count * 4096, Count * 4096, 0), (queue.Two->Counts.BytesIn, queue.Two->Counts.BytesFromPeers, queue.One->Counts.BytesOut));
        Assert.False(one.Of(page => (one.Entries[page] & 7) != (CoreMirror.Readable | CoreMirror.Newest)));
        Assert.False(two.Of(page => (two.Entries[page] & 7) != CoreMirror.Readable));
        Assert.Equal(0, two.Enter(Write));
        Assert.False(one.Of(page => one.Entries[page] != 0));
        Assert.Equal(Count * 4096, queue.Two->Counts.BytesIn);
        Assert.Equal(0, two.Leave(LeaveMode.Drop));
        Check(array);
    });

    [Theory]
    [MemberData(nameof(PeerTests.Modes), MemberType = typeof(PeerTests))]
    public void A_copy_that_the_driver_refuses_goes_by_the_host(HmmHostMode mode) => GoesByTheHost(mode, queue => queue.Refuses = true);

    [Theory]
    [MemberData(nameof(PeerTests.Modes), MemberType = typeof(PeerTests))]
    public void A_copy_that_fails_late_goes_by_the_host(HmmHostMode mode) => GoesByTheHost(mode, queue => queue.FailsLate = true);

    [Theory]
    [MemberData(nameof(PeerTests.Modes), MemberType = typeof(PeerTests))]
    public void An_owner_that_can_copy_nothing_keeps_its_pages(HmmHostMode mode) => With(mode, (queue, one, two, array) =>
    {
        Assert.Equal(0, one.Enter(Write));
        Spoil(queue.One);
        long bytes = queue.One->FrameBytes;
        queue.One->FrameBytes = 0;
        Assert.Equal(-SystemCalls.ErrorPeer, two.Enter(Write));
        Assert.False(two.Of(page => two.Entries[page] != 0 || two.IsLocked(page)));
        Assert.False(one.Of(page => (one.Entries[page] & CoreMirror.Writable) == 0));
        queue.One->FrameBytes = bytes;
        Assert.Equal(0, two.Enter(Write));
        Assert.Equal(0, two.Leave(LeaveMode.Drop));
        Check(array);
    });

    private static void GoesByTheHost(HmmHostMode mode, Action<PeerQueue> fail) => With(mode, (queue, one, two, array) =>
    {
        fail(queue);
        foreach (EnterFlags how in (EnterFlags[])[Read, Write])
        {
            Assert.Equal(0, one.Enter(Write));
            Spoil(queue.One);
            int copies = queue.Copies;
            Assert.Equal(0, two.Enter(how));
            Assert.True(queue.Copies > copies);
            Assert.False(two.Of(page => two.Entries[page] == 0 || two.IsLocked(page)));
            Assert.Equal(0, queue.Two->Counts.BytesFromPeers);
            Assert.Equal(how == Write, one.Of(page => one.Entries[page] == 0));
            for (int i = 0; i < Count; i++)
            {
                Assert.Equal((byte)(i + 1), *((byte*)queue.Two->Frames + i * 4096L));
                Assert.Equal((byte)(i + 1), *((byte*)queue.Two->Frames + i * 4096L + 4095));
            }
        }

        Assert.Equal(0, two.Leave(LeaveMode.Drop));
        Check(array);
    });

    /// <summary>A kernel writes all frames.</summary>
    private static void Spoil(CoreDevice* device)
    {
        for (int i = 0; i < Count; i++)
        {
            new Span<byte>((byte*)device->Frames + i * 4096L, 4096).Fill((byte)(i + 1));
        }
    }

    private static void Check(HmmArray<byte> array)
    {
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(-1, array.AsReadOnlySpan(i * Stride * 4096, 4096).IndexOfAnyExcept((byte)(i + 1)));
        }
    }

    private static void With(HmmHostMode mode, Action<PeerQueue, ScatteredMirror, ScatteredMirror, HmmArray<byte>> test)
    {
        using HmmArray<byte> array = TransparentSpaces.Open(mode).Allocate<byte>(Count * Stride * 4096);
        array.AsSpan().Fill(200);
        using PeerQueue queue = new(Count);
        using ScatteredMirror one = new(array.Region!.Core, queue.One, Count, Stride);
        using ScatteredMirror two = new(array.Region!.Core, queue.Two, Count, Stride);
        test(queue, one, two, array);
    }
}
