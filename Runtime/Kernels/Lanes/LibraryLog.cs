// Safety: only the table, which has a fixed place and as many numbers as indices have values, is reached by address, and addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// The natural logarithm as C libraries compute it. They are off by up to a third of a last place before they round, so that only their own steps have their
/// bits: those of Arm's optimized routines, which glibc, musl, bionic and newlib have. A table has sixteen numbers near the argument's inverse, and their
/// logarithms; the rest is a polynomial of the third degree.
/// </summary>
internal static unsafe class LibraryLog
{
    // The bits of the least number of the first of the table's intervals, and those of the least normal number, and how many there are up to infinity.
    private const int Offset = 0x3F330000, Least = 0x00800000;
    private const uint Normal = 0x7F000000;

    // What a double has of Arm's coefficients, from the second degree on.
    private const double Second = -0.4999997485802103, Third = 0.333456765744066, Fourth = -0.25089342214237154, Ln2 = 0.6931471805599453;

    private static ReadOnlySpan<double> Inverses =>
    [
        1.398907162146528, 1.3403141896637998, 1.286432210124115, 1.2367150214269895, 1.1906977166711752, 1.1479821020556429, 1.1082251448272158, 1.0711297413057381,
        1.036437278977283, 1.0, 0.9492859795739057, 0.8951049428609004, 0.8476821620351103, 0.8050314851692001, 0.7664671008843108, 0.731428603316328,
    ];

    private static ReadOnlySpan<double> Logarithms =>
    [
        -0.33569133332882284, -0.2929040563774074, -0.2518726580937369, -0.21245868807117255, -0.17453945183745634, -0.1380057072319758, -0.10275976698545139,
        -0.06871392447020525, -0.0357891387398228, 0.0, 0.05204517742929496, 0.11081431298787942, 0.1652495223695143, 0.21687389031699977, 0.2659635028121397,
        0.3127556664073557,
    ];

    /// <summary>Whether there are vectors for these steps.</summary>
    public static bool IsSupported => Avx512F.IsSupported || (Avx2.IsSupported && Fma.IsSupported);

    /// <summary>The logarithms of sixteen lanes, where there are vectors of 512 bits.</summary>
    /// <param name="value">The arguments.</param>
    /// <returns>The results, with the bits of such a library.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> value)
    {
        Vector512<double> low = Wide(value.GetLower()), high = Wide(value.GetUpper());
        Vector512<float> result = WideLaneMath.Joined(Avx512F.ConvertToVector256Single(low), Avx512F.ConvertToVector256Single(high));
        if (Vector512.EqualsAny(Vector512.Min(LibraryMidpoint.Near(low), LibraryMidpoint.Near(high)), Vector512<ulong>.Zero)
            || !Vector512.LessThanAll((value.AsInt32() - Vector512.Create(Least)).AsUInt32(), Vector512.Create(Normal)))
        {
            // Two locals, since what has an address is in memory always.
            Patch(value, low, high, out Vector512<float> patched);
            result = patched;
        }

        return result;
    }

    /// <summary>The logarithms of eight lanes.</summary>
    /// <inheritdoc cref="Of(Vector512{float})"/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> value)
    {
        Vector256<float> result;
        Vector256<int> sure;
        if (Avx512F.IsSupported)
        {
            Vector512<double> log = Wide(value);
            (result, sure) = (Avx512F.ConvertToVector256Single(log), LibraryMidpoint.Sure(log));
        }
        else
        {
            Vector256<double> low = Narrow(value.GetLower()), high = Narrow(value.GetUpper());
            (result, sure) = (Vector256.Narrow(low, high), FloatGuard.Sure(low, high, LibraryMidpoint.Part));
        }

        sure &= IsNormal(value);
        return LaneMath.All(sure) ? result : FloatGuard.Patched(value, result, sure, &MathF.Log);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> IsNormal(Vector256<float> value)
        => Vector256.LessThan((value.AsInt32() - Vector256.Create(Least)).AsUInt32(), Vector256.Create(Normal)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Wide(Vector256<float> value)
    {
        Vector256<int> bits = value.AsInt32(), step = bits - Vector256.Create(Offset);
        Vector512<long> place = Avx512F.ConvertToVector512Int64(step >> 19);
        Vector512<double> inverse = Avx512F.PermuteVar8x64x2(Vector512.Create(Inverses), place, Vector512.Create(Inverses[8..]));
        Vector512<double> logarithm = Avx512F.PermuteVar8x64x2(Vector512.Create(Logarithms), place, Vector512.Create(Logarithms[8..]));
        Vector512<double> near = Avx512F.ConvertToVector512Double((bits - (step & Vector256.Create(-1 << 23))).AsSingle());
        Vector512<double> whole = Fused(Avx512F.ConvertToVector512Double(step >> 23), All(Ln2), logarithm);
        Vector512<double> r = Fused(near, inverse, -Vector512<double>.One), square = r * r;
        return Fused(Fused(All(Fourth), square, Fused(All(Third), r, All(Second))), square, whole + r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Narrow(Vector128<float> value)
    {
        Vector128<int> bits = value.AsInt32(), step = bits - Vector128.Create(Offset), place = (step >> 19) & Vector128.Create(15);
        Vector256<double> inverse = Avx2.GatherVector256(Start(Inverses), place, sizeof(double));
        Vector256<double> logarithm = Avx2.GatherVector256(Start(Logarithms), place, sizeof(double));
        Vector256<double> near = Avx.ConvertToVector256Double((bits - (step & Vector128.Create(-1 << 23))).AsSingle());
        Vector256<double> whole = Fma.MultiplyAdd(Avx.ConvertToVector256Double(step >> 23), Vector256.Create(Ln2), logarithm);
        Vector256<double> r = Fma.MultiplyAdd(near, inverse, -Vector256<double>.One), square = r * r;
        Vector256<double> third = Fma.MultiplyAdd(Vector256.Create(Third), r, Vector256.Create(Second));
        return Fma.MultiplyAdd(Fma.MultiplyAdd(Vector256.Create(Fourth), square, third), square, whole + r);
    }

    // Numbers that the assembly itself has, which do not move.
    private static double* Start(ReadOnlySpan<double> table) => (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(table));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> All(double value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Fused(Vector512<double> left, Vector512<double> right, Vector512<double> addend) => Vector512.FusedMultiplyAdd(left, right, addend);

    // Called seldom, and so not inlined.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Patch(Vector512<float> value, Vector512<double> low, Vector512<double> high, out Vector512<float> result)
    {
        Vector256<float> lower = value.GetLower(), upper = value.GetUpper();
        result = WideLaneMath.Joined(
            FloatGuard.Patched(lower, Avx512F.ConvertToVector256Single(low), LibraryMidpoint.Sure(low) & IsNormal(lower), &MathF.Log),
            FloatGuard.Patched(upper, Avx512F.ConvertToVector256Single(high), LibraryMidpoint.Sure(high) & IsNormal(upper), &MathF.Log));
    }
}
