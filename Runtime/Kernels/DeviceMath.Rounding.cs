using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>Rounding and remainders.</content>
public static partial class DeviceMath
{
    /// <summary>The greatest whole number that is not above a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The whole number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Floor(float value) => MathF.Floor(value);

    /// <inheritdoc cref="Floor(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Floor(double value) => Math.Floor(value);

    /// <summary>The least whole number that is not below a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The whole number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Ceiling(float value) => MathF.Ceiling(value);

    /// <inheritdoc cref="Ceiling(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Ceiling(double value) => Math.Ceiling(value);

    /// <summary>A number without its fraction.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The whole number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Truncate(float value) => MathF.Truncate(value);

    /// <inheritdoc cref="Truncate(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Truncate(double value) => Math.Truncate(value);

    /// <summary>The nearest whole number; the even one of two.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The whole number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Round(float value) => MathF.Round(value);

    /// <inheritdoc cref="Round(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Round(double value) => Math.Round(value);

    /// <summary>What is left of a number when another is taken from it as often as possible: the operator <c>%</c>.</summary>
    /// <remarks>Exact, and with the sign of the first.</remarks>
    /// <param name="left">The number.</param>
    /// <param name="right">The other.</param>
    /// <returns>The remainder.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Remainder(float left, float right) => left % right;

    /// <inheritdoc cref="Remainder(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Remainder(double left, double right) => left % right;

    /// <summary>What is left of a number when the nearest multiple of another is taken from it; exact. Of two as near it is the even multiple.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The other.</param>
    /// <returns>The remainder.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float IEEERemainder(float left, float right) => MathF.IEEERemainder(left, right);

    /// <inheritdoc cref="IEEERemainder(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double IEEERemainder(double left, double right) => Math.IEEERemainder(left, right);
}
