using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// The exponential function as C libraries compute it: not only near their results, but by the same steps, so that hardly a lane is in doubt. A table of 32
/// powers of two and a polynomial of the third degree, from Arm's optimized routines, which glibc, musl, bionic and newlib have. Only for vectors of 512 bits,
/// which hold the table.
/// </summary>
internal static class LibraryExp
{
    // Added to a number below 2⁵¹ it leaves the nearest whole number in the lowest bits.
    private const double Whole = 6755399441055744;

    /// <summary>The exponential function of sixteen lanes.</summary>
    /// <param name="value">The arguments.</param>
    /// <returns>The results, with the bits of such a library.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> value)
    {
        Vector512<double> low = Of(Avx512F.ConvertToVector512Double(value.GetLower())), high = Of(Avx512F.ConvertToVector512Double(value.GetUpper()));
        Vector512<float> result = WideLaneMath.Joined(Avx512F.ConvertToVector256Single(low), Avx512F.ConvertToVector256Single(high));
        if (Vector512.EqualsAny(Vector512.Min(LibraryMidpoint.Near(low), LibraryMidpoint.Near(high)), Vector512<ulong>.Zero)
            || !Vector512.LessThanAll(Vector512.Abs(value), Vector512.Create(DoubleFunctions.ExpRange)))
        {
            // Two locals, since what has an address is in memory always.
            Patch(value, low, high, out Vector512<float> patched);
            result = patched;
        }

        return result;
    }

    /// <summary>The exponential function of eight lanes.</summary>
    /// <inheritdoc cref="Of(Vector512{float})"/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> value)
    {
        Vector512<double> exp = Of(Avx512F.ConvertToVector512Double(value));
        Vector256<float> result = Avx512F.ConvertToVector256Single(exp);
        if (Vector512.EqualsAny(LibraryMidpoint.Near(exp), Vector512<ulong>.Zero) || !Vector256.LessThanAll(Vector256.Abs(value), Vector256.Create(DoubleFunctions.ExpRange)))
        {
            Patch(value, exp, out Vector256<float> patched);
            result = patched;
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Of(Vector512<double> x)
    {
        const double Scale = 32 * 1.4426950408889634;
        Vector512<double> shifted = Fused(x, All(Scale), All(Whole)), power = shifted - All(Whole);
        Vector512<double> r = Avx512F.FusedMultiplySubtract(x, All(Scale), power);
        Vector512<double> rest = Fused(All(0.05550361559341535 / 32768), r, All(0.2402284522445722 / 1024));
        rest = Fused(Fused(rest, r, All(0.6931471806916203 / 32)), r, Vector512<double>.One);
        Vector512<ulong> steps = shifted.AsUInt64(), first = Vector512.Create(
            0x3FF0000000000000UL, 0x3FEFD9B0D3158574UL, 0x3FEFB5586CF9890FUL, 0x3FEF9301D0125B51UL,
            0x3FEF72B83C7D517BUL, 0x3FEF54873168B9AAUL, 0x3FEF387A6E756238UL, 0x3FEF1E9DF51FDEE1UL);
        Vector512<ulong> second = Vector512.Create(
            0x3FEF06FE0A31B715UL, 0x3FEEF1A7373AA9CBUL, 0x3FEEDEA64C123422UL, 0x3FEECE086061892DUL,
            0x3FEEBFDAD5362A27UL, 0x3FEEB42B569D4F82UL, 0x3FEEAB07DD485429UL, 0x3FEEA47EB03A5585UL);
        Vector512<ulong> third = Vector512.Create(
            0x3FEEA09E667F3BCDUL, 0x3FEE9F75E8EC5F74UL, 0x3FEEA11473EB0187UL, 0x3FEEA589994CCE13UL,
            0x3FEEACE5422AA0DBUL, 0x3FEEB737B0CDC5E5UL, 0x3FEEC49182A3F090UL, 0x3FEED503B23E255DUL);
        Vector512<ulong> fourth = Vector512.Create(
            0x3FEEE89F995AD3ADUL, 0x3FEEFF76F2FB5E47UL, 0x3FEF199BDD85529CUL, 0x3FEF3720DCEF9069UL,
            0x3FEF5818DCFBA487UL, 0x3FEF7C97337B9B5FUL, 0x3FEFA4AFA2A490DAUL, 0x3FEFD0765B6E4540UL);
        Vector512<ulong> early = Avx512F.PermuteVar8x64x2(first, steps, second), late = Avx512F.PermuteVar8x64x2(third, steps, fourth);
        Vector512<ulong> isEarly = Vector512.Equals(steps & Vector512.Create(16UL), Vector512<ulong>.Zero);
        return rest * (Vector512.ConditionalSelect(isEarly, early, late) + (steps << 47)).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> All(double value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Fused(Vector512<double> left, Vector512<double> right, Vector512<double> addend) => Vector512.FusedMultiplyAdd(left, right, addend);

    // Called seldom, and so not inlined.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Patch(Vector512<float> value, Vector512<double> low, Vector512<double> high, out Vector512<float> result)
    {
        Patch(value.GetLower(), low, out Vector256<float> lower);
        Patch(value.GetUpper(), high, out Vector256<float> upper);
        result = WideLaneMath.Joined(lower, upper);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Patch(Vector256<float> value, Vector512<double> exp, out Vector256<float> result)
    {
        Vector256<int> sure = LibraryMidpoint.Sure(exp) & LaneMath.Less(Vector256.Abs(value), Vector256.Create(DoubleFunctions.ExpRange));
        result = FloatGuard.PatchedExp(value, Avx512F.ConvertToVector256Single(exp), sure);
    }
}
