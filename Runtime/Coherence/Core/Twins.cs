// Safety: a mirror has a slot for a twin at each page; a twin is PageBytes of unmanaged memory, made and freed under the
// locks of the page's blocks.
using System.Numerics;
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>
/// Copies of pages that host and device both write, taken when the second of them began: what either has changed since is what differs from the
/// twin. Multiple-writer release consistency, after Carter, Bennett and Zwaenepoel, "Implementation and Performance of Munin" (SOSP 1991).
/// </summary>
internal static unsafe class Twins
{
    /// <summary>Makes a twin of what the host has.</summary>
    /// <returns>The twin.</returns>
    public static byte* Make(CoreMirror* mirror, long page)
    {
        MirrorRange range = MirrorRange.Of(mirror, page, 1);
        byte* twin = (byte*)NativeMemory.Alloc((nuint)range.Bytes);
        NativeMemory.Copy(mirror->Region->Alias + range.Offset, twin, (nuint)range.Bytes);
        mirror->Twins[page] = twin;
        mirror->Device->Counts.Twins++;
        mirror->Counts.Twins++;
        return twin;
    }

    /// <summary>Frees a twin, if there is one.</summary>
    public static void Free(CoreMirror* mirror, long page)
    {
        NativeMemory.Free(mirror->Twins[page]);
        mirror->Twins[page] = null;
    }

    /// <summary>Brings what the device has changed to the host, byte by byte, and leaves what the host has changed.</summary>
    /// <param name="mirror">The region on the device.</param>
    /// <param name="page">The page.</param>
    /// <param name="isShared">Whether the host may be writing the page meanwhile, since it is pinned.</param>
    /// <returns>0, or a negative error number.</returns>
    public static int Merge(CoreMirror* mirror, long page, bool isShared)
    {
        MirrorRange range = MirrorRange.Of(mirror, page, 1);
        byte* device = (byte*)NativeMemory.Alloc((nuint)range.Bytes);
        long frame = (long)(mirror->Entries[page] >> CoreMirror.FrameShift) << CoreMirror.FrameBits;
        int error = DeviceCopies.Download(mirror, frame, device, range.Bytes);
        if (error == 0)
        {
            long merged = Apply((ulong*)(mirror->Region->Alias + range.Offset), (ulong*)mirror->Twins[page], (ulong*)device, range.Bytes / sizeof(ulong), isShared);
            mirror->Device->Counts.BytesMerged += merged;
            mirror->Counts.BytesMerged += merged;
        }

        NativeMemory.Free(device);
        Free(mirror, page);
        return error;
    }

    /// <summary>Stores whole words, so that nobody sees half of one; watched regions are whole host pages.</summary>
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

    /// <summary>All bits of each byte that has one.</summary>
    private static ulong ChangedBytes(ulong difference)
    {
        const ulong Low = 0x7F7F_7F7F_7F7F_7F7F;
        ulong high = (((difference & Low) + Low) | difference) & ~Low;
        return (high >> 7) * 0xFF;
    }
}
