using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Functions of <see cref="float"/> numbers, evaluated as <see cref="double"/> ones to some 2⁻³⁷ of their value. The polynomials are fitted by
/// eng/lane_polynomials.py; the argument's reduction by multiples of ln 2 and π/2 in parts is that of Cody and Waite (Software Manual for the Elementary
/// Functions, 1980).
/// </summary>
internal static class DoubleFunctions
{
    /// <summary>Where <see cref="Exp"/> holds: the result is normal as a <see cref="float"/>.</summary>
    public const float ExpRange = 87.3f;

    /// <summary>Where <see cref="Sine"/> holds: the number of quarter turns times the first part of π/2 is exact.</summary>
    public const float SineRange = 100_000;

    // Added to a number below 2⁵¹ it leaves the nearest whole number in the lowest bits.
    private const double Whole = 6755399441055744;

    /// <summary>The exponential function.</summary>
    /// <param name="x">The arguments, within <see cref="ExpRange"/>.</param>
    /// <returns>The results.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x)
    {
        Vector256<double> power = Fused(x, All(1.4426950408889634), All(Whole));
        return Raised(Fused(power - All(Whole), All(-0.6931471805599453), x), power);
    }

    /// <summary>Powers of two.</summary>
    /// <param name="x">The exponents, of a size below 1000.</param>
    /// <returns>The powers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp2(Vector256<double> x)
    {
        Vector256<double> power = x + All(Whole);
        return Raised((x - (power - All(Whole))) * All(0.6931471805599453), power);
    }

    /// <summary>The hyperbolic tangent.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Tanh(Vector256<double> x)
    {
        // Beyond 20 all results are 1 as float. Near 0 the difference would leave little, and three terms of the series do.
        Vector256<double> size = Vector256.Abs(x), exp = Exp(Vector256.MinNative(All(40), size + size)), z = x * x;
        Vector256<double> far = (exp - Vector256<double>.One) / (exp + Vector256<double>.One), near = Fused(Fused(All(2 / 15d), z, All(-1 / 3d)) * z, size, size);
        return Vector256.CopySign(Vector256.ConditionalSelect(Vector256.LessThan(size, All(1 / 64d)), near, far), x);
    }

    /// <summary>The logarithm to the base 2, by the series of the inverse hyperbolic tangent.</summary>
    /// <param name="x">The arguments: positive, normal and finite.</param>
    /// <returns>The logarithms.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log2(Vector256<double> x)
    {
        // Powers of two around the root of 1/2, so that the rest is between it and the root of 2.
        Vector256<long> bits = x.AsInt64(), power = (bits - Vector256.Create(0x3FE6A09E667F3BCDL)) >> 52;
        Vector256<double> rest = (bits - (power << 52)).AsDouble();
        Vector256<double> t = (rest - Vector256<double>.One) / (rest + Vector256<double>.One), z = t * t, z2 = z * z;
        Vector256<double> tail = Fused(Fused(All(1 / 13d), z, All(1 / 11d)), z2, Fused(All(1 / 9d), z, All(1 / 7d)));
        Vector256<double> series = Fused(Fused(tail, z2, Fused(All(1 / 5d), z, All(1 / 3d))), z, Vector256<double>.One);

        // A small whole number stands in the lowest bits of 1.5 * 2^52, where it is subtracted exactly.
        Vector256<double> whole = (power + All(Whole).AsInt64()).AsDouble() - All(Whole);
        return Fused(t * All(2.8853900817779268), series, whole);
    }

    /// <summary>The sine of an argument and a number of quarter turns. Its polynomial is the best one of its degree, with an error of 2⁻²⁸.</summary>
    /// <remarks>
    /// A longer one would be nearer to the sine, but not to libraries that use the best one of this degree, as glibc does: only arguments where they round
    /// differently cost time.
    /// </remarks>
    /// <param name="x">The arguments, within <see cref="SineRange"/>.</param>
    /// <param name="quarters">The turns: 0 for the sine, 1 for the cosine.</param>
    /// <returns>The results.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sine(Vector256<double> x, long quarters)
    {
        Vector256<long> quarter = Sines(x, out Vector256<double> sine, out Vector256<double> cosine) + Vector256.Create(quarters);
        return Odd(quarter, cosine, sine) ^ ((quarter << 62) & Vector256.Create(long.MinValue)).AsDouble();
    }

    /// <summary>The tangent.</summary>
    /// <param name="x">The arguments, within <see cref="SineRange"/>.</param>
    /// <returns>The results.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Tangent(Vector256<double> x)
    {
        Vector256<long> quarter = Sines(x, out Vector256<double> sine, out Vector256<double> cosine);
        return Odd(quarter, cosine, sine) / Odd(quarter, -sine, cosine);
    }

    // The sine and the cosine of what is left of an argument without its quarter turns, whose number stands in the lowest bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Sines(Vector256<double> x, out Vector256<double> sine, out Vector256<double> cosine)
    {
        Vector256<double> turns = Fused(x, All(0.6366197723675814), All(Whole)), whole = turns - All(Whole);
        Vector256<double> r = Fused(whole, All(-6.07710050650619224932e-11), Fused(whole, All(-1.57079632673412561417), x));
        Vector256<double> z = r * r, z2 = z * z;
        sine = Fused(All(-0.00019515283226465983), z2, Fused(All(0.008332160762195971), z, All(-0.16666654609555026)));
        cosine = Fused(
            Fused(All(2.4799862190148396e-05), z, All(-0.00138888850913992)), z2, Fused(All(0.04166666663739607), z, All(-0.4999999999996389)));
        cosine = Fused(Fused(All(-2.7237140418016e-07), z2 * z2, cosine), z, Vector256<double>.One);

        // The number stands outside, so that a zero keeps its sign.
        sine = Fused(sine, z, Vector256<double>.One) * r;
        return turns.AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Odd(Vector256<long> quarter, Vector256<double> odd, Vector256<double> even) => Avx.IsSupported
        ? Avx.BlendVariable(even, odd, (quarter << 63).AsDouble())
        : Vector256.ConditionalSelect(Vector256.Equals(quarter & Vector256<long>.One, Vector256<long>.Zero).AsDouble(), even, odd);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> All(double value) => Vector256.Create(value);

    // e to the power of r, between ±ln 2 / 2, times two to the power in the lowest bits of a number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Raised(Vector256<double> r, Vector256<double> power)
    {
        Vector256<double> r2 = r * r, r4 = r2 * r2;
        Vector256<double> first = Fused(All(0.16666666718997508), r, All(0.5));
        Vector256<double> second = Fused(All(0.008333298483754886), r, All(0.04166666671898108));
        Vector256<double> third = Fused(All(2.4859578241286264e-05), r2, Fused(All(0.0001989927395864936), r, All(0.0013888854049575593)));
        Vector256<double> exp = Fused(Fused(third, r4, Fused(second, r2, first)), r2, r + Vector256<double>.One);
        return (exp.AsInt64() + (power.AsInt64() << 52)).AsDouble();
    }

    // Fused where the processor can: the guard is wider than the difference.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Fused(Vector256<double> left, Vector256<double> right, Vector256<double> addend)
        => Vector256.MultiplyAddEstimate(left, right, addend);
}
