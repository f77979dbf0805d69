// Safety: reads into the region's memory, which lives until the region's end. The caller holds the region's lock; so does the thread that disposes.
// The end of the region closes the file, and no finalizer of the handle's own.
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using Microsoft.Win32.SafeHandles;

namespace HmmGen.Memory;

/// <summary>
/// Reads a private map's pages from its file at their first use, where no service watches the memory. The memory is the array's own: a file that
/// becomes shorter takes nothing from it. A private map of Linux would lose what was written to it.
/// </summary>
/// <param name="file">The file; owned from now on.</param>
/// <param name="offset">The memory's first byte in the file.</param>
/// <param name="bytes">The size of the memory.</param>
internal sealed unsafe class FileLoader(FileStream file, long offset, long bytes) : IDisposable
{
    /// <summary>The largest number of pages for one read.</summary>
    private const long MostPages = 256;

    private readonly Lock _lock = new();
    private readonly SafeFileHandle _file = WithoutFinalizer(file.SafeFileHandle);
    private readonly PageSet _loaded = new((bytes + CoreRegion.PageSize - 1) / CoreRegion.PageSize);

    /// <summary>Reads the part of a range that has not been read yet.</summary>
    /// <param name="memory">The first byte of the memory.</param>
    /// <param name="start">The range's first byte.</param>
    /// <param name="end">The byte after the range's last.</param>
    /// <exception cref="EndOfStreamException">The file has become shorter; the pages read before stay.</exception>
    public void Load(byte* memory, long start, long end)
    {
        lock (_lock)
        {
            for (long page = Next(start, end); page >= 0; page = Next(start, end))
            {
                long most = Math.Min(MostPages, (end + CoreRegion.PageSize - 1) / CoreRegion.PageSize - page);
                long count = _loaded.Next(page, page + most) - page;
                start = page * CoreRegion.PageSize;
                ReadExactly(new Span<byte>(memory + start, (int)Math.Min(count * CoreRegion.PageSize, bytes - start)), offset + start);
                _loaded.Add(page, count);
            }
        }
    }

    /// <summary>Marks whole pages as not to be read: they get other contents than the file's.</summary>
    /// <param name="start">The first byte of the first page.</param>
    /// <param name="end">The byte after the last page.</param>
    public void Skip(long start, long end)
    {
        lock (_lock)
        {
            _loaded.Add(start / CoreRegion.PageSize, (end - start) / CoreRegion.PageSize);
        }
    }

    /// <summary>Throws when a range has pages that were not read before and that the file no longer has.</summary>
    /// <param name="start">The range's first byte.</param>
    /// <param name="end">The byte after the range's last.</param>
    /// <exception cref="EndOfStreamException">The file has become shorter.</exception>
    public void Check(long start, long end)
    {
        long length = RandomAccess.GetLength(_file);
        if (length >= offset + end)
        {
            return;
        }

        lock (_lock)
        {
            if (Next(Math.Max(start, (length - offset) & -CoreRegion.PageSize), end) >= 0)
            {
                throw CoreErrors.Shorter();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _loaded.Free();
    }

    /// <summary>The first page under a range that has not been read; -1 for none.</summary>
    private long Next(long start, long end)
    {
        long first = start / CoreRegion.PageSize;
        long stop = (end + CoreRegion.PageSize - 1) / CoreRegion.PageSize;
        long found = _loaded.NextAbsent(first, stop);
        return found < stop ? found : -1;
    }

    /// <summary>A handle that the loader closes. Its own finalizer would close it where the end of the region has to be put off.</summary>
    private static SafeFileHandle WithoutFinalizer(SafeFileHandle handle)
    {
        GC.SuppressFinalize(handle);
        return handle;
    }

    private void ReadExactly(Span<byte> target, long position)
    {
        for (int done = 0; done < target.Length;)
        {
            int read = RandomAccess.Read(_file, target[done..], position + done);
            if (read == 0)
            {
                throw CoreErrors.Shorter();
            }

            done += read;
        }
    }
}
