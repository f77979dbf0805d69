// Safety: only addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>
/// Quotients and remainders. 32-bit integers divide as numbers of <see cref="double"/>: their quotient is at least 2⁻³² away from the next
/// integer, or is one, and so is not rounded to it.
/// </content>
public static partial class LaneMath
{
    /// <summary>Where C# throws for a quotient or a remainder; generated code asks first.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    /// <returns>A mask.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> DivisionFails(Vector256<int> left, Vector256<int> right)
        => Equal(right, Vector256<int>.Zero) | (Equal(right, Vector256<int>.AllBitsSet) & Equal(left, Vector256.Create(int.MinValue)));

    /// <inheritdoc cref="DivisionFails(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> DivisionFails(Vector256<uint> left, Vector256<uint> right) => Equal(right, Vector256<uint>.Zero);

    /// <inheritdoc cref="DivisionFails(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> DivisionFails(LanePair<long> left, LanePair<long> right)
        => Equal(right, new LanePair<long>(0)) | (Equal(right, new LanePair<long>(-1)) & Equal(left, new LanePair<long>(long.MinValue)));

    /// <inheritdoc cref="DivisionFails(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> DivisionFails(LanePair<ulong> left, LanePair<ulong> right) => Equal(right, new LanePair<ulong>(0));

    /// <summary>The operator <c>/</c>. Where C# throws, any number.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    /// <returns>The quotient.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<int> Divide(Vector256<int> left, Vector256<int> right)
        => Avx.IsSupported
            ? Vector256.Create(
                Avx.ConvertToVector128Int32WithTruncation(Avx.ConvertToVector256Double(left.GetLower()) / Avx.ConvertToVector256Double(right.GetLower())),
                Avx.ConvertToVector128Int32WithTruncation(Avx.ConvertToVector256Double(left.GetUpper()) / Avx.ConvertToVector256Double(right.GetUpper())))
            : EachLane.Apply(left, right, &Quotient);

    /// <inheritdoc cref="Divide(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<uint> Divide(Vector256<uint> left, Vector256<uint> right)
        => Avx.IsSupported
            ? Vector256.Create(
                Whole(FromUnsigned(left.GetLower()) / FromUnsigned(right.GetLower())),
                Whole(FromUnsigned(left.GetUpper()) / FromUnsigned(right.GetUpper())))
            : EachLane.Apply(left, right, &Quotient);

    /// <inheritdoc cref="Divide(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> Divide(LanePair<long> left, LanePair<long> right) => new(Divide(left.Low, right.Low), Divide(left.High, right.High));

    /// <inheritdoc cref="Divide(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> Divide(LanePair<ulong> left, LanePair<ulong> right) => new(Divide(left.Low, right.Low), Divide(left.High, right.High));

    /// <summary>
    /// The operator <c>/</c> by one number for all lanes, whose inverse is computed once. A half is added to the dividend: so its product with the inverse is at
    /// least a half of the inverse away from each whole number, more than it is rounded by.
    /// </summary>
    /// <inheritdoc cref="Divide(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> DivideBy(Vector256<int> left, int right)
    {
        if (!Avx.IsSupported)
        {
            return Divide(left, Vector256.Create(right));
        }

        Vector256<double> inverse = Vector256.Create(1.0 / right);
        return Vector256.Create(
            Avx.ConvertToVector128Int32WithTruncation(AndHalf(Avx.ConvertToVector256Double(left.GetLower())) * inverse),
            Avx.ConvertToVector128Int32WithTruncation(AndHalf(Avx.ConvertToVector256Double(left.GetUpper())) * inverse));
    }

    /// <inheritdoc cref="DivideBy(Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> DivideBy(Vector256<uint> left, uint right)
    {
        if (!Avx.IsSupported)
        {
            return Divide(left, Vector256.Create(right));
        }

        Vector256<double> inverse = Vector256.Create(1.0 / right), half = Vector256.Create(0.5);
        return Vector256.Create(Whole((FromUnsigned(left.GetLower()) + half) * inverse), Whole((FromUnsigned(left.GetUpper()) + half) * inverse));
    }

    /// <summary>The operator <c>%</c> by one number for all lanes.</summary>
    /// <inheritdoc cref="Remainder(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> RemainderBy(Vector256<int> left, int right) => left - DivideBy(left, right) * Vector256.Create(right);

    /// <inheritdoc cref="RemainderBy(Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> RemainderBy(Vector256<uint> left, uint right) => left - DivideBy(left, right) * Vector256.Create(right);

    /// <summary>The operator <c>%</c>. Where C# throws, any number.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    /// <returns>The remainder.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Remainder(Vector256<int> left, Vector256<int> right) => left - Divide(left, right) * right;

    /// <inheritdoc cref="Remainder(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Remainder(Vector256<uint> left, Vector256<uint> right) => left - Divide(left, right) * right;

    /// <inheritdoc cref="Remainder(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> Remainder(LanePair<long> left, LanePair<long> right) => left - Divide(left, right) * right;

    /// <inheritdoc cref="Remainder(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> Remainder(LanePair<ulong> left, LanePair<ulong> right) => left - Divide(left, right) * right;

    /// <inheritdoc cref="Remainder(Vector256{int}, Vector256{int})"/>
    public static Vector256<float> Remainder(Vector256<float> left, Vector256<float> right) => EachLane.Join<LaneFunctions.Rest>(left, right);

    /// <inheritdoc cref="Remainder(Vector256{int}, Vector256{int})"/>
    public static LanePair<double> Remainder(LanePair<double> left, LanePair<double> right) => EachLane.Join<LaneFunctions.Rest>(left, right);

    // Zero is asked for too: resting lanes may divide by it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<long> Divide(Vector256<long> left, Vector256<long> right)
    {
        if (WholeNumbers.Are(right) && !Vector256.EqualsAny(right, Vector256<long>.Zero))
        {
            if (WholeNumbers.Are(left))
            {
                return WholeNumbers.Quotient(left, right);
            }

            Vector256<double> rounded = Vector256.Truncate(Vector256.ConvertToDouble(left) / WholeNumbers.ToDouble(right));
            if (WholeNumbers.Are(rounded))
            {
                return WholeNumbers.Corrected(left, right, rounded);
            }
        }

        return EachLane.Apply(left, right, &Quotient);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<ulong> Divide(Vector256<ulong> left, Vector256<ulong> right)
        => WholeNumbers.Are(left | right) && !Vector256.EqualsAny(right, Vector256<ulong>.Zero)
            ? WholeNumbers.Quotient(left.AsInt64(), right.AsInt64()).AsUInt64()
            : EachLane.Apply(left, right, &Quotient);

    private static int Quotient(int left, int right) => right is 0 or -1 ? unchecked(-left) & right : left / right;

    private static uint Quotient(uint left, uint right) => right == 0 ? 0 : left / right;

    private static long Quotient(long left, long right) => right is 0 or -1 ? unchecked(-left) & right : left / right;

    private static ulong Quotient(ulong left, ulong right) => right == 0 ? 0 : left / right;

    // A half further from zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> AndHalf(Vector256<double> whole) => whole + ((whole & Vector256.Create(-0.0)) | Vector256.Create(0.5));

    // Instructions convert signed integers only: the range is moved down by 2³¹ and the number up again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> FromUnsigned(Vector128<uint> value)
        => Avx.ConvertToVector256Double((value ^ Vector128.Create(0x80000000u)).AsInt32()) + Vector256.Create(2147483648d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Whole(Vector256<double> value)
        => Avx.ConvertToVector128Int32(Vector256.Truncate(value) - Vector256.Create(2147483648d)).AsUInt32() ^ Vector128.Create(0x80000000u);
}
