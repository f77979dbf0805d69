using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>
/// Comparisons of floating-point numbers. They give an <see cref="int"/> because ILGPU's OpenCL back end turns a branch on
/// <c>x &lt; y</c> into its opposite, <c>x &gt;= y</c>, which is wrong for NaN; a number keeps the order as it is.
/// </content>
public static partial class DeviceMath
{
    /// <summary>Whether a number is less than another; never so for NaN.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The other.</param>
    /// <returns>1 or 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Less(float left, float right) => left < right ? 1 : 0;

    /// <inheritdoc cref="Less(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Less(double left, double right) => left < right ? 1 : 0;

    /// <summary>Whether a number is at most another; never so for NaN.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The other.</param>
    /// <returns>1 or 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LessOrEqual(float left, float right) => left <= right ? 1 : 0;

    /// <inheritdoc cref="LessOrEqual(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LessOrEqual(double left, double right) => left <= right ? 1 : 0;

    /// <summary>Whether a number is greater than another; never so for NaN.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The other.</param>
    /// <returns>1 or 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Greater(float left, float right) => left > right ? 1 : 0;

    /// <inheritdoc cref="Greater(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Greater(double left, double right) => left > right ? 1 : 0;

    /// <summary>Whether a number is at least another; never so for NaN.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The other.</param>
    /// <returns>1 or 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int GreaterOrEqual(float left, float right) => left >= right ? 1 : 0;

    /// <inheritdoc cref="GreaterOrEqual(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int GreaterOrEqual(double left, double right) => left >= right ? 1 : 0;

    /// <summary>Whether a value is not a number.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNaN(float value) => (BitConverter.SingleToInt32Bits(value) & 0x7FFF_FFFF) > 0x7F80_0000;

    /// <inheritdoc cref="IsNaN(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNaN(double value) => (BitConverter.DoubleToInt64Bits(value) & 0x7FFF_FFFF_FFFF_FFFF) > 0x7FF0_0000_0000_0000;

    /// <summary>Whether a value is infinite.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInfinity(float value) => (BitConverter.SingleToInt32Bits(value) & 0x7FFF_FFFF) == 0x7F80_0000;

    /// <inheritdoc cref="IsInfinity(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInfinity(double value) => (BitConverter.DoubleToInt64Bits(value) & 0x7FFF_FFFF_FFFF_FFFF) == 0x7FF0_0000_0000_0000;

    /// <summary>Whether a value is finite.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFinite(float value) => (BitConverter.SingleToInt32Bits(value) & 0x7FFF_FFFF) < 0x7F80_0000;

    /// <inheritdoc cref="IsFinite(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFinite(double value) => (BitConverter.DoubleToInt64Bits(value) & 0x7FFF_FFFF_FFFF_FFFF) < 0x7FF0_0000_0000_0000;
}
