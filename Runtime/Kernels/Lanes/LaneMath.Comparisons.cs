using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>Comparisons, each its own: for NaN none of the four is so, and the opposite of one is not another.</content>
public static partial class LaneMath
{
    /// <summary>The operator <c>&lt;</c>.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>Where it is so.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Less<T>(Vector256<T> left, Vector256<T> right) => Vector256.LessThan(left, right).AsInt32();

    /// <inheritdoc cref="Less{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Less<T>(LanePair<T> left, LanePair<T> right)
        => Joined(Vector256.LessThan(left.Low, right.Low), Vector256.LessThan(left.High, right.High));

    /// <summary>The operator <c>&lt;=</c>.</summary>
    /// <inheritdoc cref="Less{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LessOrEqual<T>(Vector256<T> left, Vector256<T> right) => Vector256.LessThanOrEqual(left, right).AsInt32();

    /// <inheritdoc cref="LessOrEqual{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LessOrEqual<T>(LanePair<T> left, LanePair<T> right)
        => Joined(Vector256.LessThanOrEqual(left.Low, right.Low), Vector256.LessThanOrEqual(left.High, right.High));

    /// <summary>The operator <c>&gt;</c>.</summary>
    /// <inheritdoc cref="Less{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Greater<T>(Vector256<T> left, Vector256<T> right) => Vector256.GreaterThan(left, right).AsInt32();

    /// <inheritdoc cref="Greater{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Greater<T>(LanePair<T> left, LanePair<T> right)
        => Joined(Vector256.GreaterThan(left.Low, right.Low), Vector256.GreaterThan(left.High, right.High));

    /// <summary>The operator <c>&gt;=</c>.</summary>
    /// <inheritdoc cref="Less{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> GreaterOrEqual<T>(Vector256<T> left, Vector256<T> right) => Vector256.GreaterThanOrEqual(left, right).AsInt32();

    /// <inheritdoc cref="GreaterOrEqual{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> GreaterOrEqual<T>(LanePair<T> left, LanePair<T> right)
        => Joined(Vector256.GreaterThanOrEqual(left.Low, right.Low), Vector256.GreaterThanOrEqual(left.High, right.High));

    /// <summary>The operator <c>==</c>.</summary>
    /// <inheritdoc cref="Less{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Equal<T>(Vector256<T> left, Vector256<T> right) => Vector256.Equals(left, right).AsInt32();

    /// <inheritdoc cref="Equal{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Equal<T>(LanePair<T> left, LanePair<T> right)
        => Joined(Vector256.Equals(left.Low, right.Low), Vector256.Equals(left.High, right.High));

    /// <summary>The operator <c>!=</c>: so for NaN.</summary>
    /// <inheritdoc cref="Less{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> NotEqual<T>(Vector256<T> left, Vector256<T> right) => ~Equal(left, right);

    /// <inheritdoc cref="NotEqual{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> NotEqual<T>(LanePair<T> left, LanePair<T> right) => ~Equal(left, right);

    /// <summary>Masks of 64-bit lanes as a mask of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Joined<T>(Vector256<T> low, Vector256<T> high) => Vector256.Narrow(low.AsInt64(), high.AsInt64());
}
