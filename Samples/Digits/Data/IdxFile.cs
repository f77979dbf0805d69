using System.Buffers.Binary;
using System.IO.Compression;

namespace HmmGen.Digits;

/// <summary>An array of bytes in the IDX format, the one of MNIST; compressed by gzip or not.</summary>
/// <param name="Sizes">The size of each dimension, outermost first.</param>
/// <param name="Elements">The elements.</param>
public sealed record IdxFile(IReadOnlyList<int> Sizes, byte[] Elements)
{
    private const byte UnsignedBytes = 8;
    private static readonly byte[] GzipMagic = [0x1F, 0x8B];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimensions">How many dimensions it must have.</param>
    /// <returns>What it holds.</returns>
    /// <exception cref="InvalidDataException">The file is of another format, of other dimensions, or too short.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxFile Read(string path, int dimensions)
    {
        using FileStream file = File.OpenRead(path);
        try
        {
            using Stream content = IsCompressed(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
            return Read(content, dimensions);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException($"{path}: the file ends too early; is the download complete?");
        }
        catch (InvalidDataException failure)
        {
            throw new InvalidDataException($"{path}: {failure.Message}", failure);
        }
    }

    private static IdxFile Read(Stream content, int dimensions)
    {
        Span<byte> word = stackalloc byte[4];
        content.ReadExactly(word);
        if (word[0] != 0 || word[1] != 0)
            throw new InvalidDataException($"this is no IDX file: it starts with {Convert.ToHexString(word)}, not with 0000.");
        if (word[2] != UnsignedBytes)
            throw new InvalidDataException($"the elements are of type {word[2]:X2}, not unsigned bytes (08).");
        if (word[3] != dimensions)
            throw new InvalidDataException($"the array has {word[3]} dimensions, not {dimensions}; are images and labels exchanged?");

        int[] sizes = new int[dimensions];
        long count = 1;
        for (int k = 0; k < dimensions; k++)
        {
            content.ReadExactly(word);
            sizes[k] = BinaryPrimitives.ReadInt32BigEndian(word);
            count = sizes[k] < 0 ? long.MaxValue : count * sizes[k];
            if (count > Array.MaxLength)
                throw new InvalidDataException("the array is too large.");
        }

        byte[] elements = new byte[count];
        content.ReadExactly(elements);
        return content.ReadByte() < 0
            ? new IdxFile(sizes, elements)
            : throw new InvalidDataException("there is more in the file than its sizes say.");
    }

    private static bool IsCompressed(FileStream file)
    {
        Span<byte> start = stackalloc byte[2];
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return start[..read].SequenceEqual(GzipMagic);
    }
}
