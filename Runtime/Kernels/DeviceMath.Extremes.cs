using System.Numerics;

namespace HmmGen.Kernels;

/// <content>The lesser and the greater of numbers.</content>
public static partial class DeviceMath
{
    /// <summary>The lesser of two numbers: NaN if one is, and -0 before 0.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The lesser.</returns>
    public static T Min<T>(T left, T right) where T : INumber<T> => T.Min(left, right);

    /// <summary>The greater of two numbers: NaN if one is, and -0 before 0.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The greater.</returns>
    public static T Max<T>(T left, T right) where T : INumber<T> => T.Max(left, right);

    /// <summary>A number, or the nearer end of a range it is outside of; NaN stays.</summary>
    /// <remarks><see cref="Math.Clamp(int, int, int)"/> throws when min is greater than max; generated code guards it.</remarks>
    /// <param name="value">The number.</param>
    /// <param name="min">The least.</param>
    /// <param name="max">The greatest.</param>
    /// <returns>A number of the range.</returns>
    public static T Clamp<T>(T value, T min, T max) where T : INumber<T> => value < min ? min : value > max ? max : value;

    /// <summary>A number, or the nearer end of a range it is outside of, as <see cref="float.Clamp"/> decides.</summary>
    /// <remarks>NaN if one of the three is, and -0 before 0: not what <see cref="Math.Clamp(float, float, float)"/> decides.</remarks>
    /// <param name="value">The number.</param>
    /// <param name="min">The least.</param>
    /// <param name="max">The greatest.</param>
    /// <returns>A number of the range.</returns>
    public static T NumberClamp<T>(T value, T min, T max) where T : IFloatingPointIeee754<T> => Min(Max(value, min), max);
}
