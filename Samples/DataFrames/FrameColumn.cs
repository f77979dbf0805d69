using System.Runtime.CompilerServices;

namespace HmmGen.DataFrames;

/// <summary>A column of a mapped file: its values and its bitmap, each an array over a part of the file.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="Name">The name.</param>
/// <param name="Values">The values.</param>
/// <param name="Bits">A bit for each value, 1 where it is not null; empty where none is null.</param>
internal sealed record FrameColumn<T>(string Name, HmmArray<T> Values, HmmArray<byte> Bits) : IFrameColumn where T : unmanaged
{
    /// <inheritdoc/>
    public long Bytes => Values.Length * Unsafe.SizeOf<T>() + Bits.Length;

    /// <inheritdoc/>
    public long BytesMovedTo(HmmDevice device) => Values.StatisticsOn(device).BytesIn + (Bits.Length == 0 ? 0 : Bits.StatisticsOn(device).BytesIn);

    /// <inheritdoc/>
    public void Dispose()
    {
        Values.Dispose();
        Bits.Dispose();
    }
}
