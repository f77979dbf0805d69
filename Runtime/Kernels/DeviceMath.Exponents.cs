using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>Binary exponents, and the neighbours of a number.</content>
public static partial class DeviceMath
{
    /// <summary>A number times 2 to a power.</summary>
    /// <param name="value">The number.</param>
    /// <param name="power">The power.</param>
    /// <returns>The product, rounded once.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ScaleB(float value, int power) => MathF.ScaleB(value, power);

    /// <inheritdoc cref="ScaleB(float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ScaleB(double value, int power) => Math.ScaleB(value, power);

    /// <summary>The exponent of 2 in a number, without its fraction.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The exponent; the least integer for 0, the greatest for what is infinite or not a number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ILogB(float value) => MathF.ILogB(value);

    /// <inheritdoc cref="ILogB(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ILogB(double value) => Math.ILogB(value);

    /// <summary>The next number above.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The next number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float BitIncrement(float value) => MathF.BitIncrement(value);

    /// <inheritdoc cref="BitIncrement(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double BitIncrement(double value) => Math.BitIncrement(value);

    /// <summary>The next number below.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The next number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float BitDecrement(float value) => MathF.BitDecrement(value);

    /// <inheritdoc cref="BitDecrement(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double BitDecrement(double value) => Math.BitDecrement(value);
}
