using Apache.Arrow;

namespace HmmGen.DataFrames;

/// <summary>A column of a mapped file, whatever its type.</summary>
internal interface IFrameColumn : IDisposable
{
    /// <summary>The name.</summary>
    string Name { get; }

    /// <summary>The bytes of values and bitmaps.</summary>
    long Bytes { get; }

    /// <summary>Adds the part that the next record batch has.</summary>
    /// <param name="data">The part as Apache.Arrow read it, over the file's bytes.</param>
    /// <param name="file">The file's bytes.</param>
    /// <exception cref="InvalidDataException">The part does not lie in the file.</exception>
    void Add(ArrayData data, MappedBytes file);

    /// <summary>The bytes of the column that were copied to a device.</summary>
    /// <param name="device">The device.</param>
    /// <returns>The bytes.</returns>
    long BytesMovedTo(HmmDevice device);
}
