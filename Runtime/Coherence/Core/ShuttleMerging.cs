// Safety: works under the lock of the pages' block. Downloads go to memory of the device, under its own lock. The host may write the pages meanwhile: only
// atoms that the device has changed are stored, each by one store.
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Coherence.Core;

/// <summary>Merges what a launch has written in blocks that shuttle into the host's pages; see <see cref="Twins"/>.</summary>
/// <remarks>
/// An atom is an element of the region. No byte of an atom that the device has not changed is stored. Of an atom that it has changed all bytes are stored, so
/// that whole vectors can be.
/// </remarks>
internal static unsafe class ShuttleMerging
{
    /// <summary>The bytes to take from a simulated device at a time: they stay in the processor's cache. A driver is asked for a block at a time.</summary>
    private const long CachedBytes = 128 << 10;

    /// <summary>Merges a run of pages with twins.</summary>
    /// <returns>0, or a negative error code: then some of the pages are not merged.</returns>
    public static int Merge(CoreMirror* mirror, long page, long count)
    {
        CoreDevice* device = mirror->Device;
        long most = Math.Max(1, (device->Kind == DeviceCopyKind.Memory ? CachedBytes : CoreRegion.BlockBytes) / mirror->PageBytes);
        int error = 0;
        long merged = 0;
        HostLock.Enter(&device->MergeLock);
        if (device->Merging is null)
        {
            device->Merging = (byte*)NativeMemory.Alloc((nuint)CoreRegion.BlockBytes);
        }

        for (long next = page; error == 0 && next < page + count; next += most)
        {
            long part = Math.Min(most, page + count - next);
            error = Download(mirror, next, part, device->Merging);
            if (error == 0)
            {
                MirrorRange range = MirrorRange.Of(mirror, next, part);
                merged += Apply(mirror->Region, range, mirror->Twins[next], device->Merging);
            }
        }

        HostLock.Leave(&device->MergeLock);
        Interlocked.Add(ref device->Counts.BytesMerged, merged);
        Interlocked.Add(ref mirror->Counts.BytesMerged, merged);
        return error;
    }

    private static int Download(CoreMirror* mirror, long page, long count, byte* target)
    {
        QueuedCopies copies = new(mirror->Device, mirror);
        int frames = (int)(mirror->PageBytes >> CoreMirror.FrameBits);
        int error = 0;
        for (long next = page; error == 0 && next < page + count;)
        {
            int frame = mirror->Entries[next] >> CoreMirror.FrameShift;
            long stop = next + 1;
            while (stop < page + count && mirror->Entries[stop] >> CoreMirror.FrameShift == frame + (stop - next) * frames)
            {
                stop++;
            }

            long bytes = MirrorRange.Of(mirror, next, stop - next).Contents(mirror->Region);
            error = copies.Download((long)frame << CoreMirror.FrameBits, target + (next - page) * mirror->PageBytes, bytes);
            next = stop;
        }

        int failed = copies.Finish();
        return error != 0 ? error : failed;
    }

    private static long Apply(CoreRegion* region, MirrorRange range, byte* twin, byte* device)
    {
        byte* host = region->Alias + range.Offset;
        long bytes = range.Contents(region);
        return region->Atom switch
        {
            sizeof(ulong) => Apply((ulong*)host, (ulong*)twin, (ulong*)device, bytes / sizeof(ulong)),
            sizeof(uint) => Apply((uint*)host, (uint*)twin, (uint*)device, bytes / sizeof(uint)),
            sizeof(ushort) => Apply((ushort*)host, (ushort*)twin, (ushort*)device, bytes / sizeof(ushort)),
            _ => Apply(host, twin, device, bytes),
        };
    }

    /// <summary>Stores the atoms in which the device's page differs from the twin.</summary>
    /// <returns>The number of bytes stored.</returns>
    private static long Apply<T>(T* host, T* twin, T* device, long count) where T : unmanaged, IBinaryInteger<T>
    {
        int lanes = Vector128<T>.Count;
        long merged = 0;
        long i = 0;
        for (; i + 2 * lanes <= count; i += 2 * lanes)
        {
            Vector128<T> first = Vector128.Load(device + i);
            Vector128<T> second = Vector128.Load(device + i + lanes);
            Vector128<T> firstSame = Vector128.Equals(first, Vector128.Load(twin + i));
            Vector128<T> secondSame = Vector128.Equals(second, Vector128.Load(twin + i + lanes));
            if ((firstSame | secondSame) == Vector128<T>.Zero)
            {
                first.Store(host + i);
                second.Store(host + i + lanes);
                merged += 2 * lanes;
            }
            else if ((firstSame & secondSame) != Vector128<T>.AllBitsSet)
            {
                merged += ApplyEach(host + i, twin + i, device + i, 2 * lanes);
            }
        }

        return (merged + ApplyEach(host + i, twin + i, device + i, count - i)) * sizeof(T);
    }

    private static long ApplyEach<T>(T* host, T* twin, T* device, long count) where T : unmanaged, IBinaryInteger<T>
    {
        long merged = 0;
        for (long i = 0; i < count; i++)
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
