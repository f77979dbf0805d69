using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>Which numbers of <see cref="double"/>, computed by a library's own steps, may be rounded to another <see cref="float"/> than the library's.</summary>
internal static class LibraryMidpoint
{
    /// <summary>How near the midpoint results are in doubt, in units of the last place. What the libraries' compilers round in another order is far less.</summary>
    public const double Part = (double)Width / Dropped;

    /// <summary>The same of powers. Their logarithms are multiplied by numbers up to 126, and so is what they are off by.</summary>
    public const double PartOfPower = (double)WidthOfPower / Dropped;

    // The last place of a float, in the bits that a double has more.
    private const ulong Dropped = 1 << 29;

    // A millionth of it, and a hundred-thousandth.
    private const ulong Width = 1 << 9, WidthOfPower = 1 << 12;

    /// <summary>Zero for results next to the midpoint: of the bits that are dropped, moved so that those next to it are the least, all but the lowest.</summary>
    /// <param name="value">The results.</param>
    /// <returns>These bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Near(Vector512<double> value) => Near(value, Width);

    /// <summary>The lanes that are not next to the midpoint.</summary>
    /// <param name="value">The results.</param>
    /// <returns>The mask.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Sure(Vector512<double> value) => Sure(value, Width);

    /// <summary>The same of powers.</summary>
    /// <inheritdoc cref="Sure(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> SureOfPower(Vector512<double> value) => Sure(value, WidthOfPower);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Near(Vector512<double> value, ulong width)
        => (value.AsUInt64() + Vector512.Create(Dropped / 2 + width)) & Vector512.Create(Dropped - 2 * width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Sure(Vector512<double> value, ulong width)
    {
        Vector512<long> isClear = ~Vector512.Equals(Near(value, width), Vector512<ulong>.Zero).AsInt64();
        return Vector256.Narrow(isClear.GetLower(), isClear.GetUpper());
    }
}
