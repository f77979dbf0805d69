using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>The lesser and the greater of numbers.</content>
public static partial class DeviceMath
{
    /// <summary>The lesser of two numbers.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The lesser.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Min(int left, int right) => left < right ? left : right;

    /// <inheritdoc cref="Min(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Min(uint left, uint right) => left < right ? left : right;

    /// <inheritdoc cref="Min(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Min(long left, long right) => left < right ? left : right;

    /// <inheritdoc cref="Min(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Min(ulong left, ulong right) => left < right ? left : right;

    /// <inheritdoc cref="Min(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Min(short left, short right) => left < right ? left : right;

    /// <inheritdoc cref="Min(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Min(ushort left, ushort right) => left < right ? left : right;

    /// <inheritdoc cref="Min(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static sbyte Min(sbyte left, sbyte right) => left < right ? left : right;

    /// <inheritdoc cref="Min(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Min(byte left, byte right) => left < right ? left : right;

    /// <summary>The lesser of two numbers: NaN if one is, and -0 before 0.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The lesser.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float left, float right) => MathF.Min(left, right);

    /// <inheritdoc cref="Min(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double left, double right) => Math.Min(left, right);

    /// <summary>The greater of two numbers.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The greater.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Max(int left, int right) => left > right ? left : right;

    /// <inheritdoc cref="Max(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Max(uint left, uint right) => left > right ? left : right;

    /// <inheritdoc cref="Max(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Max(long left, long right) => left > right ? left : right;

    /// <inheritdoc cref="Max(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Max(ulong left, ulong right) => left > right ? left : right;

    /// <inheritdoc cref="Max(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Max(short left, short right) => left > right ? left : right;

    /// <inheritdoc cref="Max(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Max(ushort left, ushort right) => left > right ? left : right;

    /// <inheritdoc cref="Max(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static sbyte Max(sbyte left, sbyte right) => left > right ? left : right;

    /// <inheritdoc cref="Max(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Max(byte left, byte right) => left > right ? left : right;

    /// <summary>The greater of two numbers: NaN if one is, and -0 before 0.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The greater.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float left, float right) => MathF.Max(left, right);

    /// <inheritdoc cref="Max(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double left, double right) => Math.Max(left, right);

    /// <summary>A number, or the nearer end of a range it is outside of.</summary>
    /// <remarks><see cref="Math.Clamp(int, int, int)"/> throws when the ends are exchanged; generated code guards it.</remarks>
    /// <param name="value">The number.</param>
    /// <param name="min">The least.</param>
    /// <param name="max">The greatest.</param>
    /// <returns>A number of the range.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Clamp(int value, int min, int max) => value < min ? min : value > max ? max : value;

    /// <inheritdoc cref="Clamp(int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Clamp(uint value, uint min, uint max) => value < min ? min : value > max ? max : value;

    /// <inheritdoc cref="Clamp(int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Clamp(long value, long min, long max) => value < min ? min : value > max ? max : value;

    /// <inheritdoc cref="Clamp(int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Clamp(ulong value, ulong min, ulong max) => value < min ? min : value > max ? max : value;

    /// <inheritdoc cref="Clamp(int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Clamp(short value, short min, short max) => value < min ? min : value > max ? max : value;

    /// <inheritdoc cref="Clamp(int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Clamp(ushort value, ushort min, ushort max) => value < min ? min : value > max ? max : value;

    /// <inheritdoc cref="Clamp(int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static sbyte Clamp(sbyte value, sbyte min, sbyte max) => value < min ? min : value > max ? max : value;

    /// <inheritdoc cref="Clamp(int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Clamp(byte value, byte min, byte max) => value < min ? min : value > max ? max : value;

    /// <summary>A number, or the nearer end of a range it is outside of; NaN stays.</summary>
    /// <param name="value">The number.</param>
    /// <param name="min">The least.</param>
    /// <param name="max">The greatest.</param>
    /// <returns>A number of the range.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Clamp(float value, float min, float max) => value < min ? min : value > max ? max : value;

    /// <inheritdoc cref="Clamp(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Clamp(double value, double min, double max) => value < min ? min : value > max ? max : value;

    /// <summary>A number, or the nearer end of a range it is outside of, as <see cref="float.Clamp"/> decides.</summary>
    /// <remarks>NaN if one of the three is, and -0 before 0: not what <see cref="Math.Clamp(float, float, float)"/> decides.</remarks>
    /// <param name="value">The number.</param>
    /// <param name="min">The least.</param>
    /// <param name="max">The greatest.</param>
    /// <returns>A number of the range.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float NumberClamp(float value, float min, float max) => Min(Max(value, min), max);

    /// <inheritdoc cref="NumberClamp(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double NumberClamp(double value, double min, double max) => Min(Max(value, min), max);
}
