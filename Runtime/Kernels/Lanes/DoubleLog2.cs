using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// The logarithm to the base 2 of <see cref="double"/> numbers, within 1 unit of the last place. Vectors of .NET are up to 5 units off. The polynomial and the
/// product in two parts are those of FreeBSD's <c>log2</c> (k_log.h and e_log2.c of fdlibm).
/// </summary>
internal static class DoubleLog2
{
    // Added to a small whole number's bits it leaves the number, where it is subtracted exactly.
    private const double Whole = 6755399441055744;

    // 1 / ln 2 in two parts. The first has so few bits that its product with a number of 21 bits is exact.
    private const double FirstPart = 1.44269504072144627571;
    private const double SecondPart = 1.67517131648865118353e-10;

    /// <summary>Computes the logarithms.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>The logarithms; for numbers that are not positive, normal and finite those of .NET.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Of(Vector256<double> value)
    {
        const double LeastNormal = 2.2250738585072014e-308;
        Vector256<double> result = OfOrdinary(value);
        Vector256<double> ordinary = Vector256.GreaterThanOrEqual(value, All(LeastNormal)) & Vector256.LessThan(value, All(double.PositiveInfinity));
        return Vector256.EqualsAll(ordinary.AsInt64(), Vector256<long>.AllBitsSet)
            ? result
            : Vector256.ConditionalSelect(ordinary, result, Vector256.Log2(value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> OfOrdinary(Vector256<double> value)
    {
        // Powers of two around the root of 1/2, so that the rest is between it and the root of 2.
        Vector256<long> bits = value.AsInt64(), power = (bits - Vector256.Create(0x3FE6A09E667F3BCDL)) >> 52;
        Vector256<double> whole = (power + All(Whole).AsInt64()).AsDouble() - All(Whole), rest = (bits - (power << 52)).AsDouble();
        Vector256<double> f = rest - Vector256<double>.One, half = All(0.5) * f * f, s = f / (rest + Vector256<double>.One);

        // The natural logarithm of the rest in two parts, of which the first has 21 bits.
        Vector256<double> first = ((f - half).AsInt64() & Vector256.Create(unchecked((long)0xFFFFFFFF00000000))).AsDouble();
        Vector256<double> second = f - first - half + s * (half + Series(s * s));

        // What the sum of both loses is added last.
        Vector256<double> product = first * All(FirstPart), tail = (second + first) * All(SecondPart) + second * All(FirstPart), sum = whole + product;
        return tail + (whole - sum + product) + sum;
    }

    // The coefficients of fdlibm, with an error of 2^-58.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Series(Vector256<double> z)
    {
        Vector256<double> w = z * z;
        Vector256<double> even = w * (All(0.3999999999940942) + w * (All(0.22222198432149784) + w * All(0.15313837699209373)));
        Vector256<double> odd = All(0.2857142874366239) + w * (All(0.1818357216161805) + w * All(0.14798198605116586));
        return z * (All(0.6666666666666735) + w * odd) + even;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> All(double value) => Vector256.Create(value);
}
