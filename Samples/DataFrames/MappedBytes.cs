using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HmmGen.DataFrames;

/// <summary>The bytes of a mapped file, for as long as its columns are looked for.</summary>
/// <param name="path">The file.</param>
/// <param name="bytes">Its bytes.</param>
internal sealed class MappedBytes(string path, ReadOnlyMemory<byte> bytes)
{
    /// <summary>Maps a part of the file as an array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The part, a span over the file's bytes; it may be longer.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The array.</returns>
    /// <exception cref="InvalidDataException">The part is shorter, or does not lie in the file.</exception>
    public HmmArray<T> Part<T>(ReadOnlySpan<byte> buffer, int length) where T : unmanaged
    {
        ReadOnlySpan<byte> file = bytes.Span;
        nint offset = length == 0 ? 0 : Unsafe.ByteOffset(ref MemoryMarshal.GetReference(file), ref MemoryMarshal.GetReference(buffer));
        long size = (long)length * Unsafe.SizeOf<T>();
        if (buffer.Length < size || offset < 0 || offset + size > file.Length)
            throw new InvalidDataException($"{path}: the file is damaged: a column lies outside of it, or is shorter than its rows.");
        return HmmSpace.Shared.MapFile<T>(path, FileAccess.Read, offset, length);
    }
}
