using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>The lesser and the greater by size, and those that pass over NaN.</content>
public static partial class DeviceMath
{
    /// <summary>The number that is farther from 0: NaN if one is; of two as far the positive one.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxMagnitude(float left, float right) => MathF.MaxMagnitude(left, right);

    /// <inheritdoc cref="MaxMagnitude(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxMagnitude(double left, double right) => Math.MaxMagnitude(left, right);

    /// <summary>The number that is nearer to 0: NaN if one is; of two as near the negative one.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinMagnitude(float left, float right) => MathF.MinMagnitude(left, right);

    /// <inheritdoc cref="MinMagnitude(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinMagnitude(double left, double right) => Math.MinMagnitude(left, right);

    /// <summary>The greater of two numbers; the other one where one is NaN.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The greater.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxNumber(float left, float right) => float.MaxNumber(left, right);

    /// <inheritdoc cref="MaxNumber(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxNumber(double left, double right) => double.MaxNumber(left, right);

    /// <summary>The lesser of two numbers; the other one where one is NaN.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The lesser.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinNumber(float left, float right) => float.MinNumber(left, right);

    /// <inheritdoc cref="MinNumber(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinNumber(double left, double right) => double.MinNumber(left, right);

    /// <summary>The number that is farther from 0; the other one where one is NaN.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxMagnitudeNumber(float left, float right) => float.MaxMagnitudeNumber(left, right);

    /// <inheritdoc cref="MaxMagnitudeNumber(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxMagnitudeNumber(double left, double right) => double.MaxMagnitudeNumber(left, right);

    /// <summary>The number that is nearer to 0; the other one where one is NaN.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinMagnitudeNumber(float left, float right) => float.MinMagnitudeNumber(left, right);

    /// <inheritdoc cref="MinMagnitudeNumber(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinMagnitudeNumber(double left, double right) => double.MinMagnitudeNumber(left, right);

    /// <summary>The number that is farther from 0; of two as far the positive one.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MaxMagnitude(int left, int right)
        => Size(left) > Size(right) || (Size(left) == Size(right) && left >= 0) ? left : right;

    /// <inheritdoc cref="MaxMagnitude(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long MaxMagnitude(long left, long right)
        => Size(left) > Size(right) || (Size(left) == Size(right) && left >= 0) ? left : right;

    /// <summary>The number that is nearer to 0; of two as near the negative one.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MinMagnitude(int left, int right)
        => Size(left) < Size(right) || (Size(left) == Size(right) && left < 0) ? left : right;

    /// <inheritdoc cref="MinMagnitude(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long MinMagnitude(long left, long right)
        => Size(left) < Size(right) || (Size(left) == Size(right) && left < 0) ? left : right;

    /// <inheritdoc cref="MaxMagnitude(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short MaxMagnitude(short left, short right) => (short)MaxMagnitude((int)left, (int)right);

    /// <inheritdoc cref="MaxMagnitude(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static sbyte MaxMagnitude(sbyte left, sbyte right) => (sbyte)MaxMagnitude((int)left, (int)right);

    /// <inheritdoc cref="MinMagnitude(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short MinMagnitude(short left, short right) => (short)MinMagnitude((int)left, (int)right);

    /// <inheritdoc cref="MinMagnitude(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static sbyte MinMagnitude(sbyte left, sbyte right) => (sbyte)MinMagnitude((int)left, (int)right);

    // Unsigned, so that the size of the least integer is there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Size(int value) => value < 0 ? 0 - (uint)value : (uint)value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Size(long value) => value < 0 ? 0 - (ulong)value : (ulong)value;
}
