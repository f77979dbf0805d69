using System.Numerics;

namespace HmmGen.Kernels;

/// <content>Roots, powers, logarithms and trigonometry.</content>
public static partial class DeviceMath
{
    /// <inheritdoc cref="IRootFunctions{T}.Sqrt(T)"/>
    public static T Sqrt<T>(T value) where T : IRootFunctions<T> => T.Sqrt(value);

    /// <inheritdoc cref="IRootFunctions{T}.Cbrt(T)"/>
    public static T Cbrt<T>(T value) where T : IRootFunctions<T> => T.Cbrt(value);

    /// <inheritdoc cref="IExponentialFunctions{T}.Exp(T)"/>
    public static T Exp<T>(T value) where T : IExponentialFunctions<T> => T.Exp(value);

    /// <inheritdoc cref="IExponentialFunctions{T}.Exp2(T)"/>
    public static T Exp2<T>(T value) where T : IExponentialFunctions<T> => T.Exp2(value);

    /// <inheritdoc cref="IExponentialFunctions{T}.Exp10(T)"/>
    public static T Exp10<T>(T value) where T : IExponentialFunctions<T> => T.Exp10(value);

    /// <inheritdoc cref="ILogarithmicFunctions{T}.Log(T)"/>
    public static T Log<T>(T value) where T : ILogarithmicFunctions<T> => T.Log(value);

    /// <inheritdoc cref="ILogarithmicFunctions{T}.Log2(T)"/>
    public static T Log2<T>(T value) where T : ILogarithmicFunctions<T> => T.Log2(value);

    /// <inheritdoc cref="ILogarithmicFunctions{T}.Log10(T)"/>
    public static T Log10<T>(T value) where T : ILogarithmicFunctions<T> => T.Log10(value);

    /// <inheritdoc cref="ITrigonometricFunctions{T}.Sin(T)"/>
    public static T Sin<T>(T value) where T : ITrigonometricFunctions<T> => T.Sin(value);

    /// <inheritdoc cref="ITrigonometricFunctions{T}.Cos(T)"/>
    public static T Cos<T>(T value) where T : ITrigonometricFunctions<T> => T.Cos(value);

    /// <inheritdoc cref="ITrigonometricFunctions{T}.Tan(T)"/>
    public static T Tan<T>(T value) where T : ITrigonometricFunctions<T> => T.Tan(value);

    /// <inheritdoc cref="ITrigonometricFunctions{T}.Asin(T)"/>
    public static T Asin<T>(T value) where T : ITrigonometricFunctions<T> => T.Asin(value);

    /// <inheritdoc cref="ITrigonometricFunctions{T}.Acos(T)"/>
    public static T Acos<T>(T value) where T : ITrigonometricFunctions<T> => T.Acos(value);

    /// <inheritdoc cref="ITrigonometricFunctions{T}.Atan(T)"/>
    public static T Atan<T>(T value) where T : ITrigonometricFunctions<T> => T.Atan(value);

    /// <inheritdoc cref="ITrigonometricFunctions{T}.DegreesToRadians(T)"/>
    public static T DegreesToRadians<T>(T value) where T : ITrigonometricFunctions<T> => T.DegreesToRadians(value);

    /// <inheritdoc cref="ITrigonometricFunctions{T}.RadiansToDegrees(T)"/>
    public static T RadiansToDegrees<T>(T value) where T : ITrigonometricFunctions<T> => T.RadiansToDegrees(value);

    /// <inheritdoc cref="IHyperbolicFunctions{T}.Sinh(T)"/>
    public static T Sinh<T>(T value) where T : IHyperbolicFunctions<T> => T.Sinh(value);

    /// <inheritdoc cref="IHyperbolicFunctions{T}.Cosh(T)"/>
    public static T Cosh<T>(T value) where T : IHyperbolicFunctions<T> => T.Cosh(value);

    /// <inheritdoc cref="IHyperbolicFunctions{T}.Tanh(T)"/>
    public static T Tanh<T>(T value) where T : IHyperbolicFunctions<T> => T.Tanh(value);

    /// <inheritdoc cref="ILogarithmicFunctions{T}.Log(T, T)"/>
    public static T Log<T>(T value, T newBase) where T : ILogarithmicFunctions<T> => T.Log(value, newBase);

    /// <inheritdoc cref="IPowerFunctions{T}.Pow(T, T)"/>
    public static T Pow<T>(T value, T power) where T : IPowerFunctions<T> => T.Pow(value, power);

    /// <inheritdoc cref="IFloatingPointIeee754{T}.Atan2(T, T)"/>
    public static T Atan2<T>(T y, T x) where T : IFloatingPointIeee754<T> => T.Atan2(y, x);
}
