using System.Globalization;
using System.Runtime.CompilerServices;
using HmmGen.Memory;

namespace HmmGen;

/// <summary>A mirrored address space: where arrays that devices mirror come from.</summary>
public sealed class HmmSpace
{
    /// <summary>The space of the process.</summary>
    public static HmmSpace Shared { get; } = new();

    /// <summary>Allocates an array of zeros. Elements that nobody touches take no memory.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <returns>The array; to be disposed of.</returns>
    public HmmArray<T> Allocate<T>(long length) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
        {
            return new HmmArray<T>(null, 0, 0, ownsRegion: true);
        }

        int size = Unsafe.SizeOf<T>();
        NativeHostMemory memory = new(checked(length * size));
        MemoryRegion region = new(memory, length, size, untouched: true, HmmProtection.ReadWrite);
        return new HmmArray<T>(region, 0, length, ownsRegion: true);
    }

    /// <summary>Maps a file, or a part of one, as an array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="access">Reading, or reading and writing: then changes reach the file at the latest with <see cref="HmmArray{T}.Flush"/>.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">The number of elements; null for all up to the file's end, which must be an element's end.</param>
    /// <returns>The array; to be disposed of.</returns>
    /// <exception cref="ArgumentException">The access is writing only, or the file's rest is no whole number of elements.</exception>
    /// <exception cref="EndOfStreamException">The file ends before the elements do.</exception>
    public HmmArray<T> MapFile<T>(string path, FileAccess access, long offset = 0, long? length = null) where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length ?? 0, nameof(length));
        if (access is not (FileAccess.Read or FileAccess.ReadWrite))
        {
            throw new ArgumentException("Memory that can be written can be read: map for Read or for ReadWrite.", nameof(access));
        }

        int size = Unsafe.SizeOf<T>();
        FileStream stream = new(path, FileMode.Open, access, FileShare.ReadWrite);
        try
        {
            long rest = stream.Length - offset;
            if (length is null && rest % size != 0)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The {rest} bytes of {path} from {offset} are no whole number of elements of {size} bytes."),
                    nameof(path));
            }

            long count = length ?? rest / size;
            long bytes = checked(count * size);
            if (bytes > rest)
            {
                throw new EndOfStreamException(
                    string.Create(CultureInfo.InvariantCulture, $"{path} has {rest} bytes from {offset}, not the {bytes} of {count} elements."));
            }

            if (count == 0)
            {
                stream.Dispose();
                return new HmmArray<T>(null, 0, 0, ownsRegion: true);
            }

            bool writable = access == FileAccess.ReadWrite;
            MappedHostMemory memory = new(stream, offset, bytes, writable);
            MemoryRegion region = new(
                memory, count, size, untouched: false, writable ? HmmProtection.ReadWrite : HmmProtection.ReadOnly);
            return new HmmArray<T>(region, 0, count, ownsRegion: true);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
