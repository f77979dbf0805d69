// Safety: a mirror has a slot for a twin at each page. A twin is PageBytes of unmanaged memory, made and freed under the locks of
// the page's blocks.
using System.Numerics;
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>
/// Twins: copies of pages that both the host and a device write. A twin is made when the second writer begins; what differs from the twin has changed
/// since then. Multiple-writer release consistency, after Carter, Bennett and Zwaenepoel, "Implementation and Performance of Munin" (SOSP 1991).
/// </summary>
internal static unsafe class Twins
{
    /// <summary>Makes a twin from the host's contents of a page.</summary>
    /// <returns>The twin.</returns>
    public static byte* Make(CoreMirror* mirror, long page)
    {
        MirrorRange range = MirrorRange.Of(mirror, page, 1);
        byte* twin = (byte*)NativeMemory.Alloc((nuint)range.Bytes);
        NativeMemory.Copy(mirror->Region->Alias + range.Offset, twin, (nuint)range.Bytes);
        mirror->Twins[page] = twin;
        Interlocked.Increment(ref mirror->Device->Counts.Twins);
        Interlocked.Increment(ref mirror->Counts.Twins);
        return twin;
    }

    /// <summary>Frees the twin of a page, if there is one.</summary>
    public static void Free(CoreMirror* mirror, long page)
    {
        byte* twin = mirror->Twins[page];
        mirror->Twins[page] = null;
        if (twin is not null && !ShuttleBlocks.TakeBack(mirror, page, twin))
        {
            NativeMemory.Free(twin);
        }
    }

    /// <summary>Uses memory as the twins of neighbouring pages. It holds their contents.</summary>
    public static void Use(CoreMirror* mirror, long page, long count, byte* twins)
    {
        for (long i = 0; i < count; i++)
        {
            mirror->Twins[page + i] = twins + i * mirror->PageBytes;
        }

        Interlocked.Add(ref mirror->Device->Counts.Twins, count);
        Interlocked.Add(ref mirror->Counts.Twins, count);
    }

    /// <summary>Merges a page: copies the bytes that the device has changed to the host, and keeps the bytes that the host has changed.</summary>
    /// <param name="mirror">The mirror: the region on the device.</param>
    /// <param name="page">The page.</param>
    /// <param name="isShared">Whether hardware or the host may write the page during the merge, because it is pinned or could not be unmapped.</param>
    /// <returns>0, or a negative error code.</returns>
    public static int Merge(CoreMirror* mirror, long page, bool isShared)
    {
        MirrorRange range = MirrorRange.Of(mirror, page, 1);
        byte* device = (byte*)NativeMemory.Alloc((nuint)range.Bytes);
        long frame = (long)(mirror->Entries[page] >> CoreMirror.FrameShift) << CoreMirror.FrameBits;
        int error = DeviceCopies.Download(mirror, frame, device, range.Bytes);
        if (error == 0)
        {
            long merged = Apply((ulong*)(mirror->Region->Alias + range.Offset), (ulong*)mirror->Twins[page], (ulong*)device, range.Bytes / sizeof(ulong), isShared);
            Interlocked.Add(ref mirror->Device->Counts.BytesMerged, merged);
            Interlocked.Add(ref mirror->Counts.BytesMerged, merged);
        }

        NativeMemory.Free(device);
        Free(mirror, page);
        return error;
    }

    /// <summary>Merges word by word, so that no reader sees half of a word. Watched regions are whole host pages.</summary>
    private static long Apply(ulong* host, ulong* twin, ulong* device, long words, bool isShared)
    {
        long merged = 0;
        for (long i = 0; i < words; i++)
        {
            if (device[i] == twin[i])
            {
                continue;
            }

            ulong mask = ChangedBytes(device[i] ^ twin[i]);
            merged += BitOperations.PopCount(mask) / 8;
            if (!isShared)
            {
                host[i] = (host[i] & ~mask) | (device[i] & mask);
                continue;
            }

            ulong seen;
            do
            {
                seen = Volatile.Read(ref host[i]);
            }
            while (Interlocked.CompareExchange(ref host[i], (seen & ~mask) | (device[i] & mask), seen) != seen);
        }

        return merged;
    }

    /// <summary>Sets all bits of each byte that has a bit set.</summary>
    private static ulong ChangedBytes(ulong difference)
    {
        const ulong Low = 0x7F7F_7F7F_7F7F_7F7F;
        ulong high = (((difference & Low) + Low) | difference) & ~Low;
        return (high >> 7) * 0xFF;
    }
}
