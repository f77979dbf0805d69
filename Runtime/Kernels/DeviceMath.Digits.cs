using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>Rounding to decimal digits and in a chosen direction. A mode is the number of a <see cref="MidpointRounding"/>.</content>
public static partial class DeviceMath
{
    /// <summary>A number rounded to decimal digits; to the even one of two.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">The digits after the point: at most 15 of a <see cref="double"/>, 6 of a <see cref="float"/>; generated code guards it.</param>
    /// <returns>The rounded number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float RoundDigits(float value, int digits) => MathF.Round(value, digits);

    /// <inheritdoc cref="RoundDigits(float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double RoundDigits(double value, int digits) => Math.Round(value, digits);

    /// <summary>A number rounded to decimal digits in a chosen direction.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">The digits after the point: at most 15 of a <see cref="double"/>, 6 of a <see cref="float"/>; generated code guards it.</param>
    /// <param name="mode">The direction, 0 to 4; generated code guards it.</param>
    /// <returns>The rounded number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float RoundDigits(float value, int digits, int mode) => MathF.Round(value, digits, (MidpointRounding)mode);

    /// <inheritdoc cref="RoundDigits(float, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double RoundDigits(double value, int digits, int mode) => Math.Round(value, digits, (MidpointRounding)mode);

    /// <summary>A number rounded to a whole one in a chosen direction.</summary>
    /// <param name="value">The number.</param>
    /// <param name="mode">The direction, 0 to 4; generated code guards it.</param>
    /// <returns>The whole number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float RoundMode(float value, int mode) => MathF.Round(value, (MidpointRounding)mode);

    /// <inheritdoc cref="RoundMode(float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double RoundMode(double value, int mode) => Math.Round(value, (MidpointRounding)mode);
}
