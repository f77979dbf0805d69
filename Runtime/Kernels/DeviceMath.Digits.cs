using System.Numerics;

namespace HmmGen.Kernels;

/// <content>Rounding to decimal digits and in a chosen direction. A mode is the number of a <see cref="MidpointRounding"/>.</content>
public static partial class DeviceMath
{
    /// <summary>A number rounded to decimal digits; to the even one of two.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">The digits after the point: at most 15 of a <see cref="double"/>, 6 of a <see cref="float"/>; generated code guards it.</param>
    /// <returns>The rounded number.</returns>
    public static T RoundDigits<T>(T value, int digits) where T : IFloatingPoint<T> => T.Round(value, digits);

    /// <summary>A number rounded to decimal digits in a chosen direction.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">The digits after the point: at most 15 of a <see cref="double"/>, 6 of a <see cref="float"/>; generated code guards it.</param>
    /// <param name="mode">The direction, 0 to 4; generated code guards it.</param>
    /// <returns>The rounded number.</returns>
    public static T RoundDigits<T>(T value, int digits, int mode) where T : IFloatingPoint<T> => T.Round(value, digits, (MidpointRounding)mode);

    /// <summary>A number rounded to a whole one in a chosen direction.</summary>
    /// <param name="value">The number.</param>
    /// <param name="mode">The direction, 0 to 4; generated code guards it.</param>
    /// <returns>The whole number.</returns>
    public static T RoundMode<T>(T value, int mode) where T : IFloatingPoint<T> => T.Round(value, (MidpointRounding)mode);
}
