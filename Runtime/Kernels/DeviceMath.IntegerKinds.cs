using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>What kind of number an integer is. Narrower integers take the overload of <see cref="int"/>.</content>
public static partial class DeviceMath
{
    /// <summary>Whether a number is below 0.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegative(int value) => value < 0;

    /// <inheritdoc cref="IsNegative(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegative(long value) => value < 0;

    /// <summary>Whether a number is 0 or above.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPositive(int value) => value >= 0;

    /// <inheritdoc cref="IsPositive(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPositive(long value) => value >= 0;

    /// <summary>Whether a number is even.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEvenInteger(int value) => (value & 1) == 0;

    /// <inheritdoc cref="IsEvenInteger(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEvenInteger(uint value) => (value & 1) == 0;

    /// <inheritdoc cref="IsEvenInteger(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEvenInteger(long value) => (value & 1) == 0;

    /// <inheritdoc cref="IsEvenInteger(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEvenInteger(ulong value) => (value & 1) == 0;

    /// <summary>Whether a number is odd.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOddInteger(int value) => (value & 1) != 0;

    /// <inheritdoc cref="IsOddInteger(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOddInteger(uint value) => (value & 1) != 0;

    /// <inheritdoc cref="IsOddInteger(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOddInteger(long value) => (value & 1) != 0;

    /// <inheritdoc cref="IsOddInteger(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOddInteger(ulong value) => (value & 1) != 0;
}
