using Apache.Arrow.Ipc;

namespace HmmGen.DataFrames;

/// <summary>Refuses compressed columns when Apache.Arrow asks how to decompress them: what is mapped is used where it lies.</summary>
/// <param name="path">The file.</param>
internal sealed class PlainBodies(string path) : ICompressionCodecFactory
{
    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">Always.</exception>
    public ICompressionCodec CreateCodec(CompressionCodecType compressionCodecType)
        => throw new InvalidDataException(
            $"{path}: the columns are compressed ({compressionCodecType}), so they cannot be used where they lie. Write the file without compression: "
            + "in pyarrow IpcWriteOptions(compression=None), in pandas to_feather(…, compression='uncompressed').");

    /// <inheritdoc/>
    public ICompressionCodec CreateCodec(CompressionCodecType compressionCodecType, int? compressionLevel) => CreateCodec(compressionCodecType);
}
