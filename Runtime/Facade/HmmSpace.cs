using System.Globalization;
using System.Runtime.CompilerServices;
using HmmGen.Coherence;
using HmmGen.Memory;

namespace HmmGen;

/// <summary>A mirrored address space: it allocates the arrays that devices mirror.</summary>
/// <remarks>
/// <see cref="HostMode"/> says how the host shares the memory with devices. A space takes the best mode that the process can have, unless the environment
/// variable <c>HMMGEN_HOST_MODE</c> (<c>transparent</c>, <c>user</c>, <c>scopes</c>, <c>auto</c>) asks for one. Any thread may use a space at any time.
/// </remarks>
public sealed class HmmSpace
{
    private readonly Lazy<HostModeChoice> _choice;
    private readonly Lazy<SlabAllocator> _slabs;

    /// <summary>Makes a space in the best mode that the process can have, or in the mode of <c>HMMGEN_HOST_MODE</c>.</summary>
    public HmmSpace()
        : this(new Lazy<HostModeChoice>(static () => Reported(HostModeChoice.Best())))
    {
    }

    /// <summary>Makes a space in a mode. <c>HMMGEN_HOST_MODE=scopes</c> rules out the transparent modes.</summary>
    /// <param name="mode">The mode.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such mode.</exception>
    /// <exception cref="PlatformNotSupportedException">The process cannot have the mode. The message says what to do.</exception>
    public HmmSpace(HmmHostMode mode)
        : this(new Lazy<HostModeChoice>(Enum.IsDefined(mode) ? Reported(HostModeChoice.Exactly(mode)) : throw new ArgumentOutOfRangeException(nameof(mode), mode, null)))
    {
    }

    private HmmSpace(Lazy<HostModeChoice> choice)
    {
        _choice = choice;
        _slabs = new Lazy<SlabAllocator>(() => new SlabAllocator(Service));
    }

    private static HostModeChoice Reported(HostModeChoice choice)
    {
        ChosenModes.Add(choice);
        return choice;
    }

    /// <summary>The space of the process, made with <see cref="HmmSpace()"/>.</summary>
    public static HmmSpace Shared { get; } = new();

    /// <summary>The mode in which the host shares the memory with devices.</summary>
    /// <remarks>
    /// It is <see cref="HmmHostMode.Scopes"/> when <c>HMMGEN_HOST_MODE</c> asks for a mode that does not exist or that the process cannot have. Then the space
    /// gives no memory.
    /// </remarks>
    public HmmHostMode HostMode => _choice.Value.Mode;

    /// <summary>The reason for <see cref="HostMode"/>, and what to do to get the best mode; or the reason why the space gives no memory.</summary>
    public string HostModeReason => _choice.Value.Reason;

    /// <summary>The largest size of an array, in bytes, for memory on the collected heap. The default is no limit.</summary>
    /// <remarks>
    /// The collector keeps an array on the heap alive as long as anything refers to it or to a span over it, and counts it against the heap's limits. An array
    /// that is larger, or for which the heap has no room, lies outside the heap. Once a span over such an array was taken, it stays until it is disposed of.
    /// A new value is for arrays that are allocated or mapped afterwards; <c>HmmSpace.Shared.LargestOnHeap = 1 &lt;&lt; 30</c> sets it for the whole process.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long LargestOnHeap
    {
        get => Volatile.Read(ref field);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Volatile.Write(ref field, value);
        }
    }
    = long.MaxValue;

    /// <summary>The largest size, in bytes, of the memory for files that are mapped for writing.</summary>
    /// <remarks>
    /// The limit holds for all spaces of one mode together; spaces of the other transparent mode have the same limit for themselves. The default is a quarter
    /// of the memory that the process may have. Beyond the limit, HmmGen drops the pages that were not touched for longest, and reads them again when they are
    /// needed. It first writes their changes to the files, also without <see cref="HmmArray{T}.Flush"/>. Pinned elements stay. In
    /// <see cref="HmmHostMode.Scopes"/> Linux decides, as for any mapped file.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public static long FileMemory
    {
        get => HmmGen.Coherence.FileMemory.Limit;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            HmmGen.Coherence.FileMemory.Limit = value;
        }
    }

    /// <summary>The service that watches the space's memory; null in <see cref="HmmHostMode.Scopes"/>.</summary>
    /// <exception cref="PlatformNotSupportedException"><c>HMMGEN_HOST_MODE</c> asks for a mode that does not exist or that the process cannot have.</exception>
    internal FaultService? Service => _choice.Value.Refusal is { } refusal ? throw new PlatformNotSupportedException(refusal) : _choice.Value.Service;

    /// <summary>Allocates an array of zeros. Unwritten pages take no memory.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements, at least 0.</param>
    /// <returns>The array. The caller disposes of it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="OverflowException">The size in bytes exceeds <see cref="long.MaxValue"/>.</exception>
    /// <exception cref="PlatformNotSupportedException"><c>HMMGEN_HOST_MODE</c> asks for a mode that does not exist or that the process cannot have.</exception>
    /// <exception cref="HmmOutOfMemoryException">The process cannot have that much memory, or has as many mappings as Linux allows.</exception>
    public HmmArray<T> Allocate<T>(long length) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
        {
            return new HmmArray<T>(null, 0, 0, ownsRegion: true);
        }

        int size = Unsafe.SizeOf<T>();
        long bytes = Bytes(length, size);
        MemoryRegion region = new(Zeros(bytes), length, size, unwritten: true, HmmProtection.ReadWrite);
        region.NoteElements<T>(isFirst: true);
        return new HmmArray<T>(region, 0, length, ownsRegion: true);
    }

    /// <summary>Allocates an array of zeros in host pages of a given size.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements, at least 0.</param>
    /// <param name="pages">The size of the host's pages.</param>
    /// <returns>The array. The caller disposes of it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or the page size is not a value of <see cref="HmmPages"/>.</exception>
    /// <exception cref="OverflowException">The size in bytes exceeds <see cref="long.MaxValue"/>.</exception>
    /// <exception cref="PlatformNotSupportedException">
    /// Linux makes no huge pages, or <c>HMMGEN_HOST_MODE</c> asks for a mode that does not exist or that the process cannot have.
    /// </exception>
    /// <exception cref="HmmOutOfMemoryException">
    /// The process cannot have that much memory, or Linux has not that many huge pages, or the process has as many mappings as Linux allows.
    /// </exception>
    public HmmArray<T> Allocate<T>(long length, HmmPages pages) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (!Enum.IsDefined(pages))
        {
            throw new ArgumentOutOfRangeException(nameof(pages), pages, null);
        }

        if (pages == HmmPages.Default || length == 0)
        {
            return Allocate<T>(length);
        }

        int size = Unsafe.SizeOf<T>();
        long bytes = Bytes(length, size);
        bool onHeap = bytes <= LargestOnHeap;
        HostMemory memory = Service is { } service ? new WatchedHostMemory(service, bytes, onHeap, pages) : UnwatchedHugeMemory.Make(bytes, onHeap);
        MemoryRegion region = new(memory, length, size, unwritten: true, HmmProtection.ReadWrite);
        region.NoteElements<T>(isFirst: true);
        return new HmmArray<T>(region, 0, length, ownsRegion: true);
    }

    /// <summary>Allocates an array and reads a whole file into it, such as <see cref="HmmArray{T}.SaveAsync"/> writes.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="path">The file. Its size must be a multiple of the element size.</param>
    /// <param name="cancellationToken">Cancels the read and frees the array.</param>
    /// <returns>A task for the array. The caller disposes of the array.</returns>
    /// <exception cref="ArgumentException">
    /// The path is null or empty, or the file's size is not a multiple of the element size.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not open the file, or it is a folder.</exception>
    /// <exception cref="EndOfStreamException">The file became shorter during the read.</exception>
    /// <exception cref="IOException">The file cannot be read, or is a device or a pipe, or does not say how long it is.</exception>
    /// <exception cref="PlatformNotSupportedException"><c>HMMGEN_HOST_MODE</c> asks for a mode that does not exist or that the process cannot have.</exception>
    /// <exception cref="HmmOutOfMemoryException">The process cannot have that much memory, or has as many mappings as Linux allows.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public async Task<HmmArray<T>> LoadAsync<T>(string path, CancellationToken cancellationToken = default) where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        cancellationToken.ThrowIfCancellationRequested();
        using FileStream file = RegularFile.Open(path, FileAccess.Read, FileShare.Read, FileOptions.Asynchronous);
        long bytes = file.Length;
        int size = Unsafe.SizeOf<T>();
        if (bytes % size != 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The {bytes} bytes of {path} are not a multiple of the element size, {size} bytes."), nameof(path));
        }

        RegularFile.Check(file, path, bytes);
        HmmArray<T> array = Allocate<T>(bytes / size);
        try
        {
            await array.ReadAsync(file, cancellationToken).ConfigureAwait(false);
            return array;
        }
        catch
        {
            array.Dispose();
            throw;
        }
    }

    /// <summary>Maps a file, or a part of one, as an array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="access">
    /// <see cref="FileAccess.Read"/>, or <see cref="FileAccess.ReadWrite"/>. With the latter, changes reach the file at the latest with
    /// <see cref="HmmArray{T}.Flush"/>, and earlier where memory is short (<see cref="FileMemory"/>).
    /// </param>
    /// <param name="offset">The first byte in the file, at least 0.</param>
    /// <param name="length">The number of elements, at least 0; null for all elements up to the file's end, which must be the end of an element.</param>
    /// <returns>The array. The caller disposes of it.</returns>
    /// <exception cref="ArgumentException">
    /// The path is null or empty, the access is writing only, or the bytes up to the file's end are not a multiple of the element size.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The offset or the length is negative, or the access is not a value of <see cref="FileAccess"/>.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not open the file, or it is a folder.</exception>
    /// <exception cref="EndOfStreamException">The file ends before the elements do, or has less than its reported size.</exception>
    /// <exception cref="IOException">
    /// The file cannot be read, or is a device or a pipe, or does not say how long it is, or its file system cannot map it, or this process has a map for
    /// writing of some of the bytes and the access is <see cref="FileAccess.ReadWrite"/>.
    /// </exception>
    /// <exception cref="PlatformNotSupportedException">
    /// The access is <see cref="FileAccess.ReadWrite"/>, and <c>HMMGEN_HOST_MODE</c> asks for a mode that does not exist or that the process cannot have.
    /// </exception>
    /// <exception cref="HmmOutOfMemoryException">The process cannot have that much memory, or has as many mappings as Linux allows.</exception>
    /// <remarks>
    /// A map for reading shows the host what others write to the file. Devices do not see it: they keep the pages that they have. After such a change call
    /// <see cref="HmmArray{T}.Prefetch(HmmDevice, HmmRange, HmmPrefetch)"/> with <see cref="HmmDevice.Host"/> and <see cref="HmmPrefetch.ForWriting"/>, so that
    /// devices lose their copies. <see cref="HmmDevice.Trim"/> does it for all arrays of a device.
    /// <para>
    /// Of a map for writing, other maps and other processes see what it has flushed. It writes whole pages: what others write to a page that the map has
    /// changed, it overwrites.
    /// </para>
    /// <para>
    /// As an element a <see cref="bool"/> is a byte that is 0 or 1. Of other bytes kernels on devices see only whether they are 0, where C# sees the raw byte:
    /// map the file as <see cref="byte"/> then.
    /// </para>
    /// </remarks>
    public HmmArray<T> MapFile<T>(string path, FileAccess access, long offset = 0, long? length = null) where T : unmanaged
    {
        FileSharing sharing = access switch
        {
            FileAccess.Read => FileSharing.ReadOnly,
            FileAccess.ReadWrite => FileSharing.Written,
            FileAccess.Write => throw new ArgumentException(
                "A file cannot be mapped for writing only: map with FileAccess.Read or FileAccess.ReadWrite.", nameof(access)),
            _ => throw new ArgumentOutOfRangeException(nameof(access), access, null),
        };
        return Map<T>(path, sharing, offset, length);
    }

    /// <summary>Maps a file, or a part of one, as an array whose changes stay in memory (copy on write).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="offset">The first byte in the file, at least 0.</param>
    /// <param name="length">The number of elements, at least 0; null for all elements up to the file's end, which must be the end of an element.</param>
    /// <returns>The array. The caller disposes of it.</returns>
    /// <exception cref="ArgumentException">The path is null or empty, or the bytes up to the file's end are not a multiple of the element size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The offset or the length is negative.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not open the file, or it is a folder.</exception>
    /// <exception cref="EndOfStreamException">The file ends before the elements do, or has less than its reported size.</exception>
    /// <exception cref="IOException">The file cannot be read, or is a device or a pipe, or does not say how long it is.</exception>
    /// <exception cref="PlatformNotSupportedException"><c>HMMGEN_HOST_MODE</c> asks for a mode that does not exist or that the process cannot have.</exception>
    /// <exception cref="HmmOutOfMemoryException">The process cannot have that much memory, or has as many mappings as Linux allows.</exception>
    /// <remarks>
    /// Pages of the file are read when they are needed. Each map has pages of its own. Pages that have not been read yet show what others write to the file.
    /// Pages that have been read belong to the map: they stay when the file becomes shorter. A <see cref="bool"/> must be a byte that is 0 or 1: map other
    /// bytes as <see cref="byte"/>.
    /// </remarks>
    public HmmArray<T> MapFilePrivate<T>(string path, long offset = 0, long? length = null) where T : unmanaged
        => Map<T>(path, FileSharing.Private, offset, length);

    private HmmArray<T> Map<T>(string path, FileSharing sharing, long offset, long? length) where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length ?? 0, nameof(length));
        int size = Unsafe.SizeOf<T>();
        FileAccess access = sharing == FileSharing.Written ? FileAccess.ReadWrite : FileAccess.Read;
        FileStream stream = RegularFile.Open(path, access, FileShare.ReadWrite);
        FileClaim? claim = null;
        try
        {
            long rest = stream.Length - offset;
            if (rest < 0)
            {
                throw new EndOfStreamException(
                    string.Create(CultureInfo.InvariantCulture, $"Offset {offset} is beyond the end of {path}, which has {stream.Length} bytes."));
            }

            if (length is null && rest % size != 0)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The {rest} bytes of {path} from {offset} are not a multiple of the element size, {size} bytes: give a length."),
                    nameof(path));
            }

            long count = length ?? rest / size;
            Int128 needed = (Int128)count * size;
            if (needed > rest)
            {
                throw new EndOfStreamException(
                    string.Create(CultureInfo.InvariantCulture, $"{path} has {rest} bytes from {offset}, but {count} elements need {needed} bytes."));
            }

            long bytes = (long)needed;
            RegularFile.Check(stream, path, offset + bytes);
            if (count == 0)
            {
                stream.Dispose();
                return new HmmArray<T>(null, 0, 0, ownsRegion: true);
            }

            claim = sharing == FileSharing.Written
                ? FileClaim.Make(FileState.Of(stream.SafeFileHandle, path).Identity, path, offset, offset + bytes)
                : null;
            OwnedHostMemory memory = Memory(stream, new FilePart(stream.SafeFileHandle, offset, sharing), bytes);
            memory.Claim = claim;
            MemoryRegion region = new(
                memory,
                count,
                size,
                unwritten: false,
                sharing == FileSharing.ReadOnly ? HmmProtection.ReadOnly : HmmProtection.ReadWrite,
                sharing == FileSharing.Private && Service is null ? new FileLoader(stream, offset, bytes) : null);
            if (region.IsTransparent)
            {
                stream.Dispose();
            }

            return new HmmArray<T>(region, 0, count, ownsRegion: true);
        }
        catch
        {
            claim?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    private static long Bytes(long length, int size)
        => length <= long.MaxValue / size
            ? length * size
            : throw new OverflowException(string.Create(
                CultureInfo.InvariantCulture,
                $"length: {length} elements of {size} bytes are more bytes than there are numbers for: allocate {long.MaxValue / size} elements at most."));

    private OwnedHostMemory Zeros(long bytes)
    {
        if (bytes <= Math.Min(SlabAllocator.Largest, LargestOnHeap) && _slabs.Value.TryAllocate(bytes) is { } part)
        {
            return part;
        }

        return Service is { } service ? new WatchedHostMemory(service, bytes, bytes <= LargestOnHeap) : Unwatched(bytes);
    }

    private OwnedHostMemory Memory(FileStream stream, FilePart file, long bytes)
        => file.Sharing != FileSharing.ReadOnly && Service is { } service ? new WatchedHostMemory(service, bytes, bytes <= LargestOnHeap, file: file)
            : file.Sharing == FileSharing.Private ? Unwatched(bytes)
            : new MappedHostMemory(stream, file.Offset, bytes, file.Sharing == FileSharing.Written);

    private OwnedHostMemory Unwatched(long bytes)
        => bytes <= LargestOnHeap && HeapPages.TryMake(bytes) is { } pages ? new HeapHostMemory(pages, bytes) : new PlainHostMemory(bytes);
}
