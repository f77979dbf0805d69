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
    /// <summary>The bytes of a simulated device to merge at a time. Other copies of the device wait meanwhile.</summary>
    private const long PartBytes = 512 << 10;

    /// <summary>Merges a run of pages with twins, all of one block.</summary>
    /// <returns>0, or a negative error code: then some of the pages are not merged.</returns>
    public static int Merge(CoreMirror* mirror, long page, long count)
    {
        CoreDevice* device = mirror->Device;
        long merged = 0;
        int error = device->Kind == DeviceCopyKind.Memory ? MergeMemory(mirror, page, count, &merged) : MergeCopies(mirror, page, count, &merged);
        Interlocked.Add(ref device->Counts.BytesMerged, merged);
        Interlocked.Add(ref mirror->Counts.BytesMerged, merged);
        return error;
    }

    /// <summary>Merges pages whose frames are memory of this process.</summary>
    private static int MergeMemory(CoreMirror* mirror, long page, long count, long* merged)
    {
        int error = 0;
        long most = Math.Max(1, PartBytes / mirror->PageBytes);
        for (long next = page; error == 0 && next < page + count;)
        {
            long pages = InNeighbouringFrames(mirror, next, Math.Min(next + most, page + count));
            MirrorRange range = MirrorRange.Of(mirror, next, pages);
            error = FrameMemory.Enter(mirror, Frames(mirror, next), range.Contents(mirror->Region), out byte* frames);
            if (error == 0)
            {
                *merged += Apply(mirror->Region, range, mirror->Twins[next], frames);
                FrameMemory.Leave(mirror);
            }

            next += pages;
        }

        return error;
    }

    /// <summary>Merges pages that a driver copies to memory of the device.</summary>
    private static int MergeCopies(CoreMirror* mirror, long page, long count, long* merged)
    {
        CoreDevice* device = mirror->Device;
        HostLock.Enter(&device->MergeLock);
        byte* contents = Room(device, count * mirror->PageBytes);
        int error = Download(mirror, page, count, contents);
        if (error == 0)
        {
            *merged += Apply(mirror->Region, MirrorRange.Of(mirror, page, count), mirror->Twins[page], contents);
        }

        HostLock.Leave(&device->MergeLock);
        return error;
    }

    /// <summary>Merges pages of a region that is not watched, each with a twin of its own (<see cref="MergedPages"/>).</summary>
    /// <returns>0, or a negative error code: then none of the pages is merged.</returns>
    public static int MergeEach(CoreMirror* mirror, long page, long count)
    {
        CoreDevice* device = mirror->Device;
        HostLock.Enter(&device->MergeLock);
        byte* contents = Room(device, count * mirror->PageBytes);
        int error = Download(mirror, page, count, contents);
        for (long i = 0; error == 0 && i < count; i++)
        {
            _ = Apply(mirror->Region, MirrorRange.Of(mirror, page + i, 1), mirror->Twins[page + i], contents + i * mirror->PageBytes);
        }

        HostLock.Leave(&device->MergeLock);
        return error;
    }

    /// <summary>Gives memory for contents to merge. A page may be larger than a block. Under the device's MergeLock.</summary>
    private static byte* Room(CoreDevice* device, long bytes)
    {
        if (device->MergingBytes < bytes)
        {
            NativeMemory.Free(device->Merging);
            device->MergingBytes = Math.Max(bytes, CoreRegion.BlockBytes);
            device->Merging = (byte*)NativeMemory.Alloc((nuint)device->MergingBytes);
        }

        return device->Merging;
    }

    private static int Download(CoreMirror* mirror, long page, long count, byte* target)
    {
        QueuedCopies copies = new(mirror->Device, mirror);
        int error = 0;
        for (long next = page; error == 0 && next < page + count;)
        {
            long pages = InNeighbouringFrames(mirror, next, page + count);
            long bytes = MirrorRange.Of(mirror, next, pages).Contents(mirror->Region);
            error = copies.Download(Frames(mirror, next), target + (next - page) * mirror->PageBytes, bytes);
            next += pages;
        }

        int failed = copies.Finish();
        return error != 0 ? error : failed;
    }

    /// <summary>The place of a page in the frames.</summary>
    private static long Frames(CoreMirror* mirror, long page) => (long)(mirror->Entries[page] >> CoreMirror.FrameShift) << CoreMirror.FrameBits;

    private static long InNeighbouringFrames(CoreMirror* mirror, long page, long end)
    {
        long stop = page + 1;
        while (stop < end && Frames(mirror, stop) == Frames(mirror, page) + (stop - page) * mirror->PageBytes)
        {
            stop++;
        }

        return stop - page;
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
                uint changed = ~(firstSame.ExtractMostSignificantBits() | (secondSame.ExtractMostSignificantBits() << lanes)) & (uint)((1UL << (2 * lanes)) - 1);
                merged += BitOperations.PopCount(changed);
                for (; changed != 0; changed &= changed - 1)
                {
                    long at = i + BitOperations.TrailingZeroCount(changed);
                    host[at] = device[at];
                }
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
