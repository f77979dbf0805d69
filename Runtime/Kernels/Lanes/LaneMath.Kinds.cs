// Safety: only addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>What kind of number a value is. The text of each is at its namesake of the numeric types.</content>
public static partial class LaneMath
{
    /// <inheritdoc cref="DeviceMath.IsNaN{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsNaN<T>(Vector256<T> value) => Vector256.IsNaN(value).AsInt32();

    /// <inheritdoc cref="DeviceMath.IsNaN{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsNaN<T>(LanePair<T> value)
        => Joined(Vector256.IsNaN(value.Low), Vector256.IsNaN(value.High));

    /// <inheritdoc cref="DeviceMath.IsInfinity{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsInfinity<T>(Vector256<T> value) => Vector256.IsInfinity(value).AsInt32();

    /// <inheritdoc cref="DeviceMath.IsInfinity{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsInfinity<T>(LanePair<T> value)
        => Joined(Vector256.IsInfinity(value.Low), Vector256.IsInfinity(value.High));

    /// <inheritdoc cref="DeviceMath.IsFinite{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsFinite<T>(Vector256<T> value) => Vector256.IsFinite(value).AsInt32();

    /// <inheritdoc cref="DeviceMath.IsFinite{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsFinite<T>(LanePair<T> value)
        => Joined(Vector256.IsFinite(value.Low), Vector256.IsFinite(value.High));

    /// <inheritdoc cref="DeviceMath.IsNegative{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsNegative<T>(Vector256<T> value) => Vector256.IsNegative(value).AsInt32();

    /// <inheritdoc cref="DeviceMath.IsNegative{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsNegative<T>(LanePair<T> value)
        => Joined(Vector256.IsNegative(value.Low), Vector256.IsNegative(value.High));

    /// <inheritdoc cref="DeviceMath.IsPositive{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsPositive<T>(Vector256<T> value) => Vector256.IsPositive(value).AsInt32();

    /// <inheritdoc cref="DeviceMath.IsPositive{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsPositive<T>(LanePair<T> value)
        => Joined(Vector256.IsPositive(value.Low), Vector256.IsPositive(value.High));

    /// <inheritdoc cref="DeviceMath.IsNormal{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsNormal<T>(Vector256<T> value) => Vector256.IsNormal(value).AsInt32();

    /// <inheritdoc cref="DeviceMath.IsNormal{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsNormal<T>(LanePair<T> value)
        => Joined(Vector256.IsNormal(value.Low), Vector256.IsNormal(value.High));

    /// <inheritdoc cref="DeviceMath.IsSubnormal{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsSubnormal<T>(Vector256<T> value) => Vector256.IsSubnormal(value).AsInt32();

    /// <inheritdoc cref="DeviceMath.IsSubnormal{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsSubnormal<T>(LanePair<T> value)
        => Joined(Vector256.IsSubnormal(value.Low), Vector256.IsSubnormal(value.High));

    /// <inheritdoc cref="DeviceMath.IsPositiveInfinity{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsPositiveInfinity<T>(Vector256<T> value) => Vector256.IsPositiveInfinity(value).AsInt32();

    /// <inheritdoc cref="DeviceMath.IsPositiveInfinity{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsPositiveInfinity<T>(LanePair<T> value)
        => Joined(Vector256.IsPositiveInfinity(value.Low), Vector256.IsPositiveInfinity(value.High));

    /// <inheritdoc cref="DeviceMath.IsNegativeInfinity{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsNegativeInfinity<T>(Vector256<T> value) => Vector256.IsNegativeInfinity(value).AsInt32();

    /// <inheritdoc cref="DeviceMath.IsNegativeInfinity{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsNegativeInfinity<T>(LanePair<T> value)
        => Joined(Vector256.IsNegativeInfinity(value.Low), Vector256.IsNegativeInfinity(value.High));

    /// <inheritdoc cref="DeviceMath.IsRealNumber{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsRealNumber<T>(Vector256<T> value) => Vector256.Equals(value, value).AsInt32();

    /// <inheritdoc cref="DeviceMath.IsRealNumber{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsRealNumber<T>(LanePair<T> value)
        => Joined(Vector256.Equals(value.Low, value.Low), Vector256.Equals(value.High, value.High));

    /// <inheritdoc cref="DeviceMath.IsInteger{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsInteger<T>(Vector256<T> value) => Vector256.IsInteger(value).AsInt32();

    /// <inheritdoc cref="DeviceMath.IsInteger{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsInteger<T>(LanePair<T> value)
        => Joined(Vector256.IsInteger(value.Low), Vector256.IsInteger(value.High));

    /// <inheritdoc cref="DeviceMath.IsEvenInteger{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsEvenInteger<T>(Vector256<T> value) => Vector256.IsEvenInteger(value).AsInt32();

    /// <inheritdoc cref="DeviceMath.IsEvenInteger{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsEvenInteger<T>(LanePair<T> value)
        => Joined(Vector256.IsEvenInteger(value.Low), Vector256.IsEvenInteger(value.High));

    /// <inheritdoc cref="DeviceMath.IsOddInteger{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsOddInteger<T>(Vector256<T> value) => Vector256.IsOddInteger(value).AsInt32();

    /// <inheritdoc cref="DeviceMath.IsOddInteger{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsOddInteger<T>(LanePair<T> value)
        => Joined(Vector256.IsOddInteger(value.Low), Vector256.IsOddInteger(value.High));

    /// <inheritdoc cref="DeviceMath.IsPow2{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsPow2(Vector256<int> value)
        => Equal(value & (value - Vector256<int>.One), Vector256<int>.Zero) & Greater(value, Vector256<int>.Zero);

    /// <inheritdoc cref="IsPow2(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsPow2(Vector256<uint> value)
        => Equal(value & (value - Vector256<uint>.One), Vector256<uint>.Zero) & NotEqual(value, Vector256<uint>.Zero);

    /// <inheritdoc cref="IsPow2(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsPow2(LanePair<long> value)
        => Equal(value & (value - new LanePair<long>(1)), new LanePair<long>(0)) & Greater(value, new LanePair<long>(0));

    /// <inheritdoc cref="IsPow2(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsPow2(LanePair<ulong> value)
        => Equal(value & (value - new LanePair<ulong>(1)), new LanePair<ulong>(0)) & NotEqual(value, new LanePair<ulong>(0));

    /// <inheritdoc cref="IsPow2(Vector256{int})"/>
    public static unsafe Vector256<int> IsPow2(Vector256<float> value) => NotEqual(EachLane.Apply(value, &OneIfPow2), Vector256<float>.Zero);

    /// <inheritdoc cref="IsPow2(Vector256{int})"/>
    public static unsafe Vector256<int> IsPow2(LanePair<double> value)
        => NotEqual(Each(value, &OneIfPow2), new LanePair<double>(0));

    private static float OneIfPow2(float value) => float.IsPow2(value) ? 1 : 0;

    private static double OneIfPow2(double value) => double.IsPow2(value) ? 1 : 0;
}
