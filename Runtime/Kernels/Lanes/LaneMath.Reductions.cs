using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>
/// One value of all lanes. Where the order of the operands does not matter they are taken by halves; sums and products of floating-point numbers are
/// rounded, so theirs go on from a number, lane after lane.
/// </content>
public static partial class LaneMath
{
    /// <summary>A number with all lanes added to it, one after the other.</summary>
    /// <param name="start">The number.</param>
    /// <param name="value">The lanes.</param>
    /// <returns>start + lane 0 + lane 1 and so on, rounded each time.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumInOrder(float start, Vector256<float> value)
    {
        for (int lane = 0; lane < Count; lane++)
        {
            start += value[lane];
        }

        return start;
    }

    /// <inheritdoc cref="SumInOrder(float, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumInOrder(double start, LanePair<double> value)
    {
        start = start + value.Low[0] + value.Low[1] + value.Low[2] + value.Low[3];
        return start + value.High[0] + value.High[1] + value.High[2] + value.High[3];
    }

    /// <summary>The sum of integers, without regard to overflow.</summary>
    /// <param name="value">The lanes.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum<T>(Vector256<T> value) where T : IBinaryInteger<T> => Vector256.Sum(value);

    /// <inheritdoc cref="Sum{T}(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum<T>(LanePair<T> value) where T : IBinaryInteger<T> => Vector256.Sum(value.Low + value.High);

    /// <summary>The product of integers, without regard to overflow.</summary>
    /// <param name="value">The lanes.</param>
    /// <returns>The product.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Product<T>(Vector256<T> value) where T : IBinaryInteger<T> => Product(value.GetLower() * value.GetUpper());

    /// <inheritdoc cref="Product{T}(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Product<T>(LanePair<T> value) where T : IBinaryInteger<T> => Product(value.Low * value.High);

    /// <summary>The least of the lanes, as <see cref="Min{T}(Vector256{T}, Vector256{T})"/> finds it.</summary>
    /// <param name="value">The lanes.</param>
    /// <returns>The least.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Least<T>(Vector256<T> value) where T : INumber<T>
    {
        Vector128<T> halves = Vector128.Min(value.GetLower(), value.GetUpper());
        T least = T.Min(halves[0], halves[1]);
        return Vector128<T>.Count == 4 ? T.Min(least, T.Min(halves[2], halves[3])) : least;
    }

    /// <inheritdoc cref="Least{T}(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Least<T>(LanePair<T> value) where T : INumber<T> => Least(Min(value.Low, value.High));

    /// <summary>The greatest of the lanes, as <see cref="Max{T}(Vector256{T}, Vector256{T})"/> finds it.</summary>
    /// <param name="value">The lanes.</param>
    /// <returns>The greatest.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Greatest<T>(Vector256<T> value) where T : INumber<T>
    {
        Vector128<T> halves = Vector128.Max(value.GetLower(), value.GetUpper());
        T greatest = T.Max(halves[0], halves[1]);
        return Vector128<T>.Count == 4 ? T.Max(greatest, T.Max(halves[2], halves[3])) : greatest;
    }

    /// <inheritdoc cref="Greatest{T}(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Greatest<T>(LanePair<T> value) where T : INumber<T> => Greatest(Max(value.Low, value.High));

    /// <summary>The bits that all lanes have.</summary>
    /// <param name="value">The lanes.</param>
    /// <returns>The bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T And<T>(Vector256<T> value) where T : IBinaryInteger<T>
    {
        Vector128<T> halves = value.GetLower() & value.GetUpper();
        return Vector128<T>.Count == 4 ? halves[0] & halves[1] & halves[2] & halves[3] : halves[0] & halves[1];
    }

    /// <inheritdoc cref="And{T}(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T And<T>(LanePair<T> value) where T : IBinaryInteger<T> => And(value.Low & value.High);

    /// <summary>The bits that some lane has.</summary>
    /// <param name="value">The lanes.</param>
    /// <returns>The bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Or<T>(Vector256<T> value) where T : IBinaryInteger<T>
    {
        Vector128<T> halves = value.GetLower() | value.GetUpper();
        return Vector128<T>.Count == 4 ? halves[0] | halves[1] | halves[2] | halves[3] : halves[0] | halves[1];
    }

    /// <inheritdoc cref="Or{T}(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Or<T>(LanePair<T> value) where T : IBinaryInteger<T> => Or(value.Low | value.High);

    /// <summary>The bits that an odd number of lanes has.</summary>
    /// <param name="value">The lanes.</param>
    /// <returns>The bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Xor<T>(Vector256<T> value) where T : IBinaryInteger<T>
    {
        Vector128<T> halves = value.GetLower() ^ value.GetUpper();
        return Vector128<T>.Count == 4 ? halves[0] ^ halves[1] ^ halves[2] ^ halves[3] : halves[0] ^ halves[1];
    }

    /// <inheritdoc cref="Xor{T}(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Xor<T>(LanePair<T> value) where T : IBinaryInteger<T> => Xor(value.Low ^ value.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Product<T>(Vector128<T> halves) where T : IBinaryInteger<T>
        => Vector128<T>.Count == 4 ? halves[0] * halves[1] * (halves[2] * halves[3]) : halves[0] * halves[1];
}
