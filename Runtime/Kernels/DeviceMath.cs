using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>
/// The functions that device code calls in the place of those of <see cref="Math"/>, <see cref="MathF"/>,
/// <see cref="System.Numerics.BitOperations"/>, <see cref="BitConverter"/> and the numeric types, and of operators that devices
/// understand in another way than .NET.
/// </summary>
/// <remarks>
/// As compiled .NET code these are .NET's own functions. Where ILGPU or a device would give something else, the ILGPU
/// engine compiles the namesake in <see cref="HmmGen.Devices.Ilgpu.Portable.PortableMath"/> instead, which gives .NET's result bit for bit, or, for
/// transcendental functions, within the bound that <c>docs/kernels.md</c> states. None of these functions throws.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class DeviceMath
{
    /// <summary>The absolute value.</summary>
    /// <remarks>Of the smallest integer: that integer, where <see cref="Math.Abs(int)"/> throws; generated code guards it.</remarks>
    /// <param name="value">The value.</param>
    /// <returns>The absolute value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Abs(int value) => value < 0 ? -value : value;

    /// <inheritdoc cref="Abs(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Abs(long value) => value < 0 ? -value : value;

    /// <inheritdoc cref="Abs(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Abs(short value) => (short)(value < 0 ? -value : value);

    /// <inheritdoc cref="Abs(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static sbyte Abs(sbyte value) => (sbyte)(value < 0 ? -value : value);

    /// <inheritdoc cref="Abs(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Abs(float value) => MathF.Abs(value);

    /// <inheritdoc cref="Abs(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double value) => Math.Abs(value);

    /// <inheritdoc cref="Abs(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Abs(uint value) => value;

    /// <inheritdoc cref="Abs(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Abs(ulong value) => value;

    /// <inheritdoc cref="Abs(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Abs(ushort value) => value;

    /// <inheritdoc cref="Abs(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Abs(byte value) => value;

    /// <summary>The sign.</summary>
    /// <param name="value">The value.</param>
    /// <returns>-1, 0 or 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(int value) => value < 0 ? -1 : value > 0 ? 1 : 0;

    /// <inheritdoc cref="Sign(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(long value) => value < 0 ? -1 : value > 0 ? 1 : 0;

    /// <inheritdoc cref="Sign(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(short value) => value < 0 ? -1 : value > 0 ? 1 : 0;

    /// <inheritdoc cref="Sign(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(sbyte value) => value < 0 ? -1 : value > 0 ? 1 : 0;

    /// <inheritdoc cref="Sign(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(uint value) => value != 0 ? 1 : 0;

    /// <inheritdoc cref="Sign(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(ulong value) => value != 0 ? 1 : 0;

    /// <inheritdoc cref="Sign(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(ushort value) => value != 0 ? 1 : 0;

    /// <inheritdoc cref="Sign(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(byte value) => value != 0 ? 1 : 0;

    /// <summary>The sign. Of NaN: 0, where <see cref="Math.Sign(float)"/> throws; generated code guards it.</summary>
    /// <param name="value">The value.</param>
    /// <returns>-1, 0 or 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(float value) => Greater(value, 0) - Less(value, 0);

    /// <inheritdoc cref="Sign(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(double value) => Greater(value, 0) - Less(value, 0);

    /// <summary>A value with the sign of another.</summary>
    /// <param name="value">The value.</param>
    /// <param name="sign">The number whose sign it gets.</param>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CopySign(float value, float sign) => MathF.CopySign(value, sign);

    /// <inheritdoc cref="CopySign(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CopySign(double value, double sign) => Math.CopySign(value, sign);
}
