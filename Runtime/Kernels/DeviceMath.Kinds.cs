using System.Numerics;

namespace HmmGen.Kernels;

/// <content>What kind of number a value is.</content>
public static partial class DeviceMath
{
    /// <inheritdoc cref="INumberBase{T}.IsNaN(T)"/>
    public static bool IsNaN<T>(T value) where T : IFloatingPointIeee754<T> => T.IsNaN(value);

    /// <inheritdoc cref="INumberBase{T}.IsInfinity(T)"/>
    public static bool IsInfinity<T>(T value) where T : IFloatingPointIeee754<T> => T.IsInfinity(value);

    /// <inheritdoc cref="INumberBase{T}.IsFinite(T)"/>
    public static bool IsFinite<T>(T value) where T : IFloatingPointIeee754<T> => T.IsFinite(value);

    /// <inheritdoc cref="INumberBase{T}.IsNegative(T)"/>
    public static bool IsNegative<T>(T value) where T : INumberBase<T> => T.IsNegative(value);

    /// <inheritdoc cref="INumberBase{T}.IsPositive(T)"/>
    public static bool IsPositive<T>(T value) where T : INumberBase<T> => T.IsPositive(value);

    /// <inheritdoc cref="INumberBase{T}.IsNormal(T)"/>
    public static bool IsNormal<T>(T value) where T : IFloatingPointIeee754<T> => T.IsNormal(value);

    /// <inheritdoc cref="INumberBase{T}.IsSubnormal(T)"/>
    public static bool IsSubnormal<T>(T value) where T : IFloatingPointIeee754<T> => T.IsSubnormal(value);

    /// <inheritdoc cref="INumberBase{T}.IsPositiveInfinity(T)"/>
    public static bool IsPositiveInfinity<T>(T value) where T : IFloatingPointIeee754<T> => T.IsPositiveInfinity(value);

    /// <inheritdoc cref="INumberBase{T}.IsNegativeInfinity(T)"/>
    public static bool IsNegativeInfinity<T>(T value) where T : IFloatingPointIeee754<T> => T.IsNegativeInfinity(value);

    /// <inheritdoc cref="INumberBase{T}.IsRealNumber(T)"/>
    public static bool IsRealNumber<T>(T value) where T : IFloatingPointIeee754<T> => T.IsRealNumber(value);

    /// <inheritdoc cref="INumberBase{T}.IsInteger(T)"/>
    public static bool IsInteger<T>(T value) where T : IFloatingPointIeee754<T> => T.IsInteger(value);

    /// <inheritdoc cref="INumberBase{T}.IsEvenInteger(T)"/>
    public static bool IsEvenInteger<T>(T value) where T : INumberBase<T> => T.IsEvenInteger(value);

    /// <inheritdoc cref="INumberBase{T}.IsOddInteger(T)"/>
    public static bool IsOddInteger<T>(T value) where T : INumberBase<T> => T.IsOddInteger(value);

    /// <inheritdoc cref="IBinaryNumber{T}.IsPow2(T)"/>
    public static bool IsPow2<T>(T value) where T : IBinaryNumber<T> => T.IsPow2(value);
}
