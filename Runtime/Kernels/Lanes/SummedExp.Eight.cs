using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>
/// The same for eight lanes, with a power of two for each of eight parts, which one register holds, and a polynomial of its own. So the sum is not the library's
/// result but the exact one, and any library will do that is off by less than <see cref="Width"/>. One vector in nine is in doubt.
/// </content>
/// <remarks>
/// The bound is that of sixteen lanes for other numbers, in units of 10⁻¹²: 1.8 for the rest, 3.6 for the lower part of the slope and 3.6 for what it is
/// multiplied by, 0.9 and 7.3 for the sums with the rest and with the lower part of the slope, 104 for the square of what was rounded, 52 for the rounded square,
/// 57 for its product with the power, 109 for what it is multiplied by, 4 for the polynomial, and 58 for the last sum, less than 2⁻⁹. That is 402 together. All
/// arguments tried, the worst is 331.
/// </remarks>
internal static partial class SummedExp
{
    // How far a library may be off, in units of the last place, and the sum, and then from its lower bound to the upper one, which is rounded once more.
    private const float Width = 0.004f, BelowEight = Width / (1 << 23) + 4.1e-10f, AcrossEight = 2 * BelowEight + 6e-11f;

    // Added to numbers between -2⁷ and 2⁷ it leaves multiples of 2⁻³.
    private const float Eighths = 1572864;

    /// <summary>The bounds of eight lanes' results, rounded.</summary>
    /// <param name="value">The arguments, within <see cref="DoubleFunctions.ExpRange"/>.</param>
    /// <param name="most">The upper bound.</param>
    /// <returns>The lower bound.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Least(Vector256<float> value, out Vector256<float> most)
    {
        const float Turn = 1.442695f, TurnRest = 1.925963e-08f;
        Vector256<float> shifted = Fused(value, AllOfEight(Turn), AllOfEight(Eighths)), exponent = shifted - AllOfEight(Eighths);
        Vector256<float> fine = Fused(value, AllOfEight(Turn), AllOfEight(Fine)) - AllOfEight(Fine), near = fine - exponent;
        Vector256<float> rest = Fused(value, AllOfEight(TurnRest), Fused(value, AllOfEight(Turn), -fine)), r = near + rest;
        Vector256<int> part = shifted.AsInt32() & Vector256.Create(7);
        Vector256<float> powers = Vector256.Create(1f, 1.0905077f, 1.1892071f, 1.2968396f, 1.4142135f, 1.5422108f, 1.6817929f, 1.8340081f);
        Vector256<float> powerRests = Vector256.Create(
            0f, -1.307754e-08f, 3.7976353e-08f, -4.0189995e-08f, 2.4203235e-08f, 8.070905e-09f, -2.4755327e-08f, -1.1239278e-08f);
        Vector256<float> slopes = Vector256.Create(0.69140625f, 0.7578125f, 0.82421875f, 0.8984375f, 0.98046875f, 1.0703125f, 1.1640625f, 1.2695312f);
        Vector256<float> slopeRests = Vector256.Create(
            0.0017409306f, -0.0019301397f, 7.6808865e-05f, 0.00046318094f, -0.00021060654f, -0.0013334146f, 0.0016674588f, 0.0017062842f);
        Vector256<float> power = Vector256.ShuffleNative(powers, part), slope = Vector256.ShuffleNative(slopes, part), upper = Fused(slope, near, power);
        Vector256<float> lower = Fused(slope, rest, Vector256.ShuffleNative(powerRests - AllOfEight(BelowEight), part));
        lower = Fused(Vector256.ShuffleNative(slopeRests, part), r, lower);
        Vector256<float> tail = Fused(Fused(AllOfEight(0.0013334154f), r, AllOfEight(0.009618731f)), r, AllOfEight(0.05550411f));
        lower = Fused(r * r * power, Fused(tail, r, AllOfEight(0.2402265f)), lower);

        // The exponent's whole part, above the three bits of the eighths.
        Vector256<int> raised = (shifted.AsInt32() & Vector256.Create(~7)) << 20;
        most = ((upper + (lower + AllOfEight(AcrossEight))).AsInt32() + raised).AsSingle();
        return ((upper + lower).AsInt32() + raised).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> AllOfEight(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fused(Vector256<float> left, Vector256<float> right, Vector256<float> addend) => Vector256.FusedMultiplyAdd(left, right, addend);
}
