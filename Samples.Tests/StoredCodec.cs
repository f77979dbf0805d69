using Apache.Arrow.Ipc;

namespace HmmGen.Samples.Tests;

/// <summary>Writes compressed bodies without making them smaller: the file says that they are compressed, and that is what a reader sees first.</summary>
internal sealed class StoredCodec : ICompressionCodecFactory, ICompressionCodec
{
    /// <inheritdoc/>
    public ICompressionCodec CreateCodec(CompressionCodecType compressionCodecType) => this;

    /// <inheritdoc/>
    public ICompressionCodec CreateCodec(CompressionCodecType compressionCodecType, int? compressionLevel) => this;

    /// <inheritdoc/>
    public int Decompress(ReadOnlyMemory<byte> source, Memory<byte> destination)
    {
        source.CopyTo(destination);
        return source.Length;
    }

    /// <inheritdoc/>
    public void Compress(ReadOnlyMemory<byte> source, Stream destination) => destination.Write(source.Span);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
