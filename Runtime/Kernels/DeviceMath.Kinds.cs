using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>What kind of number a floating-point value is.</content>
public static partial class DeviceMath
{
    /// <summary>Whether the sign bit is set; also of -0 and of NaN.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegative(float value) => float.IsNegative(value);

    /// <inheritdoc cref="IsNegative(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegative(double value) => double.IsNegative(value);

    /// <summary>Whether the sign bit is not set; also of 0 and of NaN.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPositive(float value) => float.IsPositive(value);

    /// <inheritdoc cref="IsPositive(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPositive(double value) => double.IsPositive(value);

    /// <summary>Whether a value is a number of full precision: not 0, not subnormal, not infinite.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNormal(float value) => float.IsNormal(value);

    /// <inheritdoc cref="IsNormal(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNormal(double value) => double.IsNormal(value);

    /// <summary>Whether a value is so small that it has lost precision; not so for 0.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSubnormal(float value) => float.IsSubnormal(value);

    /// <inheritdoc cref="IsSubnormal(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSubnormal(double value) => double.IsSubnormal(value);

    /// <summary>Whether a value is infinite and positive.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPositiveInfinity(float value) => float.IsPositiveInfinity(value);

    /// <inheritdoc cref="IsPositiveInfinity(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPositiveInfinity(double value) => double.IsPositiveInfinity(value);

    /// <summary>Whether a value is infinite and negative.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegativeInfinity(float value) => float.IsNegativeInfinity(value);

    /// <inheritdoc cref="IsNegativeInfinity(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegativeInfinity(double value) => double.IsNegativeInfinity(value);

    /// <summary>Whether a value is a number, also an infinite one.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsRealNumber(float value) => float.IsRealNumber(value);

    /// <inheritdoc cref="IsRealNumber(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsRealNumber(double value) => double.IsRealNumber(value);

    /// <summary>Whether a value is a whole number.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInteger(float value) => float.IsInteger(value);

    /// <inheritdoc cref="IsInteger(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInteger(double value) => double.IsInteger(value);

    /// <summary>Whether a value is a whole and even number.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEvenInteger(float value) => float.IsEvenInteger(value);

    /// <inheritdoc cref="IsEvenInteger(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEvenInteger(double value) => double.IsEvenInteger(value);

    /// <summary>Whether a value is a whole and odd number.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOddInteger(float value) => float.IsOddInteger(value);

    /// <inheritdoc cref="IsOddInteger(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOddInteger(double value) => double.IsOddInteger(value);

    /// <summary>Whether a value is a power of two.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPow2(float value) => float.IsPow2(value);

    /// <inheritdoc cref="IsPow2(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPow2(double value) => double.IsPow2(value);
}
