// Safety: a mirror has a slot for a twin at each page; a twin is PageBytes of unmanaged memory, made and freed under the
// locks of the page's blocks.
using System.Runtime.InteropServices;

namespace HmmGen.Faults;

/// <summary>
/// Copies of pages that host and device both write, taken when the second of them began: what either has changed since is what differs from the
/// twin. Multiple-writer release consistency, after Carter, Bennett and Zwaenepoel, "Implementation and Performance of Munin" (SOSP 1991).
/// </summary>
internal static unsafe class Twins
{
    /// <summary>Makes a twin of what the host has.</summary>
    /// <returns>The twin.</returns>
    public static byte* Make(FaultMirror* mirror, long page)
    {
        MirrorRange range = MirrorRange.Of(mirror, page, 1);
        byte* twin = (byte*)NativeMemory.Alloc((nuint)range.Bytes);
        NativeMemory.Copy(mirror->Region->Alias + range.Offset, twin, (nuint)range.Bytes);
        mirror->Twins[page] = twin;
        mirror->Device->Counts.Twins++;
        return twin;
    }

    /// <summary>Frees a twin, if there is one.</summary>
    public static void Free(FaultMirror* mirror, long page)
    {
        NativeMemory.Free(mirror->Twins[page]);
        mirror->Twins[page] = null;
    }

    /// <summary>Brings what the device has changed to the host, byte by byte, and leaves what the host has changed. Nobody may write the host's page meanwhile, but hardware other bytes of it.</summary>
    /// <returns>0, or a negative error number.</returns>
    public static int Merge(FaultMirror* mirror, long page)
    {
        MirrorRange range = MirrorRange.Of(mirror, page, 1);
        byte* device = (byte*)NativeMemory.Alloc((nuint)range.Bytes);
        long frame = (long)(mirror->Entries[page] >> FaultMirror.FrameShift) << FaultMirror.FrameBits;
        int error = DeviceCopies.Download(mirror->Device, frame, device, range.Bytes);
        if (error == 0)
        {
            mirror->Device->Counts.BytesMerged += Apply(mirror->Region->Alias + range.Offset, mirror->Twins[page], device, range.Bytes);
        }

        NativeMemory.Free(device);
        Free(mirror, page);
        return error;
    }

    private static long Apply(byte* host, byte* twin, byte* device, long bytes)
    {
        long merged = 0;
        long i = 0;
        for (; i + sizeof(ulong) <= bytes; i += sizeof(ulong))
        {
            if (*(ulong*)(device + i) != *(ulong*)(twin + i))
            {
                merged += ApplyBytes(host, twin, device, i, i + sizeof(ulong));
            }
        }

        return merged + ApplyBytes(host, twin, device, i, bytes);
    }

    private static long ApplyBytes(byte* host, byte* twin, byte* device, long first, long end)
    {
        long merged = 0;
        for (long i = first; i < end; i++)
        {
            if (device[i] != twin[i])
            {
                host[i] = device[i];
                merged++;
            }
        }

        return merged;
    }
}
