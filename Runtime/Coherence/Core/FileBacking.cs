// Safety: reads into and writes from the core's own view, within the region. The file is open while the region lives.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Serves regions over a file: reads pages from the file when they are first needed, and writes them at a flush.</summary>
internal static unsafe class FileBacking
{
    /// <summary>The most bytes of a map to copy at a time.</summary>
    private const long CopyBytes = 256 << 10;

    /// <summary>Reads the pages of a range that have not been read yet. Under the blocks' locks.</summary>
    /// <returns>0, or a negative error code: then some of the pages are not filled.</returns>
    public static int Fill(CoreRegion* region, long offset, long bytes)
    {
        long end = Math.Min(region->Bytes, (offset + bytes + CoreRegion.PageSize - 1) & -CoreRegion.PageSize);
        for (long start = offset & -CoreRegion.PageSize; start < end;)
        {
            long stop = HostMarks.EndOfSame(region, start, end, HostMark.Filled);
            if (!HostMarks.Has(region, start, HostMark.Filled))
            {
                // A page beyond the file's end is zero, but it must have memory.
                int error = HostView.Populate(region, start, stop - start);
                if (error != 0)
                {
                    return error;
                }

                byte* target = region->Alias + start;
                error = Read(region->File, region->FileOffset + start, target, Math.Min(stop, region->FileBytes) - start, out long read);
                FilePages.Fill(region, start, error == 0 ? stop - start : read & -CoreRegion.PageSize, HostMark.None);
                if (error != 0)
                {
                    long filled = read & -CoreRegion.PageSize;
                    HostView.Remove(region, start + filled, stop - start - filled);
                    return error;
                }
            }

            start = stop;
        }

        return 0;
    }

    /// <summary>Writes changed pages to the file. A page that the host changes, or that returns changed from a device, after this is dirty again.</summary>
    /// <returns>0, or a negative error code.</returns>
    [UnmanagedCallersOnly]
    public static int Flush(CoreRegion* region)
    {
        if (region->FlushError != 0)
        {
            return region->FlushError;
        }

        for (long offset = 0; offset < region->FileBytes; offset += CoreRegion.BlockBytes)
        {
            long bytes = BlockLocks.EndOfBlock(offset, region->Bytes) - offset;
            BlockLocks.Enter(region, offset, bytes);
            int error = FlushBlock(region, offset, bytes);
            BlockLocks.Leave(region, offset, bytes);
            if (error != 0)
            {
                return error;
            }
        }

        if (SystemCalls.Synchronize(region->File) != 0)
        {
            // Linux has dropped what it could not write, and the next call would report success.
            region->FlushError = Failed(SystemCalls.LastError);
        }

        return region->FlushError;
    }

    /// <summary>Writes unmapped pages to the file, so that their memory may be dropped. Under the block's lock.</summary>
    /// <returns>0, or a negative error code: then the file may have a part of the pages.</returns>
    public static int WriteBack(CoreRegion* region, long offset, long bytes)
        => region->FlushError != 0 ? region->FlushError : Write(region, offset, Math.Min(offset + bytes, region->FileBytes) - offset);

    /// <summary>Makes a part of a map ready for a write.</summary>
    /// <remarks>Linux ends a process that touches a part of a map for which the file is too short or its file system has no room.</remarks>
    /// <returns>0, or a negative error code. 0 if the region is no map.</returns>
    public static int PrepareMap(CoreRegion* region, long offset, long bytes)
    {
        if (region->MappedFile < 0)
        {
            return 0;
        }

        int error = Check(region->MappedFile, region->FileOffset + offset + bytes);
        if (error != 0 || IsWritable(region, offset, bytes))
        {
            return error;
        }

        // The call that makes room reports why the range is not writable.
        error = Reserve(region->MappedFile, region->FileOffset + offset, bytes);
        return error != 0 || IsWritable(region, offset, bytes) ? error : Failed(SystemCalls.ErrorInput);
    }

    /// <summary>Reserves room for a part of a file in its file system, where the file system supports it.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int Reserve(int file, long offset, long bytes)
    {
        int result;
        do
        {
            result = SystemCalls.Allocate(file, SystemCalls.KeepingSize, offset, bytes);
        }
        while (result != 0 && SystemCalls.LastError == SystemCalls.ErrorInterrupted);

        return result == 0 || SystemCalls.LastError == SystemCalls.ErrorNotSupported ? 0 : Failed(SystemCalls.LastError);
    }

    /// <summary>Copies a part of a map to frames. It reads the file through system calls, since the file may become shorter at any time.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int Upload(CoreDevice* device, long target, CoreRegion* region, long offset, long bytes)
    {
        long room = Math.Min(bytes, CopyBytes);
        byte* piece = (byte*)NativeMemory.Alloc((nuint)room);
        int error = 0;
        for (long done = 0; error == 0 && done < bytes; done += room)
        {
            long count = Math.Min(room, bytes - done);
            error = Read(region->MappedFile, region->FileOffset + offset + done, piece, count, out _);
            error = error != 0 ? error : DeviceCopies.Upload(device, target + done, piece, count);
        }

        NativeMemory.Free(piece);
        return error;
    }

    /// <summary>Copies frames to a part of a map, through a buffer.</summary>
    /// <remarks>A failed device copy may have written anything. The buffer keeps such bytes out of the map, since bytes in the map are in the file.</remarks>
    /// <returns>0, or a negative error code.</returns>
    public static int Download(CoreMirror* mirror, long source, long offset, long bytes)
    {
        long room = Math.Min(bytes, CopyBytes);
        byte* piece = (byte*)NativeMemory.Alloc((nuint)room);
        int error = 0;
        for (long done = 0; error == 0 && done < bytes; done += room)
        {
            long count = Math.Min(room, bytes - done);
            error = DeviceCopies.Download(mirror, source + done, piece, count);
            if (error == 0)
            {
                NativeMemory.Copy(piece, mirror->Region->Alias + offset + done, (nuint)count);
            }
        }

        NativeMemory.Free(piece);
        return error;
    }

    /// <summary>Whether the pages of a range can be written, as far as Linux can tell. If so, they are mapped.</summary>
    private static bool IsWritable(CoreRegion* region, long offset, long bytes)
    {
        nint start = (nint)(region->Alias + offset) & -(nint)CoreRegion.PageSize;
        nint end = (nint)(region->Alias + offset + bytes);
        return SystemCalls.Advise((void*)start, (nuint)(end - start), SystemCalls.AdvisePopulateWrite) == 0 || SystemCalls.LastError != SystemCalls.ErrorAddress;
    }

    private static int FlushBlock(CoreRegion* region, long offset, long bytes)
    {
        for (long start = offset; start < offset + bytes;)
        {
            long stop = HostMarks.EndOfSame(region, start, offset + bytes, HostMark.Dirty);
            if (!HostMarks.Has(region, start, HostMark.Dirty))
            {
                start = stop;
                continue;
            }

            stop = HostMarks.EndOfSame(region, start, stop, HostMark.Poisoned);
            if (HostMarks.Has(region, start, HostMark.Poisoned))
            {
                // The file keeps its own contents of lost pages.
                start = stop;
                continue;
            }

            // From here on a write by the host faults again. Hardware writes pinned pages without a fault, so every flush writes them.
            stop = HostMarks.EndOfSame(region, start, stop, HostMark.Pinned);
            if (!HostMarks.Has(region, start, HostMark.Pinned) && HostView.WriteProtect(region, start, stop - start, protect: true) == 0)
            {
                HostMarks.Clear(region, start, stop - start, HostMark.Dirty);
            }

            int error = Write(region, start, Math.Min(stop, region->FileBytes) - start);
            if (error != 0)
            {
                HostMarks.Set(region, start, stop - start, HostMark.Dirty);
                return error;
            }

            start = stop;
        }

        return 0;
    }

    private static int Read(int file, long offset, byte* target, long bytes, out long done)
    {
        for (done = 0; done < bytes;)
        {
            nint read = SystemCalls.ReadAt(file, target + done, (nuint)(bytes - done), offset + done);
            if (read == 0)
            {
                return Failed(SystemCalls.ErrorNoData);
            }

            if (read < 0 && SystemCalls.LastError != SystemCalls.ErrorInterrupted)
            {
                return Failed(SystemCalls.LastError);
            }

            done += Math.Max(0, read);
        }

        return 0;
    }

    private static int Write(CoreRegion* region, long offset, long bytes)
    {
        // A write beyond the end would make the file long again, with zeros in between.
        int error = Check(region->File, region->FileOffset + offset + bytes);
        if (error == 0 && bytes > 0 && SystemCalls.FileSizeLimit() < region->FileOffset + offset + bytes)
        {
            // Linux would end the process.
            error = Failed(SystemCalls.ErrorTooLarge);
        }

        for (long done = 0; error == 0 && done < bytes;)
        {
            nint written = SystemCalls.WriteAt(region->File, region->Alias + offset + done, (nuint)(bytes - done), region->FileOffset + offset + done);
            if (written == 0 || (written < 0 && SystemCalls.LastError != SystemCalls.ErrorInterrupted))
            {
                error = Failed(written == 0 ? SystemCalls.ErrorInput : SystemCalls.LastError);
            }

            done += Math.Max(0, written);
        }

        return error;
    }

    private static int Check(int file, long end)
    {
        long length = SystemCalls.LengthOf(file);
        return length < 0 ? Failed(SystemCalls.LastError) : length < end ? Failed(SystemCalls.ErrorNoData) : 0;
    }

    private static int Failed(int error) => -(SystemCalls.FileError + error);
}
