// Safety: only addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>
/// Functions that .NET calls its C library for. Its vector forms differ in the last bits (<see cref="Vector256.Exp(Vector256{float})"/> of 0 is above 1), so
/// each lane calls the scalar function.
/// </content>
public static unsafe partial class LaneMath
{
    /// <inheritdoc cref="DeviceMath.Exp{T}(T)"/>
    public static LanePair<double> Exp(LanePair<double> value) => EachLane.Apply<LaneFunctions.Exp>(value);

    /// <inheritdoc cref="DeviceMath.Exp2{T}(T)"/>
    public static Vector256<float> Exp2(Vector256<float> value) => LibraryVerdict.OfPow.Steps ? LibraryPow.Of(Vector256.Create(2f), value) : EachLane.Apply<LaneFunctions.Exp2>(value);

    /// <inheritdoc cref="DeviceMath.Exp2{T}(T)"/>
    public static LanePair<double> Exp2(LanePair<double> value) => EachLane.Apply<LaneFunctions.Exp2>(value);

    /// <inheritdoc cref="DeviceMath.Exp10{T}(T)"/>
    public static Vector256<float> Exp10(Vector256<float> value) => LibraryVerdict.OfPow.Steps ? LibraryPow.Of(Vector256.Create(10f), value) : EachLane.Apply<LaneFunctions.Exp10>(value);

    /// <inheritdoc cref="DeviceMath.Exp10{T}(T)"/>
    public static LanePair<double> Exp10(LanePair<double> value) => EachLane.Apply<LaneFunctions.Exp10>(value);

    /// <inheritdoc cref="DeviceMath.Log{T}(T)"/>
    public static LanePair<double> Log(LanePair<double> value) => EachLane.Apply<LaneFunctions.Log>(value);

    /// <inheritdoc cref="DeviceMath.Log2{T}(T)"/>
    public static LanePair<double> Log2(LanePair<double> value) => EachLane.Apply<LaneFunctions.Log2>(value);

    /// <inheritdoc cref="DeviceMath.Log10{T}(T)"/>
    public static LanePair<double> Log10(LanePair<double> value) => EachLane.Apply<LaneFunctions.Log10>(value);

    /// <inheritdoc cref="DeviceMath.Sin{T}(T)"/>
    public static LanePair<double> Sin(LanePair<double> value) => EachLane.Apply<LaneFunctions.Sin>(value);

    /// <inheritdoc cref="DeviceMath.Cos{T}(T)"/>
    public static LanePair<double> Cos(LanePair<double> value) => EachLane.Apply<LaneFunctions.Cos>(value);

    /// <inheritdoc cref="DeviceMath.Tan{T}(T)"/>
    public static Vector256<float> Tan(Vector256<float> value) => EachLane.Apply<LaneFunctions.Tan>(value);

    /// <inheritdoc cref="DeviceMath.Tan{T}(T)"/>
    public static LanePair<double> Tan(LanePair<double> value) => EachLane.Apply<LaneFunctions.Tan>(value);

    /// <inheritdoc cref="DeviceMath.Asin{T}(T)"/>
    public static Vector256<float> Asin(Vector256<float> value) => EachLane.Apply<LaneFunctions.Asin>(value);

    /// <inheritdoc cref="DeviceMath.Asin{T}(T)"/>
    public static LanePair<double> Asin(LanePair<double> value) => EachLane.Apply<LaneFunctions.Asin>(value);

    /// <inheritdoc cref="DeviceMath.Acos{T}(T)"/>
    public static Vector256<float> Acos(Vector256<float> value) => EachLane.Apply<LaneFunctions.Acos>(value);

    /// <inheritdoc cref="DeviceMath.Acos{T}(T)"/>
    public static LanePair<double> Acos(LanePair<double> value) => EachLane.Apply<LaneFunctions.Acos>(value);

    /// <inheritdoc cref="DeviceMath.Atan{T}(T)"/>
    public static Vector256<float> Atan(Vector256<float> value) => EachLane.Apply<LaneFunctions.Atan>(value);

    /// <inheritdoc cref="DeviceMath.Atan{T}(T)"/>
    public static LanePair<double> Atan(LanePair<double> value) => EachLane.Apply<LaneFunctions.Atan>(value);

    /// <inheritdoc cref="DeviceMath.Sinh{T}(T)"/>
    public static Vector256<float> Sinh(Vector256<float> value) => EachLane.Apply<LaneFunctions.Sinh>(value);

    /// <inheritdoc cref="DeviceMath.Sinh{T}(T)"/>
    public static LanePair<double> Sinh(LanePair<double> value) => EachLane.Apply<LaneFunctions.Sinh>(value);

    /// <inheritdoc cref="DeviceMath.Cosh{T}(T)"/>
    public static Vector256<float> Cosh(Vector256<float> value) => EachLane.Apply<LaneFunctions.Cosh>(value);

    /// <inheritdoc cref="DeviceMath.Cosh{T}(T)"/>
    public static LanePair<double> Cosh(LanePair<double> value) => EachLane.Apply<LaneFunctions.Cosh>(value);

    /// <inheritdoc cref="DeviceMath.Tanh{T}(T)"/>
    public static LanePair<double> Tanh(LanePair<double> value) => EachLane.Apply<LaneFunctions.Tanh>(value);

    /// <inheritdoc cref="DeviceMath.Cbrt{T}(T)"/>
    public static Vector256<float> Cbrt(Vector256<float> value) => EachLane.Apply<LaneFunctions.Cbrt>(value);

    /// <inheritdoc cref="DeviceMath.Cbrt{T}(T)"/>
    public static LanePair<double> Cbrt(LanePair<double> value) => EachLane.Apply<LaneFunctions.Cbrt>(value);

    /// <inheritdoc cref="DeviceMath.BitIncrement{T}(T)"/>
    public static Vector256<float> BitIncrement(Vector256<float> value) => EachLane.Apply(value, &MathF.BitIncrement);

    /// <inheritdoc cref="DeviceMath.BitIncrement{T}(T)"/>
    public static LanePair<double> BitIncrement(LanePair<double> value) => Each(value, &Math.BitIncrement);

    /// <inheritdoc cref="DeviceMath.BitDecrement{T}(T)"/>
    public static Vector256<float> BitDecrement(Vector256<float> value) => EachLane.Apply(value, &MathF.BitDecrement);

    /// <inheritdoc cref="DeviceMath.BitDecrement{T}(T)"/>
    public static LanePair<double> BitDecrement(LanePair<double> value) => Each(value, &Math.BitDecrement);

    /// <inheritdoc cref="DeviceMath.Log{T}(T, T)"/>
    public static Vector256<float> Log(Vector256<float> value, Vector256<float> newBase) => EachLane.Join<LaneFunctions.LogOfBase>(value, newBase);

    /// <inheritdoc cref="DeviceMath.Log{T}(T, T)"/>
    public static LanePair<double> Log(LanePair<double> value, LanePair<double> newBase)
        => EachLane.Join<LaneFunctions.LogOfBase>(value, newBase);

    /// <inheritdoc cref="DeviceMath.Pow{T}(T, T)"/>
    public static LanePair<double> Pow(LanePair<double> value, LanePair<double> power)
        => EachLane.Join<LaneFunctions.Pow>(value, power);

    /// <inheritdoc cref="DeviceMath.Atan2{T}(T, T)"/>
    public static Vector256<float> Atan2(Vector256<float> y, Vector256<float> x) => EachLane.Join<LaneFunctions.Atan2>(y, x);

    /// <inheritdoc cref="DeviceMath.Atan2{T}(T, T)"/>
    public static LanePair<double> Atan2(LanePair<double> y, LanePair<double> x)
        => EachLane.Join<LaneFunctions.Atan2>(y, x);

    /// <inheritdoc cref="DeviceMath.IEEERemainder{T}(T, T)"/>
    public static Vector256<float> IEEERemainder(Vector256<float> left, Vector256<float> right) => EachLane.Apply(left, right, &MathF.IEEERemainder);

    /// <inheritdoc cref="DeviceMath.IEEERemainder{T}(T, T)"/>
    public static LanePair<double> IEEERemainder(LanePair<double> left, LanePair<double> right)
        => new(EachLane.Apply(left.Low, right.Low, &Math.IEEERemainder), EachLane.Apply(left.High, right.High, &Math.IEEERemainder));

    /// <inheritdoc cref="DeviceMath.Lerp{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Lerp(Vector256<float> from, Vector256<float> to, Vector256<float> amount)
        => Vector256.MultiplyAddEstimate(from, Vector256<float>.One - amount, to * amount);

    /// <inheritdoc cref="DeviceMath.Lerp{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> Lerp(LanePair<double> from, LanePair<double> to, LanePair<double> amount)
        => new(
            Vector256.MultiplyAddEstimate(from.Low, Vector256<double>.One - amount.Low, to.Low * amount.Low),
            Vector256.MultiplyAddEstimate(from.High, Vector256<double>.One - amount.High, to.High * amount.High));

    /// <inheritdoc cref="DeviceMath.ScaleB{T}(T, int)"/>
    public static Vector256<float> ScaleB(Vector256<float> value, Vector256<int> power) => EachLane.Apply(value, power, 0, &MathF.ScaleB);

    /// <inheritdoc cref="DeviceMath.ScaleB{T}(T, int)"/>
    public static LanePair<double> ScaleB(LanePair<double> value, Vector256<int> power)
        => new(EachLane.Apply(value.Low, power, 0, &Math.ScaleB), EachLane.Apply(value.High, power, 4, &Math.ScaleB));

    /// <inheritdoc cref="DeviceMath.RoundDigits{T}(T, int)"/>
    public static Vector256<float> RoundDigits(Vector256<float> value, Vector256<int> digits) => EachLane.Apply(value, digits, 0, &RoundedDigits);

    /// <inheritdoc cref="DeviceMath.RoundDigits{T}(T, int)"/>
    public static LanePair<double> RoundDigits(LanePair<double> value, Vector256<int> digits)
        => new(EachLane.Apply(value.Low, digits, 0, &RoundedDigits), EachLane.Apply(value.High, digits, 4, &RoundedDigits));

    /// <inheritdoc cref="DeviceMath.RoundMode{T}(T, int)"/>
    public static Vector256<float> RoundMode(Vector256<float> value, Vector256<int> mode) => EachLane.Apply(value, mode, 0, &RoundedMode);

    /// <inheritdoc cref="DeviceMath.RoundMode{T}(T, int)"/>
    public static LanePair<double> RoundMode(LanePair<double> value, Vector256<int> mode)
        => new(EachLane.Apply(value.Low, mode, 0, &RoundedMode), EachLane.Apply(value.High, mode, 4, &RoundedMode));

    /// <inheritdoc cref="DeviceMath.RoundDigits{T}(T, int, int)"/>
    public static Vector256<float> RoundDigits(Vector256<float> value, Vector256<int> digits, Vector256<int> mode)
        => EachLane.Apply(value, digits | (mode << 8), 0, &RoundedBoth);

    /// <inheritdoc cref="DeviceMath.RoundDigits{T}(T, int, int)"/>
    public static LanePair<double> RoundDigits(LanePair<double> value, Vector256<int> digits, Vector256<int> mode)
    {
        Vector256<int> both = digits | (mode << 8);
        return new(EachLane.Apply(value.Low, both, 0, &RoundedBoth), EachLane.Apply(value.High, both, 4, &RoundedBoth));
    }

    /// <inheritdoc cref="DeviceMath.ILogB{T}(T)"/>
    public static Vector256<int> ILogB(Vector256<float> value) => EachLane.Convert(value, &MathF.ILogB);

    /// <inheritdoc cref="DeviceMath.ILogB{T}(T)"/>
    public static Vector256<int> ILogB(LanePair<double> value) => EachLane.Convert(value, &Math.ILogB);

    private static LanePair<double> Each(LanePair<double> value, delegate*<double, double> function)
        => new(EachLane.Apply(value.Low, function), EachLane.Apply(value.High, function));

    // Lanes that are not wanted can ask for digits and directions that .NET would throw for.
    private static float RoundedDigits(float value, int digits) => digits is >= 0 and <= 6 ? MathF.Round(value, digits) : 0;

    private static double RoundedDigits(double value, int digits) => digits is >= 0 and <= 15 ? Math.Round(value, digits) : 0;

    private static float RoundedMode(float value, int mode) => mode is >= 0 and <= 4 ? MathF.Round(value, (MidpointRounding)mode) : 0;

    private static double RoundedMode(double value, int mode) => mode is >= 0 and <= 4 ? Math.Round(value, (MidpointRounding)mode) : 0;

    private static float RoundedBoth(float value, int both)
        => (both & 0xFF) is var digits && digits <= 6 && both >> 8 is >= 0 and <= 4 and var mode ? MathF.Round(value, digits, (MidpointRounding)mode) : 0;

    private static double RoundedBoth(double value, int both)
        => (both & 0xFF) is var digits && digits <= 15 && both >> 8 is >= 0 and <= 4 and var mode ? Math.Round(value, digits, (MidpointRounding)mode) : 0;
}
