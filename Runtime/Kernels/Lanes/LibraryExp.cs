using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// The exponential function as C libraries compute it: not only near their results, but by the same steps, so that hardly a lane is in doubt: those of
/// <see cref="ExpTable"/>. Only for vectors of 512 bits, which hold the table.
/// </summary>
internal static class LibraryExp
{
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
        Vector512<double> shifted = Fused(x, All(Scale), All(ExpTable.Whole)), power = shifted - All(ExpTable.Whole);
        return ExpTable.Power(Avx512F.FusedMultiplySubtract(x, All(Scale), power), shifted.AsUInt64());
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
