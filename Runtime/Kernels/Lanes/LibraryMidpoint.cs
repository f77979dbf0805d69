using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>Which numbers of <see cref="double"/>, computed by a library's own steps, may be rounded to another <see cref="float"/> than the library's.</summary>
internal static class LibraryMidpoint
{
    /// <summary>How near the midpoint results are in doubt, in units of the last place. What the libraries' compilers round in another order is far less.</summary>
    public const double Part = (double)Width / Dropped;

    // The last place of a float, in the bits that a double has more.
    private const ulong Dropped = 1 << 29;

    // A millionth of it.
    private const ulong Width = 1 << 9;

    /// <summary>Zero for results next to the midpoint: of the bits that are dropped, moved so that those next to it are the least, all but the lowest.</summary>
    /// <param name="value">The results.</param>
    /// <returns>These bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Near(Vector512<double> value) => (value.AsUInt64() + Vector512.Create(Dropped / 2 + Width)) & Vector512.Create(Dropped - 2 * Width);

    /// <summary>The lanes that are not next to the midpoint.</summary>
    /// <param name="value">The results.</param>
    /// <returns>The mask.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Sure(Vector512<double> value)
    {
        Vector512<long> isClear = ~Vector512.Equals(Near(value), Vector512<ulong>.Zero).AsInt64();
        return Vector256.Narrow(isClear.GetLower(), isClear.GetUpper());
    }
}
