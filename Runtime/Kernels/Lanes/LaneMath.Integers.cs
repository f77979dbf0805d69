// Safety: only addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>Conversions to integers: the unchecked casts of C#. From floating-point numbers they stay at the ends of the range, and give 0 for NaN.</content>
public static partial class LaneMath
{
    /// <summary>The cast to <see cref="int"/>.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>The converted numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToInt32(Vector256<int> value) => value;

    /// <inheritdoc cref="ToInt32(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToInt32(Vector256<uint> value) => value.AsInt32();

    /// <inheritdoc cref="ToInt32(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToInt32(Vector256<float> value) => Vector256.ConvertToInt32(value);

    /// <inheritdoc cref="ToInt32(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToInt32(LanePair<long> value) => Vector256.Narrow(value.Low, value.High);

    /// <inheritdoc cref="ToInt32(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToInt32(LanePair<ulong> value) => Vector256.Narrow(value.Low, value.High).AsInt32();

    /// <inheritdoc cref="ToInt32(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToInt32(LanePair<double> value) => Vector256.Create(ToInt32(value.Low), ToInt32(value.High));

    /// <summary>The cast to <see cref="uint"/>.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>The converted numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> ToUInt32(Vector256<int> value) => value.AsUInt32();

    /// <inheritdoc cref="ToUInt32(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> ToUInt32(Vector256<uint> value) => value;

    /// <inheritdoc cref="ToUInt32(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> ToUInt32(Vector256<float> value) => ToUInt32(ToDouble(value));

    /// <inheritdoc cref="ToUInt32(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> ToUInt32(LanePair<long> value) => Vector256.Narrow(value.Low, value.High).AsUInt32();

    /// <inheritdoc cref="ToUInt32(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> ToUInt32(LanePair<ulong> value) => Vector256.Narrow(value.Low, value.High);

    /// <inheritdoc cref="ToUInt32(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> ToUInt32(LanePair<double> value) => Vector256.Create(ToUInt32(value.Low), ToUInt32(value.High));

    /// <summary>The cast to <see cref="long"/>.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>The converted numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> ToInt64(Vector256<int> value) => new(Vector256.WidenLower(value), Vector256.WidenUpper(value));

    /// <inheritdoc cref="ToInt64(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> ToInt64(Vector256<uint> value) => new(Vector256.WidenLower(value).AsInt64(), Vector256.WidenUpper(value).AsInt64());

    /// <inheritdoc cref="ToInt64(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> ToInt64(Vector256<float> value) => ToInt64(ToDouble(value));

    /// <inheritdoc cref="ToInt64(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> ToInt64(LanePair<long> value) => value;

    /// <inheritdoc cref="ToInt64(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> ToInt64(LanePair<ulong> value) => new(value.Low.AsInt64(), value.High.AsInt64());

    /// <inheritdoc cref="ToInt64(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> ToInt64(LanePair<double> value) => new(ToInt64(value.Low), ToInt64(value.High));

    /// <summary>The cast to <see cref="ulong"/>.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>The converted numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> ToUInt64(Vector256<int> value) => ToUInt64(ToInt64(value));

    /// <inheritdoc cref="ToUInt64(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> ToUInt64(Vector256<uint> value) => new(Vector256.WidenLower(value), Vector256.WidenUpper(value));

    /// <inheritdoc cref="ToUInt64(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> ToUInt64(Vector256<float> value) => ToUInt64(ToDouble(value));

    /// <inheritdoc cref="ToUInt64(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> ToUInt64(LanePair<long> value) => new(value.Low.AsUInt64(), value.High.AsUInt64());

    /// <inheritdoc cref="ToUInt64(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> ToUInt64(LanePair<ulong> value) => value;

    /// <inheritdoc cref="ToUInt64(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> ToUInt64(LanePair<double> value) => new(ToUInt64(value.Low), ToUInt64(value.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<long> ToInt64(Vector256<double> value)
    {
        Vector256<double> whole = Vector256.Truncate(value);
        return WholeNumbers.Are(whole) ? WholeNumbers.ToInt64(whole) : EachLane.Convert(value, &Cast64);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<ulong> ToUInt64(Vector256<double> value)
    {
        Vector256<double> whole = Vector256.Truncate(value);
        return WholeNumbers.Are(whole)
            ? WholeNumbers.ToInt64(Vector256.MaxNative(whole, Vector256<double>.Zero)).AsUInt64()
            : EachLane.Convert(value, &CastUnsigned64);
    }

    // The ends of the range are numbers of double, so that none between them is lost; the instruction alone gives int.MinValue for all others.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector128<int> ToInt32(Vector256<double> value)
    {
        Vector256<double> whole = Within(value, int.MinValue, int.MaxValue);
        return Avx.IsSupported ? Avx.ConvertToVector128Int32WithTruncation(whole) : Vector256.Narrow(EachLane.Convert(whole, &Cast64), default).GetLower();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector128<uint> ToUInt32(Vector256<double> value)
    {
        Vector256<double> whole = Within(value, uint.MinValue, uint.MaxValue);
        return Avx.IsSupported ? Whole(whole) : Vector256.Narrow(EachLane.Convert(whole, &CastUnsigned64), default).GetLower();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Within(Vector256<double> value, double least, double most)
    {
        Vector256<double> numbers = value & Vector256.Equals(value, value);
        return Vector256.MinNative(Vector256.MaxNative(numbers, Vector256.Create(least)), Vector256.Create(most));
    }

    private static long Cast64(double value) => (long)value;

    private static ulong CastUnsigned64(double value) => (ulong)value;

    /// <summary>Adds the product of each lane to some lane of a sum.</summary>
    /// <param name="sum">The sum, which wraps.</param>
    /// <param name="left">The one factor.</param>
    /// <param name="right">The other one.</param>
    /// <returns>The sum. Only that of all its lanes is defined.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AddProducts(Vector256<int> sum, Vector128<short> left, Vector128<short> right)
        => sum + (Sse2.IsSupported
            ? Sse2.MultiplyAddAdjacent(left, right)
            : (Vector128.WidenLower(left) * Vector128.WidenLower(right)) + (Vector128.WidenUpper(left) * Vector128.WidenUpper(right))).ToVector256();

    /// <summary>Adds the products of two neighbours to each lane of a sum.</summary>
    /// <param name="sum">The sum, which wraps.</param>
    /// <param name="left">The one factor.</param>
    /// <param name="right">The other one.</param>
    /// <returns>The sum. Only that of all its lanes is defined.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AddProducts(Vector256<int> sum, Vector256<short> left, Vector256<short> right)
        => sum + (Avx2.IsSupported
            ? Avx2.MultiplyAddAdjacent(left, right)
            : (Vector256.WidenLower(left) * Vector256.WidenLower(right)) + (Vector256.WidenUpper(left) * Vector256.WidenUpper(right)));

    /// <summary>Multiplies numbers that fit in 16 bits with their sign, and of which those of one side are never negative.</summary>
    /// <param name="left">The one factor.</param>
    /// <param name="right">The other one.</param>
    /// <returns>The products. The upper halves of the factors are 0 or -1, and on one side 0. So their product adds nothing.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> NarrowProduct(Vector256<int> left, Vector256<int> right)
        => Avx2.IsSupported ? Avx2.MultiplyAddAdjacent(left.AsInt16(), right.AsInt16()) : left * right;
}
