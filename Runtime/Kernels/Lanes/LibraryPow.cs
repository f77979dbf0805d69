// Safety: only the address of a function is taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Powers as C libraries compute them: 2 to the product of the power and the logarithm to the base 2, by the steps of <see cref="LogTable"/>, whose polynomial
/// has the fifth degree here, and of <see cref="ExpTable"/>. There must be the vectors of <see cref="LibraryLog"/>.
/// </summary>
internal static unsafe class LibraryPow
{
    // Products beyond it leave the normal numbers of float.
    private const double Most = 126;

    private const double First = 1.4426950408774342, Second = -0.7213474675006291, Third = 0.480898481472577, Fourth = -0.36092606229713164, Fifth = 0.288457581109214;

    /// <summary>The powers of eight lanes.</summary>
    /// <param name="value">The bases.</param>
    /// <param name="power">The exponents.</param>
    /// <returns>The results, with the bits of such a library.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> value, Vector256<float> power)
    {
        Vector256<float> size = Vector256.Abs(value), zero = Vector256<float>.Zero, result = OfSize(size, power, out Vector256<int> sure);

        // A base of 0, as rectifiers leave it, needs no library. That of a negative base must be a whole number, and where it is odd, the result is negative.
        Vector256<float> half = power * Vector256.Create(0.5f);
        Vector256<int> isZero = LaneMath.Equal(size, zero) & LaneMath.Less(zero, power) & LaneMath.Less(power, Vector256.Create(float.PositiveInfinity));
        Vector256<int> isWhole = LaneMath.Equal(power, Vector256.Truncate(power)), isOdd = Vector256.AndNot(isWhole, LaneMath.Equal(half, Vector256.Truncate(half)));
        sure = (sure & LibraryLog.IsNormal(size) & (isWhole | LaneMath.Less(zero, value))) | isZero;
        result = Vector256.AndNot(result, isZero.AsSingle()) | (value & (isOdd & Vector256.Create(int.MinValue)).AsSingle());
        return LaneMath.All(sure) ? result : FloatGuard.Patched(value, power, result, sure, &MathF.Pow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> OfSize(Vector256<float> size, Vector256<float> power, out Vector256<int> sure)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<double> product = Avx512F.ConvertToVector512Double(power) * Log(size), raised = Raised(product);
            Vector512<long> isIn = Vector512.LessThan(Vector512.Abs(product), Vector512.Create(Most)).AsInt64();
            sure = Vector256.Narrow(isIn.GetLower(), isIn.GetUpper()) & LibraryMidpoint.SureOfPower(raised);
            return Avx512F.ConvertToVector256Single(raised);
        }

        Vector256<double> low = Vector256.WidenLower(power) * Log(size.GetLower()), high = Vector256.WidenUpper(power) * Log(size.GetUpper());
        Vector256<double> lower = Raised(low), upper = Raised(high), most = Vector256.Create(Most);
        sure = Vector256.Narrow(Vector256.LessThan(Vector256.Abs(low), most).AsInt64(), Vector256.LessThan(Vector256.Abs(high), most).AsInt64())
            & FloatGuard.Sure(lower, upper, LibraryMidpoint.PartOfPower);
        return Vector256.Narrow(lower, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Log(Vector256<float> value)
    {
        Vector512<double> r = LogTable.Parts(value, BinaryLog.Logarithms, out Vector512<double> exponent, out Vector512<double> logarithm), square = r * r;
        Vector512<double> last = Fused(All(Fifth), r, All(Fourth)), middle = Fused(All(Third), r, All(Second)), first = Fused(All(First), r, exponent + logarithm);
        return Fused(last, square * square, Fused(middle, square, first));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Log(Vector128<float> value)
    {
        Vector256<double> r = LogTable.Parts(value, BinaryLog.Logarithms, out Vector256<double> exponent, out Vector256<double> logarithm), square = r * r;
        Vector256<double> last = Fma.MultiplyAdd(Vector256.Create(Fifth), r, Vector256.Create(Fourth));
        Vector256<double> middle = Fma.MultiplyAdd(Vector256.Create(Third), r, Vector256.Create(Second));
        Vector256<double> first = Fma.MultiplyAdd(Vector256.Create(First), r, exponent + logarithm);
        return Fma.MultiplyAdd(last, square * square, Fma.MultiplyAdd(middle, square, first));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Raised(Vector512<double> product)
    {
        Vector512<double> shifted = Fused(product, All(32), All(ExpTable.Whole)), whole = shifted - All(ExpTable.Whole);
        return ExpTable.Power(Avx512F.FusedMultiplySubtract(product, All(32), whole), shifted.AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Raised(Vector256<double> product)
    {
        Vector256<double> shifted = Fma.MultiplyAdd(product, Vector256.Create(32.0), Vector256.Create(ExpTable.Whole)), whole = shifted - Vector256.Create(ExpTable.Whole);
        return ExpTable.Power(Fma.MultiplySubtract(product, Vector256.Create(32.0), whole), shifted.AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> All(double value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Fused(Vector512<double> left, Vector512<double> right, Vector512<double> addend) => Vector512.FusedMultiplyAdd(left, right, addend);
}
