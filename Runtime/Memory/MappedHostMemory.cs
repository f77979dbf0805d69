// Safety: the view's pointer is acquired once and released once, before the view is unmapped. It is never released where zeros took the
// view's place, since spans may be left over it. The core reads the file through a descriptor that is open as long as the view is mapped.
using System.IO.MemoryMappedFiles;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>A file mapped into the process.</summary>
internal sealed unsafe class MappedHostMemory : OwnedHostMemory
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly FileStream _stream;
    private readonly long _offset;
    private byte* _address;

    /// <summary>Maps a part of a file that is not empty.</summary>
    /// <param name="stream">The file; owned by the mapping from now on.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="writable">Whether changes go to the file.</param>
    public MappedHostMemory(FileStream stream, long offset, long bytes, bool writable)
    {
        Bytes = bytes;
        _stream = stream;
        _offset = offset;
        IsWrittenToFile = writable;
        MemoryMappedFileAccess access = writable ? MemoryMappedFileAccess.ReadWrite : MemoryMappedFileAccess.Read;
        try
        {
            _file = MemoryMappedFile.CreateFromFile(stream, null, 0, access, HandleInheritability.None, leaveOpen: false);
            _view = _file.CreateViewAccessor(offset, bytes, access);
        }
        catch
        {
            GC.SuppressFinalize(this);
            throw;
        }

        byte* address = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref address);
        _address = address + _view.PointerOffset;
        CollectionPace.Add(Bytes);
    }

    /// <inheritdoc/>
    public override byte* Address => _address;

    /// <inheritdoc/>
    public override long Bytes { get; }

    /// <inheritdoc/>
    public override CoreRegion* Core
    {
        get
        {
            CoreRegion* core = base.Core;
            if (OperatingSystem.IsLinux())
            {
                core->FileOffset = _offset;
                core->MappedFile = (int)_stream.SafeFileHandle.DangerousGetHandle();
            }

            return core;
        }
    }

    /// <inheritdoc/>
    public override void CheckFile(long start, long end)
    {
        if (RandomAccess.GetLength(_stream.SafeFileHandle) < _offset + end)
        {
            throw CoreErrors.Shorter();
        }
    }

    /// <inheritdoc/>
    /// <remarks>A file may have holes, which take room only when written. Where there is enough room, they stay holes.</remarks>
    public override void Reserve(long start, long end)
    {
        if (!OperatingSystem.IsLinux() || start == end || FileSystemRoom.Of(_stream.SafeFileHandle) > end - start)
        {
            return;
        }

        int error = FileBacking.Reserve((int)_stream.SafeFileHandle.DangerousGetHandle(), _offset + start, end - start);
        GC.KeepAlive(_stream);
        if (error != 0)
        {
            throw CoreErrors.Of(error, CoreErrors.LostText);
        }
    }

    /// <inheritdoc/>
    public override bool IsOnHeap => false;

    /// <inheritdoc/>
    public override bool IsWrittenToFile { get; }

    /// <inheritdoc/>
    public override void Flush() => _view.Flush();

    /// <inheritdoc/>
    protected override void Release()
    {
        CollectionPace.Remove(Bytes);
        byte* view = _address - _view.PointerOffset;
        if (IsKept && OperatingSystem.IsLinux() && ZeroMapping.TryReplace(view, Bytes + _view.PointerOffset))
        {
            // A pin may still ask for the pages.
            _file.Dispose();
            return;
        }

        _address = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    /// <inheritdoc/>
    protected override void Free() => Forget();
}
