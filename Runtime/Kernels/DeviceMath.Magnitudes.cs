using System.Numerics;

namespace HmmGen.Kernels;

/// <content>The lesser and the greater by size, and those that pass over NaN.</content>
public static partial class DeviceMath
{
    /// <inheritdoc cref="INumberBase{T}.MaxMagnitude(T, T)"/>
    public static T MaxMagnitude<T>(T left, T right) where T : INumberBase<T> => T.MaxMagnitude(left, right);

    /// <inheritdoc cref="INumberBase{T}.MinMagnitude(T, T)"/>
    public static T MinMagnitude<T>(T left, T right) where T : INumberBase<T> => T.MinMagnitude(left, right);

    /// <inheritdoc cref="INumberBase{T}.MaxMagnitudeNumber(T, T)"/>
    public static T MaxMagnitudeNumber<T>(T left, T right) where T : IFloatingPointIeee754<T> => T.MaxMagnitudeNumber(left, right);

    /// <inheritdoc cref="INumberBase{T}.MinMagnitudeNumber(T, T)"/>
    public static T MinMagnitudeNumber<T>(T left, T right) where T : IFloatingPointIeee754<T> => T.MinMagnitudeNumber(left, right);

    /// <inheritdoc cref="INumber{T}.MaxNumber(T, T)"/>
    public static T MaxNumber<T>(T left, T right) where T : IFloatingPointIeee754<T> => T.MaxNumber(left, right);

    /// <inheritdoc cref="INumber{T}.MinNumber(T, T)"/>
    public static T MinNumber<T>(T left, T right) where T : IFloatingPointIeee754<T> => T.MinNumber(left, right);
}
