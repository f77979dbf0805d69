// Safety: reads into and writes from the core's own view, within the region; the file is open while the region lives.
namespace HmmGen.Faults;

/// <summary>Regions with a file beneath: pages are read from it when they are first needed and written to it by a flush.</summary>
internal static unsafe class FileBacking
{
    /// <summary>Reads the pages under a range that have not been read yet. Under the blocks' locks.</summary>
    /// <returns>0, or a negative error number.</returns>
    public static int Fill(FaultRegion* region, long offset, long bytes)
    {
        long end = Math.Min(region->Bytes, (offset + bytes + FaultRegion.PageSize - 1) & -FaultRegion.PageSize);
        for (long start = offset & -FaultRegion.PageSize; start < end;)
        {
            long stop = HostMarks.EndOfSame(region, start, end, HostMark.Filled);
            if (!HostMarks.Has(region, start, HostMark.Filled))
            {
                // Beyond the file's end a page is zero, but it must exist.
                HostView.Populate(region, start, stop - start);
                int error = Read(region, start, Math.Min(stop, region->FileBytes) - start);
                if (error != 0)
                {
                    return error;
                }

                HostMarks.Set(region, start, stop - start, HostMark.Filled);
            }

            start = stop;
        }

        return 0;
    }

    /// <summary>Writes changed pages to the file; those that come back changed afterwards are changed again.</summary>
    /// <returns>0, or a negative error number.</returns>
    public static int Flush(FaultRegion* region)
    {
        for (long offset = 0; offset < region->FileBytes; offset += FaultRegion.BlockBytes)
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

        return SystemCalls.Synchronize(region->File) == 0 ? 0 : -SystemCalls.LastError;
    }

    private static int FlushBlock(FaultRegion* region, long offset, long bytes)
    {
        for (long start = offset; start < offset + bytes;)
        {
            long stop = HostMarks.EndOfSame(region, start, offset + bytes, HostMark.Dirty);
            if (!HostMarks.Has(region, start, HostMark.Dirty))
            {
                start = stop;
                continue;
            }

            // From here on a write by the host is noticed again. Hardware writes pinned pages unseen: they are written by every flush.
            stop = HostMarks.EndOfSame(region, start, stop, HostMark.Pinned);
            if (!HostMarks.Has(region, start, HostMark.Pinned))
            {
                HostView.WriteProtect(region, start, stop - start, protect: true);
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

    private static int Read(FaultRegion* region, long offset, long bytes)
    {
        for (long done = 0; done < bytes;)
        {
            nint read = SystemCalls.ReadAt(region->File, region->Alias + offset + done, (nuint)(bytes - done), region->FileOffset + offset + done);
            if (read == 0)
            {
                // The file has become shorter: what it has lost reads as zero, as the rest of its last page always did.
                return 0;
            }

            if (read < 0 && SystemCalls.LastError != SystemCalls.ErrorInterrupted)
            {
                return -SystemCalls.LastError;
            }

            done += Math.Max(0, read);
        }

        return 0;
    }

    private static int Write(FaultRegion* region, long offset, long bytes)
    {
        for (long done = 0; done < bytes;)
        {
            nint written = SystemCalls.WriteAt(region->File, region->Alias + offset + done, (nuint)(bytes - done), region->FileOffset + offset + done);
            if (written < 0 && SystemCalls.LastError != SystemCalls.ErrorInterrupted)
            {
                return -SystemCalls.LastError;
            }

            done += Math.Max(0, written);
        }

        return 0;
    }
}
