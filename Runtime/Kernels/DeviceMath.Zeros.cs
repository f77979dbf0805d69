using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>Sums with zero, which ILGPU simplifies without regard to the sign of zero.</content>
public static partial class DeviceMath
{
    /// <summary>0 + x: x, but +0 for -0.</summary>
    /// <param name="x">The number.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float PlusZero(float x) => x == 0 ? 0 : x;

    /// <inheritdoc cref="PlusZero(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PlusZero(double x) => x == 0 ? 0 : x;

    /// <summary>0 - x: the opposite of x, but +0 for both zeros.</summary>
    /// <param name="x">The number.</param>
    /// <returns>The difference.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FromZero(float x) => x == 0 ? 0 : -x;

    /// <inheritdoc cref="FromZero(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FromZero(double x) => x == 0 ? 0 : -x;
}
