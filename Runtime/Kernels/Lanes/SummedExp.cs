using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// What <see cref="LibraryExp"/> computes, as the sum of two numbers of <see cref="float"/>, so that sixteen lanes need no vectors of <see cref="double"/>.
/// Where the sum might be rounded to another number than the library's, <see cref="LibraryExp"/> computes the lanes again: once in a hundred vectors.
/// </summary>
/// <remarks>
/// <para>
/// The argument over ln 2 is taken apart: into 32nds, which give a power of two; into 2⁻¹⁵ths, up to 2⁻⁶; and into a rest up to 2⁻¹⁶. The power of two is
/// itself the sum of two numbers, and so is its slope: the power times the library's coefficient of the first degree. The upper part of the slope is a multiple
/// of 2⁻⁸. So its product with the 2⁻¹⁵ths, and the sum of that and the upper part of the power, which is less than 2, are exact. All else is small: less than
/// 2⁻¹². There <see cref="float"/> is off by little.
/// </para>
/// <para>
/// By how much, in units of 10⁻¹² of the power of two: 1.0 for the rest, which is rounded twice, as a number of 2⁻¹⁶ and as a bit more, times the slope; 0.9 for
/// the lower part of the slope and 0.9 for what it is multiplied by; 0.9 and 1.8 for the sums with the rest and with the lower part of the slope, less than 2⁻¹⁵
/// and 2⁻¹⁴; 3.5 for the square of what was rounded, 1.8 for the rounded square, 3.5 for its product with the power, and 3.6 for what it is multiplied by, a
/// number of 2⁻² and a coefficient as large; 6.9 for the last sum, less than 2⁻¹². The library's polynomial is off by the same at both its ends, to 0.2, so
/// either 32nd will do in the middle between two. That is 25 together, less than 2⁻³⁵. All arguments tried, the worst is 18.4.
/// </para>
/// </remarks>
internal static partial class SummedExp
{
    // How far the sum is off, and from there to the other side. What is added to it is rounded once more, which the last term is for.
    private const float Below = 1f / (1L << 35), Across = 2 * Below + Below / 4;

    // Added to numbers between -2⁷ and 2⁷ they leave multiples of 2⁻⁵ and of 2⁻¹⁵.
    private const float Coarse = 393216, Fine = 384;

    /// <summary>The exponential function of sixteen lanes.</summary>
    /// <param name="value">The arguments.</param>
    /// <returns>The results, with the bits of such a library.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> value)
    {
        Vector512<float> least = Least(value, out Vector512<float> most, out Vector512<float> exponent), result = Avx512F.Scale(least, exponent);
        Vector512<float> sure = Vector512.Equals(least, most) & Vector512.LessThan(Vector512.Abs(value), Vector512.Create(DoubleFunctions.ExpRange));
        if (sure.ExtractMostSignificantBits() != ushort.MaxValue)
        {
            // Two locals, since what has an address is in memory always.
            Again(value, out Vector512<float> certain);
            result = certain;
        }

        return result;
    }

    /// <summary>The bounds between which the library's result is, rounded as it is, and without their power of two.</summary>
    /// <param name="value">The arguments, within <see cref="DoubleFunctions.ExpRange"/>.</param>
    /// <param name="most">The upper bound.</param>
    /// <param name="exponent">The exponent of the power of two, once it is rounded down.</param>
    /// <returns>The lower bound.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Least(Vector512<float> value, out Vector512<float> most, out Vector512<float> exponent)
    {
        const float Turn = 1.442695f, TurnRest = 1.925963e-08f;
        Vector512<float> shifted = Fused(value, All(Turn), All(Coarse)), fine = Fused(value, All(Turn), All(Fine)) - All(Fine);
        exponent = shifted - All(Coarse);
        Vector512<float> near = fine - exponent, rest = Fused(value, All(TurnRest), Avx512F.FusedMultiplySubtract(value, All(Turn), fine)), r = near + rest;
        Vector512<float> firstPowers = Vector512.Create(
            1f, 1.0218972f, 1.0442737f, 1.0671405f, 1.0905077f, 1.1143868f, 1.1387886f, 1.1637249f,
            1.1892071f, 1.2152474f, 1.2418578f, 1.269051f, 1.2968396f, 1.3252367f, 1.3542556f, 1.38391f);
        Vector512<float> lastPowers = Vector512.Create(
            1.4142135f, 1.4451808f, 1.4768262f, 1.5091645f, 1.5422108f, 1.5759809f, 1.6104903f, 1.6457555f,
            1.6817929f, 1.7186193f, 1.7562522f, 1.7947091f, 1.8340081f, 1.8741677f, 1.9152066f, 1.9571441f);
        Vector512<float> firstRests = Vector512.Create(
            0f, -4.81156e-08f, 4.83347e-08f, -5.933752e-08f, -1.307754e-08f, -5.43554e-08f, 5.3862223e-08f, -4.0514415e-08f,
            3.7976353e-08f, -3.267395e-08f, 4.496838e-08f, 1.4193333e-09f, -4.0189995e-08f, -3.4963733e-08f, -1.0123349e-08f, -5.8755774e-08f);
        Vector512<float> lastRests = Vector512.Create(
            2.4203235e-08f, 3.3242e-08f, -4.500899e-08f, -2.4959373e-08f, 8.070905e-09f, -5.6610254e-08f, 9.836217e-09f, -5.124972e-08f,
            -2.4755327e-08f, -4.8496176e-08f, -9.23577e-09f, -1.1415045e-08f, -1.1239278e-08f, -4.6630056e-08f, 9.845328e-09f, -1.7021804e-08f);
        Vector512<float> firstSlopes = Vector512.Create(
            0.69140625f, 0.70703125f, 0.72265625f, 0.73828125f, 0.7578125f, 0.7734375f, 0.7890625f, 0.8046875f,
            0.82421875f, 0.84375f, 0.859375f, 0.87890625f, 0.8984375f, 0.91796875f, 0.9375f, 0.9609375f);
        Vector512<float> lastSlopes = Vector512.Create(
            0.98046875f, 1f, 1.0234375f, 1.046875f, 1.0703125f, 1.09375f, 1.1171875f, 1.140625f,
            1.1640625f, 1.1914062f, 1.21875f, 1.2421875f, 1.2695312f, 1.3007812f, 1.328125f, 1.3554688f);
        Vector512<float> firstSlopeRests = Vector512.Create(
            0.0017409307f, 0.0012938775f, 0.0011791781f, 0.0014041101f, -0.0019301396f, -0.0010034712f, 0.0002856316f, 0.0019451049f,
            7.6809025e-05f, -0.0014047186f, 0.0014152413f, 0.0007328431f, 0.00046318112f, 0.0006152929f, 0.0011984142f, -0.001684267f);
        Vector512<float> lastSlopeRests = Vector512.Create(
            -0.00021060635f, 0.001723002f, 0.00022037943f, -0.00080193183f, -0.0013334143f, -0.0013633204f, -0.0008806669f, 0.00012576979f,
            0.001667459f, -0.00015012882f, -0.0014087665f, 0.0018100356f, 0.0017062845f, -0.0017072383f, -0.00060497154f, 0.0011201819f);
        Vector512<int> step = shifted.AsInt32();
        Vector512<float> power = Avx512F.PermuteVar16x32x2(firstPowers, step, lastPowers), slope = Avx512F.PermuteVar16x32x2(firstSlopes, step, lastSlopes);
        Vector512<float> upper = Fused(slope, near, power);
        Vector512<float> lower = Fused(slope, rest, Avx512F.PermuteVar16x32x2(firstRests - firstPowers * Below, step, lastRests - lastPowers * Below));
        lower = Fused(Avx512F.PermuteVar16x32x2(firstSlopeRests, step, lastSlopeRests), r, lower);
        lower = Fused(r * r * power, Fused(All(0.05550361559341535f), r, All(0.2402284522445722f)), lower);
        most = upper + Fused(power, All(Across), lower);
        return upper + lower;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> All(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Fused(Vector512<float> left, Vector512<float> right, Vector512<float> addend) => Vector512.FusedMultiplyAdd(left, right, addend);

    // Called seldom, and so not inlined.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Again(Vector512<float> value, out Vector512<float> result) => result = LibraryExp.Of(value);
}
