using System.Numerics;

namespace HmmGen.Kernels;

/// <content>What is done with a constant zero, the sign of which ILGPU or .NET's own compiler forgets.</content>
public static partial class DeviceMath
{
    /// <summary>0 + x: x, but +0 for -0.</summary>
    /// <param name="x">The number.</param>
    /// <returns>The sum.</returns>
    public static T PlusZero<T>(T x) where T : IFloatingPointIeee754<T> => x == T.Zero ? T.Zero : x;

    /// <summary>0 - x: the opposite of x, but +0 for both zeros.</summary>
    /// <param name="x">The number.</param>
    /// <returns>The difference.</returns>
    public static T FromZero<T>(T x) where T : IFloatingPointIeee754<T> => x == T.Zero ? T.Zero : -x;

    /// <summary>The lesser of a number and the constant -0, as .NET finds it here.</summary>
    /// <remarks>.NET 10 gives 0 for <c>Math.Min(-0f, 0f)</c> where the first is a constant and the processor has AVX-512, and -0 elsewhere.</remarks>
    /// <param name="x">The number.</param>
    /// <returns>The lesser.</returns>
    public static float MinNegativeZero(float x) => MathF.Min(-0f, x);

    /// <inheritdoc cref="MinNegativeZero(float)"/>
    public static double MinNegativeZero(double x) => Math.Min(-0d, x);

    /// <summary>The greater of a number and the constant -0, as .NET finds it here.</summary>
    /// <param name="x">The number.</param>
    /// <returns>The greater.</returns>
    public static float MaxNegativeZero(float x) => MathF.Max(-0f, x);

    /// <inheritdoc cref="MaxNegativeZero(float)"/>
    public static double MaxNegativeZero(double x) => Math.Max(-0d, x);
}
