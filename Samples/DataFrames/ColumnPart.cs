using System.Runtime.CompilerServices;

namespace HmmGen.DataFrames;

/// <summary>The part of a column that one record batch has: its values and its bitmap, each an array over a part of the file.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="Values">The values.</param>
/// <param name="Bits">A bit for each value, 1 where it is not null; empty where none is null.</param>
internal sealed record ColumnPart<T>(HmmArray<T> Values, HmmArray<byte> Bits) : IDisposable where T : unmanaged
{
    /// <summary>The bytes of values and bitmap.</summary>
    public long Bytes => Values.Length * Unsafe.SizeOf<T>() + Bits.Length;

    /// <summary>The bytes of the part that were copied to a device.</summary>
    /// <param name="device">The device.</param>
    /// <returns>The bytes.</returns>
    public long BytesMovedTo(HmmDevice device) => Values.StatisticsOn(device).BytesIn + (Bits.Length == 0 ? 0 : Bits.StatisticsOn(device).BytesIn);

    /// <inheritdoc/>
    public void Dispose()
    {
        Values.Dispose();
        Bits.Dispose();
    }
}
