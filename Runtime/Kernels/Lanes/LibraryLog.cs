// Safety: only addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Logarithms as C libraries compute them. They are off by up to a third of a last place before they round, so that only their own steps have their bits: those
/// of <see cref="LogTable"/>, and a polynomial of the fourth degree.
/// </summary>
internal static unsafe class LibraryLog
{
    /// <summary>The bits of the least normal number.</summary>
    public const int Least = 0x00800000;

    /// <summary>How many numbers there are from it up to infinity.</summary>
    public const uint Normal = 0x7F000000;

    /// <summary>Whether there are vectors for these steps.</summary>
    public static bool IsSupported => Avx512F.IsSupported || (Avx2.IsSupported && Fma.IsSupported);

    /// <summary>The logarithms of sixteen lanes, where there are vectors of 512 bits.</summary>
    /// <typeparam name="TBase">The base.</typeparam>
    /// <param name="value">The arguments.</param>
    /// <returns>The results, with the bits of such a library.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of<TBase>(Vector512<float> value)
        where TBase : struct, ILogBase
    {
        Vector512<double> low = Wide<TBase>(value.GetLower()), high = Wide<TBase>(value.GetUpper());
        Vector512<float> result = WideLaneMath.Joined(Avx512F.ConvertToVector256Single(low), Avx512F.ConvertToVector256Single(high));
        if (Vector512.EqualsAny(Vector512.Min(LibraryMidpoint.Near(low), LibraryMidpoint.Near(high)), Vector512<ulong>.Zero)
            || !Vector512.LessThanAll((value.AsInt32() - Vector512.Create(Least)).AsUInt32(), Vector512.Create(Normal)))
        {
            // Two locals, since what has an address is in memory always.
            Patch<TBase>(value, low, high, out Vector512<float> patched);
            result = patched;
        }

        return result;
    }

    /// <summary>The logarithms of eight lanes.</summary>
    /// <inheritdoc cref="Of{TBase}(Vector512{float})"/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of<TBase>(Vector256<float> value)
        where TBase : struct, ILogBase
    {
        Vector256<float> result;
        Vector256<int> sure;
        if (Avx512F.IsSupported)
        {
            Vector512<double> log = Wide<TBase>(value);
            (result, sure) = (Avx512F.ConvertToVector256Single(log), LibraryMidpoint.Sure(log));
        }
        else
        {
            Vector256<double> low = Narrow<TBase>(value.GetLower()), high = Narrow<TBase>(value.GetUpper());
            (result, sure) = (Vector256.Narrow(low, high), FloatGuard.Sure(low, high, LibraryMidpoint.Part));
        }

        sure &= IsNormal(value);
        return LaneMath.All(sure) ? result : FloatGuard.Patched(value, result, sure, TBase.Library);
    }

    /// <summary>The lanes whose arguments are positive and normal.</summary>
    /// <param name="value">The arguments.</param>
    /// <returns>The mask.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> IsNormal(Vector256<float> value)
        => Vector256.LessThan((value.AsInt32() - Vector256.Create(Least)).AsUInt32(), Vector256.Create(Normal)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Wide<TBase>(Vector256<float> value)
        where TBase : struct, ILogBase
    {
        Vector512<double> r = LogTable.Parts(value, TBase.Logarithms, out Vector512<double> exponent, out Vector512<double> logarithm), square = r * r;
        Vector512<double> first = Fused(All(TBase.First), r, Fused(exponent, All(TBase.OfTwo), logarithm));
        return Fused(Fused(All(TBase.Fourth), square, Fused(All(TBase.Third), r, All(TBase.Second))), square, first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Narrow<TBase>(Vector128<float> value)
        where TBase : struct, ILogBase
    {
        Vector256<double> r = LogTable.Parts(value, TBase.Logarithms, out Vector256<double> exponent, out Vector256<double> logarithm), square = r * r;
        Vector256<double> first = Fma.MultiplyAdd(Vector256.Create(TBase.First), r, Fma.MultiplyAdd(exponent, Vector256.Create(TBase.OfTwo), logarithm));
        Vector256<double> third = Fma.MultiplyAdd(Vector256.Create(TBase.Third), r, Vector256.Create(TBase.Second));
        return Fma.MultiplyAdd(Fma.MultiplyAdd(Vector256.Create(TBase.Fourth), square, third), square, first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> All(double value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Fused(Vector512<double> left, Vector512<double> right, Vector512<double> addend) => Vector512.FusedMultiplyAdd(left, right, addend);

    // Called seldom, and so not inlined.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Patch<TBase>(Vector512<float> value, Vector512<double> low, Vector512<double> high, out Vector512<float> result)
        where TBase : struct, ILogBase
    {
        Vector256<float> lower = value.GetLower(), upper = value.GetUpper();
        result = WideLaneMath.Joined(
            FloatGuard.Patched(lower, Avx512F.ConvertToVector256Single(low), LibraryMidpoint.Sure(low) & IsNormal(lower), TBase.Library),
            FloatGuard.Patched(upper, Avx512F.ConvertToVector256Single(high), LibraryMidpoint.Sure(high) & IsNormal(upper), TBase.Library));
    }
}
