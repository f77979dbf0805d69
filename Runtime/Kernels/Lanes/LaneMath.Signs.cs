using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>Sizes and signs, rounding to whole numbers, roots, fused products and degrees: what instructions give exactly.</content>
public static partial class LaneMath
{
    /// <inheritdoc cref="DeviceMath.Abs{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Abs<T>(Vector256<T> value) => Vector256.Abs(value);

    /// <inheritdoc cref="DeviceMath.Abs{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> Abs<T>(LanePair<T> value) => new(Vector256.Abs(value.Low), Vector256.Abs(value.High));

    /// <inheritdoc cref="DeviceMath.Sign{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Sign<T>(Vector256<T> value) => Less(value, Vector256<T>.Zero) - Greater(value, Vector256<T>.Zero);

    /// <inheritdoc cref="DeviceMath.Sign{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Sign<T>(LanePair<T> value)
        => Less(value, default) - Greater(value, default);

    /// <inheritdoc cref="DeviceMath.CopySign{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> CopySign<T>(Vector256<T> value, Vector256<T> sign) => Vector256.CopySign(value, sign);

    /// <inheritdoc cref="DeviceMath.CopySign{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> CopySign<T>(LanePair<T> value, LanePair<T> sign)
        => new(Vector256.CopySign(value.Low, sign.Low), Vector256.CopySign(value.High, sign.High));

    /// <inheritdoc cref="DeviceMath.Sqrt{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sqrt(Vector256<float> value) => Vector256.Sqrt(value);

    /// <inheritdoc cref="DeviceMath.Sqrt{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> Sqrt(LanePair<double> value) => new(Vector256.Sqrt(value.Low), Vector256.Sqrt(value.High));

    /// <inheritdoc cref="DeviceMath.DegreesToRadians{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> DegreesToRadians(Vector256<float> value) => value * Vector256.Create(float.Pi) / Vector256.Create(180f);

    /// <inheritdoc cref="DeviceMath.DegreesToRadians{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> DegreesToRadians(LanePair<double> value) => new(ToRadians(value.Low), ToRadians(value.High));

    /// <inheritdoc cref="DeviceMath.RadiansToDegrees{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> RadiansToDegrees(Vector256<float> value) => value * Vector256.Create(180f) / Vector256.Create(float.Pi);

    /// <inheritdoc cref="DeviceMath.RadiansToDegrees{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> RadiansToDegrees(LanePair<double> value) => new(ToDegrees(value.Low), ToDegrees(value.High));

    /// <inheritdoc cref="DeviceMath.Floor{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Floor(Vector256<float> value) => Vector256.Floor(value);

    /// <inheritdoc cref="DeviceMath.Floor{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> Floor(LanePair<double> value) => new(Vector256.Floor(value.Low), Vector256.Floor(value.High));

    /// <inheritdoc cref="DeviceMath.Ceiling{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Ceiling(Vector256<float> value) => Vector256.Ceiling(value);

    /// <inheritdoc cref="DeviceMath.Ceiling{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> Ceiling(LanePair<double> value) => new(Vector256.Ceiling(value.Low), Vector256.Ceiling(value.High));

    /// <inheritdoc cref="DeviceMath.Truncate{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Truncate(Vector256<float> value) => Vector256.Truncate(value);

    /// <inheritdoc cref="DeviceMath.Truncate{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> Truncate(LanePair<double> value) => new(Vector256.Truncate(value.Low), Vector256.Truncate(value.High));

    /// <inheritdoc cref="DeviceMath.Round{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Round(Vector256<float> value) => Vector256.Round(value);

    /// <inheritdoc cref="DeviceMath.Round{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> Round(LanePair<double> value) => new(Vector256.Round(value.Low), Vector256.Round(value.High));

    /// <inheritdoc cref="DeviceMath.MultiplyAdd{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> left, Vector256<float> right, Vector256<float> addend)
        => Vector256.MultiplyAddEstimate(left, right, addend);

    /// <inheritdoc cref="DeviceMath.MultiplyAdd{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> MultiplyAdd(LanePair<double> left, LanePair<double> right, LanePair<double> addend)
        => new(Vector256.MultiplyAddEstimate(left.Low, right.Low, addend.Low), Vector256.MultiplyAddEstimate(left.High, right.High, addend.High));

    /// <inheritdoc cref="DeviceMath.FusedMultiplyAdd{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FusedMultiplyAdd(Vector256<float> left, Vector256<float> right, Vector256<float> addend)
        => Vector256.FusedMultiplyAdd(left, right, addend);

    /// <inheritdoc cref="DeviceMath.FusedMultiplyAdd{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> FusedMultiplyAdd(LanePair<double> left, LanePair<double> right, LanePair<double> addend)
        => new(Vector256.FusedMultiplyAdd(left.Low, right.Low, addend.Low), Vector256.FusedMultiplyAdd(left.High, right.High, addend.High));

    /// <inheritdoc cref="DeviceMath.PlusZero{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> PlusZero(Vector256<float> x) => x + Vector256<float>.Zero;

    /// <inheritdoc cref="DeviceMath.PlusZero{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> PlusZero(LanePair<double> x) => x + default(LanePair<double>);

    /// <inheritdoc cref="DeviceMath.FromZero{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FromZero(Vector256<float> x) => Vector256<float>.Zero - x;

    /// <inheritdoc cref="DeviceMath.FromZero{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> FromZero(LanePair<double> x) => default(LanePair<double>) - x;

    // .NET's own vector forms multiply by a quotient, and have other bits than its scalar ones.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ToRadians(Vector256<double> value) => value * Vector256.Create(double.Pi) / Vector256.Create(180d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ToDegrees(Vector256<double> value) => value * Vector256.Create(180d) / Vector256.Create(double.Pi);
}
