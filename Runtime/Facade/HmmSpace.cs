using System.Globalization;
using System.Runtime.CompilerServices;
using HmmGen.Coherence;
using HmmGen.Memory;

namespace HmmGen;

/// <summary>A mirrored address space: where arrays that devices mirror come from.</summary>
/// <remarks>
/// How the host shares the memory is <see cref="HostMode"/>. A space takes the best mode that the process can have, unless the environment variable
/// <c>HMMGEN_HOST_MODE</c> (<c>transparent</c>, <c>user</c>, <c>scopes</c>) asks for one.
/// </remarks>
public sealed class HmmSpace
{
    private readonly Lazy<HostModeChoice> _choice;
    private readonly Lazy<SlabAllocator> _slabs;

    /// <summary>Makes a space in the best mode that there is.</summary>
    public HmmSpace()
        : this(new Lazy<HostModeChoice>(HostModeChoice.Best))
    {
    }

    /// <summary>Makes a space in a mode.</summary>
    /// <param name="mode">The mode.</param>
    /// <exception cref="PlatformNotSupportedException">The mode cannot be had; the message says what to do for it.</exception>
    public HmmSpace(HmmHostMode mode)
        : this(new Lazy<HostModeChoice>(HostModeChoice.Exactly(mode)))
    {
    }

    private HmmSpace(Lazy<HostModeChoice> choice)
    {
        _choice = choice;
        _slabs = new Lazy<SlabAllocator>(() => new SlabAllocator(Service));
    }

    /// <summary>The space of the process.</summary>
    public static HmmSpace Shared { get; } = new();

    /// <summary>
    /// How the host shares the memory with devices. <see cref="HmmHostMode.Scopes"/> where <c>HMMGEN_HOST_MODE</c> asks for what cannot be had.
    /// </summary>
    public HmmHostMode HostMode => _choice.Value.Mode;

    /// <summary>Why <see cref="HostMode"/> was chosen, and what to do to get the best one; or why the space gives no memory.</summary>
    public string HostModeReason => _choice.Value.Reason;

    /// <summary>The largest array, in bytes, whose memory counts as the collected heap's; no limit unless it is set.</summary>
    /// <remarks>
    /// The collector keeps such an array alive as long as anything refers to it or to a span over it, and counts it against the heap's limits. An array that
    /// is larger, or that the heap cannot have, lies elsewhere: once a span over it was taken it is kept until it is disposed of.
    /// </remarks>
    public long LargestOnHeap { get; init; } = long.MaxValue;

    /// <summary>
    /// How many bytes of files that are mapped for writing are kept in memory, in all spaces of one mode together; at first a quarter of what the process may
    /// have. Spaces of the other mode keep as much of their own.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <remarks>
    /// Where there is more, what has not been touched for longest is dropped and read again when it is needed; changes are then written to their files before
    /// they are flushed. Pinned elements stay. In <see cref="HmmHostMode.Scopes"/> the system decides, as of any mapped file.
    /// </remarks>
    public static long FileMemory
    {
        get => HmmGen.Coherence.FileMemory.Limit;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            HmmGen.Coherence.FileMemory.Limit = value;
        }
    }

    /// <summary>Who watches the space's memory; null when nobody does.</summary>
    internal FaultService? Service => _choice.Value.Refusal is { } refusal ? throw new PlatformNotSupportedException(refusal) : _choice.Value.Service;

    /// <summary>Allocates an array of zeros. Elements that nobody touches take no memory.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <returns>The array; to be disposed of.</returns>
    /// <exception cref="PlatformNotSupportedException"><c>HMMGEN_HOST_MODE</c> asks for a mode that does not exist or cannot be had.</exception>
    /// <exception cref="HmmOutOfMemoryException">The process cannot have that much, or has too many arrays.</exception>
    public HmmArray<T> Allocate<T>(long length) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
        {
            return new HmmArray<T>(null, 0, 0, ownsRegion: true);
        }

        int size = Unsafe.SizeOf<T>();
        long bytes = checked(length * size);
        MemoryRegion region = new(Zeros(bytes), length, size, untouched: true, HmmProtection.ReadWrite);
        return new HmmArray<T>(region, 0, length, ownsRegion: true);
    }

    /// <summary>Allocates an array of zeros in pages of the host of a size.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <param name="pages">The pages.</param>
    /// <returns>The array; to be disposed of.</returns>
    /// <exception cref="PlatformNotSupportedException">The system makes no huge pages, or the environment asks for a mode that cannot be had.</exception>
    /// <exception cref="HmmOutOfMemoryException">The process cannot have that much, or the system has not that many huge pages.</exception>
    public HmmArray<T> Allocate<T>(long length, HmmPages pages) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (!Enum.IsDefined(pages))
        {
            throw new ArgumentOutOfRangeException(nameof(pages));
        }

        if (pages == HmmPages.Default || length == 0)
        {
            return Allocate<T>(length);
        }

        int size = Unsafe.SizeOf<T>();
        long bytes = checked(length * size);
        bool onHeap = bytes <= LargestOnHeap;
        HostMemory memory = Service is { } service ? new WatchedHostMemory(service, bytes, onHeap, pages) : UnwatchedHugeMemory.Make(bytes, onHeap);
        MemoryRegion region = new(memory, length, size, untouched: true, HmmProtection.ReadWrite);
        return new HmmArray<T>(region, 0, length, ownsRegion: true);
    }

    /// <summary>Allocates an array and reads a file into it, such as <see cref="HmmArray{T}.SaveAsync"/> writes.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="path">The file, a whole number of elements.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The array; to be disposed of.</returns>
    /// <exception cref="ArgumentException">The file is no whole number of elements.</exception>
    /// <exception cref="EndOfStreamException">The file became shorter meanwhile.</exception>
    public async Task<HmmArray<T>> LoadAsync<T>(string path, CancellationToken cancellationToken = default) where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        long bytes = new FileInfo(path).Length;
        int size = Unsafe.SizeOf<T>();
        if (bytes % size != 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The {bytes} bytes of {path} are not a multiple of the element size, {size} bytes."), nameof(path));
        }

        HmmArray<T> array = Allocate<T>(bytes / size);
        try
        {
            await array.LoadAsync(path, cancellationToken).ConfigureAwait(false);
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
    /// Reading, or reading and writing: then changes reach the file at the latest with <see cref="HmmArray{T}.Flush"/>, and before where memory is short
    /// (<see cref="FileMemory"/>).
    /// </param>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">The number of elements; null for all up to the file's end, which must be an element's end.</param>
    /// <returns>The array; to be disposed of.</returns>
    /// <exception cref="ArgumentException">The access is writing only, or the file's rest is no whole number of elements.</exception>
    /// <exception cref="EndOfStreamException">The file ends before the elements do.</exception>
    /// <exception cref="IOException">The file cannot be read, or its file system cannot map it.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not open it so.</exception>
    public HmmArray<T> MapFile<T>(string path, FileAccess access, long offset = 0, long? length = null) where T : unmanaged
    {
        return access is FileAccess.Read or FileAccess.ReadWrite
            ? Map<T>(path, access == FileAccess.Read ? FileSharing.ReadOnly : FileSharing.Written, offset, length)
            : throw new ArgumentException("A file cannot be mapped for writing only: map with FileAccess.Read or FileAccess.ReadWrite.", nameof(access));
    }

    /// <summary>
    /// Maps a file, or a part of one, as an array whose changes stay in memory (copy on write): pages of the file are read as they are needed.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">The number of elements; null for all up to the file's end, which must be an element's end.</param>
    /// <returns>The array; to be disposed of.</returns>
    /// <exception cref="ArgumentException">The file's rest is no whole number of elements.</exception>
    /// <exception cref="EndOfStreamException">The file ends before the elements do.</exception>
    /// <remarks>
    /// Each map has pages of its own. What others write to the file is seen in pages that have not been read yet. Pages that have been read are the map's:
    /// they stay when the file becomes shorter.
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
        FileStream stream = new(path, FileMode.Open, access, FileShare.ReadWrite);
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
            long bytes = checked(count * size);
            if (bytes > rest)
            {
                throw new EndOfStreamException(
                    string.Create(CultureInfo.InvariantCulture, $"{path} has {rest} bytes from {offset}, but {count} elements need {bytes} bytes."));
            }

            MappableFile.Check(stream, path, offset + bytes);
            if (count == 0)
            {
                stream.Dispose();
                return new HmmArray<T>(null, 0, 0, ownsRegion: true);
            }

            MemoryRegion region = new(
                Memory(stream, new FilePart(stream.SafeFileHandle, offset, sharing), bytes),
                count,
                size,
                untouched: false,
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
            stream.Dispose();
            throw;
        }
    }

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
