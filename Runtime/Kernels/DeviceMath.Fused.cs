using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>Products and sums that are rounded once.</content>
public static partial class DeviceMath
{
    /// <summary>A product plus a number, rounded once.</summary>
    /// <param name="left">A factor.</param>
    /// <param name="right">The other.</param>
    /// <param name="addend">What is added.</param>
    /// <returns>The nearest number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FusedMultiplyAdd(float left, float right, float addend) => MathF.FusedMultiplyAdd(left, right, addend);

    /// <inheritdoc cref="FusedMultiplyAdd(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAdd(double left, double right, double addend) => Math.FusedMultiplyAdd(left, right, addend);

    /// <summary>A number on the way from one to another.</summary>
    /// <remarks>Where the host's processor fuses multiplications with additions .NET rounds once less; so do devices, as their host does.</remarks>
    /// <param name="from">Where the way begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="amount">How much of it: 0 to 1.</param>
    /// <returns>The number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Lerp(float from, float to, float amount) => float.Lerp(from, to, amount);

    /// <inheritdoc cref="Lerp(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Lerp(double from, double to, double amount) => double.Lerp(from, to, amount);
}
