using System.Numerics;

namespace HmmGen.Kernels;

/// <content>Binary exponents, and the neighbours of a number.</content>
public static partial class DeviceMath
{
    /// <inheritdoc cref="IFloatingPointIeee754{T}.ScaleB(T, int)"/>
    public static T ScaleB<T>(T value, int power) where T : IFloatingPointIeee754<T> => T.ScaleB(value, power);

    /// <inheritdoc cref="IFloatingPointIeee754{T}.ILogB(T)"/>
    public static int ILogB<T>(T value) where T : IFloatingPointIeee754<T> => T.ILogB(value);

    /// <inheritdoc cref="IFloatingPointIeee754{T}.BitIncrement(T)"/>
    public static T BitIncrement<T>(T value) where T : IFloatingPointIeee754<T> => T.BitIncrement(value);

    /// <inheritdoc cref="IFloatingPointIeee754{T}.BitDecrement(T)"/>
    public static T BitDecrement<T>(T value) where T : IFloatingPointIeee754<T> => T.BitDecrement(value);
}
