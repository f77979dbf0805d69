namespace HmmGen.DataFrames;

/// <summary>A column of a mapped file, whatever its type.</summary>
internal interface IFrameColumn : IDisposable
{
    /// <summary>The name.</summary>
    string Name { get; }

    /// <summary>The bytes of values and bitmap.</summary>
    long Bytes { get; }

    /// <summary>The bytes of the column that were copied to a device.</summary>
    /// <param name="device">The device.</param>
    /// <returns>The bytes.</returns>
    long BytesMovedTo(HmmDevice device);
}
