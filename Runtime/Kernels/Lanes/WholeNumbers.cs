using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Whole numbers between -2⁵¹ and 2⁵¹, which <see cref="long"/> and <see cref="double"/> both have. A sum converts between them, where processors have no instruction.
/// </summary>
internal static class WholeNumbers
{
    /// <summary>The first number above them.</summary>
    public const double End = 1L << 51;

    // Added to such a number, 1.5 · 2⁵² leaves it in the lowest bits.
    private const double Whole = 6755399441055744;
    private const long WholeBits = 0x4338000000000000;

    /// <summary>Whether all lanes are such numbers.</summary>
    /// <param name="value">The lanes.</param>
    /// <returns>True when they are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Are(Vector256<long> value) => Vector256.EqualsAll((value + Vector256.Create(1L << 51)) >>> 52, Vector256<long>.Zero);

    /// <inheritdoc cref="Are(Vector256{long})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Are(Vector256<ulong> value) => Vector256.EqualsAll(value >>> 51, Vector256<ulong>.Zero);

    /// <summary>Whether all lanes are such numbers, once their fractions are cut off.</summary>
    /// <param name="value">The lanes, without fractions; with NaN they are none.</param>
    /// <returns>True when they are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Are(Vector256<double> value) => Vector256.LessThanAll(Vector256.Abs(value), Vector256.Create(End));

    /// <summary>Converts such numbers.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>The same numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ToDouble(Vector256<long> value) => (value + Vector256.Create(WholeBits)).AsDouble() - Vector256.Create(Whole);

    /// <inheritdoc cref="ToDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ToInt64(Vector256<double> value) => (value + Vector256.Create(Whole)).AsInt64() - Vector256.Create(WholeBits);

    /// <summary>
    /// The quotient of such numbers, rounded toward zero. It is at least 2⁻⁵¹ away from the next whole number, or is one; so rounding it does not reach that number.
    /// </summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor, which is not zero.</param>
    /// <returns>The quotient.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Quotient(Vector256<long> left, Vector256<long> right) => ToInt64(Vector256.Truncate(ToDouble(left) / ToDouble(right)));

    /// <summary>
    /// The quotient of any numbers by such numbers, where it is such a number. Rounded twice it is off by less than a half, so that its whole part is off by one at
    /// most, which the remainder tells.
    /// </summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor, which is not zero.</param>
    /// <param name="rounded">The quotient as numbers of <see cref="double"/>, without fractions.</param>
    /// <returns>The quotient.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<long> Corrected(Vector256<long> left, Vector256<long> right, Vector256<double> rounded)
    {
        Vector256<long> quotient = ToInt64(rounded), isNegative = left >> 63, remainder = ((left - quotient * right) ^ isNegative) - isNegative;
        Vector256<long> change = Vector256.GreaterThanOrEqual(remainder, Vector256.Abs(right)) - (remainder >> 63), sign = (left ^ right) >> 63;
        return quotient - ((change ^ sign) - sign);
    }
}
