using System.Numerics;

namespace HmmGen.Kernels;

/// <content>Counting and rotating bits. Signed integers come as unsigned ones, since ILGPU loses the sign of narrow ones within .NET's functions.</content>
public static partial class DeviceMath
{
    /// <inheritdoc cref="IBinaryInteger{T}.PopCount(T)"/>
    public static T PopCount<T>(T value) where T : IBinaryInteger<T>, IUnsignedNumber<T> => T.PopCount(value);

    /// <inheritdoc cref="IBinaryInteger{T}.LeadingZeroCount(T)"/>
    public static T LeadingZeroCount<T>(T value) where T : IBinaryInteger<T>, IUnsignedNumber<T> => T.LeadingZeroCount(value);

    /// <inheritdoc cref="IBinaryInteger{T}.TrailingZeroCount(T)"/>
    public static T TrailingZeroCount<T>(T value) where T : IBinaryInteger<T>, IUnsignedNumber<T> => T.TrailingZeroCount(value);

    /// <inheritdoc cref="IBinaryInteger{T}.RotateLeft(T, int)"/>
    public static T RotateLeft<T>(T value, int offset) where T : IBinaryInteger<T>, IUnsignedNumber<T> => T.RotateLeft(value, offset);

    /// <inheritdoc cref="IBinaryInteger{T}.RotateRight(T, int)"/>
    public static T RotateRight<T>(T value, int offset) where T : IBinaryInteger<T>, IUnsignedNumber<T> => T.RotateRight(value, offset);

    /// <summary>The place of the highest bit that is 1.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The place; 0 for 0.</returns>
    public static int BitLog2(uint value) => 31 - BitOperations.LeadingZeroCount(value | 1);

    /// <inheritdoc cref="BitLog2(uint)"/>
    public static int BitLog2(ulong value) => 63 - BitOperations.LeadingZeroCount(value | 1);

    /// <summary>The least power of two that is not below a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The power; 0 for 0, and where it does not fit.</returns>
    public static uint RoundUpToPowerOf2(uint value)
        => value == 0 || value > 1u << 31 ? 0 : value == 1 ? 1 : 2u << BitLog2(value - 1);

    /// <inheritdoc cref="RoundUpToPowerOf2(uint)"/>
    public static ulong RoundUpToPowerOf2(ulong value)
        => value == 0 || value > 1ul << 63 ? 0 : value == 1 ? 1 : 2ul << BitLog2(value - 1);
}
