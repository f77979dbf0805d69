using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>The lesser and the greater of numbers.</content>
public static partial class LaneMath
{
    /// <summary>The lesser of two numbers: NaN if one is, and -0 before 0.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The lesser.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Min<T>(Vector256<T> left, Vector256<T> right) => Vector256.Min(left, right);

    /// <inheritdoc cref="Min{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> Min<T>(LanePair<T> left, LanePair<T> right) => new(Min(left.Low, right.Low), Min(left.High, right.High));

    /// <summary>The greater of two numbers: NaN if one is, and -0 before 0.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The greater.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Max<T>(Vector256<T> left, Vector256<T> right) => Vector256.Max(left, right);

    /// <inheritdoc cref="Max{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> Max<T>(LanePair<T> left, LanePair<T> right) => new(Max(left.Low, right.Low), Max(left.High, right.High));

    /// <inheritdoc cref="DeviceMath.Clamp{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Clamp<T>(Vector256<T> value, Vector256<T> min, Vector256<T> max)
        => Select(Less(value, min), min, Select(Greater(value, max), max, value));

    /// <inheritdoc cref="DeviceMath.Clamp{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> Clamp<T>(LanePair<T> value, LanePair<T> min, LanePair<T> max)
        => new(Clamp(value.Low, min.Low, max.Low), Clamp(value.High, min.High, max.High));

    /// <inheritdoc cref="DeviceMath.NumberClamp{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> NumberClamp<T>(Vector256<T> value, Vector256<T> min, Vector256<T> max) => Min(Max(value, min), max);

    /// <inheritdoc cref="DeviceMath.NumberClamp{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> NumberClamp<T>(LanePair<T> value, LanePair<T> min, LanePair<T> max) => Min(Max(value, min), max);

    /// <summary>The number of the greater size: NaN if one is, and of the same size the positive one.</summary>
    /// <inheritdoc cref="Max{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MaxMagnitude<T>(Vector256<T> left, Vector256<T> right) => Vector256.MaxMagnitude(left, right);

    /// <inheritdoc cref="MaxMagnitude{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> MaxMagnitude<T>(LanePair<T> left, LanePair<T> right)
        => new(Vector256.MaxMagnitude(left.Low, right.Low), Vector256.MaxMagnitude(left.High, right.High));

    /// <summary>The number of the lesser size: NaN if one is, and of the same size the negative one.</summary>
    /// <inheritdoc cref="Min{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MinMagnitude<T>(Vector256<T> left, Vector256<T> right) => Vector256.MinMagnitude(left, right);

    /// <inheritdoc cref="MinMagnitude{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> MinMagnitude<T>(LanePair<T> left, LanePair<T> right)
        => new(Vector256.MinMagnitude(left.Low, right.Low), Vector256.MinMagnitude(left.High, right.High));

    /// <summary>The number of the greater size that is a number, and of the same size the positive one.</summary>
    /// <inheritdoc cref="Max{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MaxMagnitudeNumber<T>(Vector256<T> left, Vector256<T> right) => Vector256.MaxMagnitudeNumber(left, right);

    /// <inheritdoc cref="MaxMagnitudeNumber{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> MaxMagnitudeNumber<T>(LanePair<T> left, LanePair<T> right)
        => new(Vector256.MaxMagnitudeNumber(left.Low, right.Low), Vector256.MaxMagnitudeNumber(left.High, right.High));

    /// <summary>The number of the lesser size that is a number, and of the same size the negative one.</summary>
    /// <inheritdoc cref="Min{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MinMagnitudeNumber<T>(Vector256<T> left, Vector256<T> right) => Vector256.MinMagnitudeNumber(left, right);

    /// <inheritdoc cref="MinMagnitudeNumber{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> MinMagnitudeNumber<T>(LanePair<T> left, LanePair<T> right)
        => new(Vector256.MinMagnitudeNumber(left.Low, right.Low), Vector256.MinMagnitudeNumber(left.High, right.High));

    /// <summary>The greater of two numbers, or the one that is a number.</summary>
    /// <inheritdoc cref="Max{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MaxNumber<T>(Vector256<T> left, Vector256<T> right) => Vector256.MaxNumber(left, right);

    /// <inheritdoc cref="MaxNumber{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> MaxNumber<T>(LanePair<T> left, LanePair<T> right)
        => new(Vector256.MaxNumber(left.Low, right.Low), Vector256.MaxNumber(left.High, right.High));

    /// <summary>The lesser of two numbers, or the one that is a number.</summary>
    /// <inheritdoc cref="Min{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MinNumber<T>(Vector256<T> left, Vector256<T> right) => Vector256.MinNumber(left, right);

    /// <inheritdoc cref="MinNumber{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> MinNumber<T>(LanePair<T> left, LanePair<T> right)
        => new(Vector256.MinNumber(left.Low, right.Low), Vector256.MinNumber(left.High, right.High));
}
