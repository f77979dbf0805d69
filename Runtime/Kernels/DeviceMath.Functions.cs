using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>Roots, powers, logarithms and trigonometry.</content>
public static partial class DeviceMath
{
    /// <summary>The square root, rounded correctly.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float value) => MathF.Sqrt(value);

    /// <inheritdoc cref="Sqrt(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sqrt(double value) => Math.Sqrt(value);

    /// <summary>e to a power.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float value) => MathF.Exp(value);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double value) => Math.Exp(value);

    /// <summary>The natural logarithm.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float value) => MathF.Log(value);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double value) => Math.Log(value);

    /// <summary>The logarithm to base 2.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log2(float value) => MathF.Log2(value);

    /// <inheritdoc cref="Log2(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log2(double value) => Math.Log2(value);

    /// <summary>The logarithm to base 10.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log10(float value) => MathF.Log10(value);

    /// <inheritdoc cref="Log10(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log10(double value) => Math.Log10(value);

    /// <summary>The sine.</summary>
    /// <param name="value">The number, in radians.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sin(float value) => MathF.Sin(value);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sin(double value) => Math.Sin(value);

    /// <summary>The cosine.</summary>
    /// <param name="value">The number, in radians.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cos(float value) => MathF.Cos(value);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cos(double value) => Math.Cos(value);

    /// <summary>The tangent.</summary>
    /// <param name="value">The number, in radians.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tan(float value) => MathF.Tan(value);

    /// <inheritdoc cref="Tan(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tan(double value) => Math.Tan(value);

    /// <summary>The arc sine.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Asin(float value) => MathF.Asin(value);

    /// <inheritdoc cref="Asin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Asin(double value) => Math.Asin(value);

    /// <summary>The arc cosine.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Acos(float value) => MathF.Acos(value);

    /// <inheritdoc cref="Acos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Acos(double value) => Math.Acos(value);

    /// <summary>The arc tangent.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan(float value) => MathF.Atan(value);

    /// <inheritdoc cref="Atan(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan(double value) => Math.Atan(value);

    /// <summary>The hyperbolic sine.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sinh(float value) => MathF.Sinh(value);

    /// <inheritdoc cref="Sinh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sinh(double value) => Math.Sinh(value);

    /// <summary>The hyperbolic cosine.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cosh(float value) => MathF.Cosh(value);

    /// <inheritdoc cref="Cosh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cosh(double value) => Math.Cosh(value);

    /// <summary>The hyperbolic tangent.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float value) => MathF.Tanh(value);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tanh(double value) => Math.Tanh(value);

    /// <summary>The logarithm to any base.</summary>
    /// <param name="value">The number.</param>
    /// <param name="newBase">The base.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float value, float newBase) => MathF.Log(value, newBase);

    /// <inheritdoc cref="Log(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double value, double newBase) => Math.Log(value, newBase);

    /// <summary>A number to a power.</summary>
    /// <param name="value">The number.</param>
    /// <param name="power">The power.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Pow(float value, float power) => MathF.Pow(value, power);

    /// <inheritdoc cref="Pow(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Pow(double value, double power) => Math.Pow(value, power);

    /// <summary>The angle of a point, seen from the origin.</summary>
    /// <param name="y">Its y coordinate.</param>
    /// <param name="x">Its x coordinate.</param>
    /// <returns>The angle in radians.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan2(float y, float x) => MathF.Atan2(y, x);

    /// <inheritdoc cref="Atan2(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan2(double y, double x) => Math.Atan2(y, x);

    /// <summary>The cube root.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cbrt(float value) => MathF.Cbrt(value);

    /// <inheritdoc cref="Cbrt(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cbrt(double value) => Math.Cbrt(value);

    /// <summary>2 to a power.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp2(float value) => float.Exp2(value);

    /// <inheritdoc cref="Exp2(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp2(double value) => double.Exp2(value);

    /// <summary>10 to a power.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp10(float value) => float.Exp10(value);

    /// <inheritdoc cref="Exp10(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp10(double value) => double.Exp10(value);
}
