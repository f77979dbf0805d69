using System.Numerics;

namespace HmmGen.Kernels;

/// <content>Rounding and remainders.</content>
public static partial class DeviceMath
{
    /// <inheritdoc cref="IFloatingPoint{T}.Floor(T)"/>
    public static T Floor<T>(T value) where T : IFloatingPoint<T> => T.Floor(value);

    /// <inheritdoc cref="IFloatingPoint{T}.Ceiling(T)"/>
    public static T Ceiling<T>(T value) where T : IFloatingPoint<T> => T.Ceiling(value);

    /// <inheritdoc cref="IFloatingPoint{T}.Truncate(T)"/>
    public static T Truncate<T>(T value) where T : IFloatingPoint<T> => T.Truncate(value);

    /// <inheritdoc cref="IFloatingPoint{T}.Round(T)"/>
    public static T Round<T>(T value) where T : IFloatingPoint<T> => T.Round(value);

    /// <summary>What is left of a number when another is taken from it as often as possible: the operator <c>%</c>.</summary>
    /// <remarks>Exact, and with the sign of the first.</remarks>
    /// <param name="left">The number.</param>
    /// <param name="right">The other.</param>
    /// <returns>The remainder.</returns>
    public static T Remainder<T>(T left, T right) where T : IFloatingPoint<T> => left % right;

    /// <inheritdoc cref="IFloatingPointIeee754{T}.Ieee754Remainder(T, T)"/>
    public static T IEEERemainder<T>(T left, T right) where T : IFloatingPointIeee754<T> => T.Ieee754Remainder(left, right);
}
