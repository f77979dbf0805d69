// Safety: only the tables, which have a fixed place and as many numbers as indices have values, are reached by address.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// How logarithms and powers of C libraries take an argument apart: into a power of two, one of sixteen numbers near the rest, and what the rest, times the
/// inverse of that number, is above 1. From Arm's optimized routines, which glibc, musl, bionic and newlib have.
/// </summary>
internal static unsafe class LogTable
{
    // The bits of the least number of the first of the table's intervals.
    private const int Offset = 0x3F330000;

    private static ReadOnlySpan<double> Inverses =>
    [
        1.398907162146528, 1.3403141896637998, 1.286432210124115, 1.2367150214269895, 1.1906977166711752, 1.1479821020556429, 1.1082251448272158, 1.0711297413057381,
        1.036437278977283, 1.0, 0.9492859795739057, 0.8951049428609004, 0.8476821620351103, 0.8050314851692001, 0.7664671008843108, 0.731428603316328,
    ];

    /// <summary>Takes eight arguments apart, where there are vectors of 512 bits.</summary>
    /// <param name="value">The arguments; positive and normal.</param>
    /// <param name="logarithms">The logarithms of the sixteen numbers.</param>
    /// <param name="exponent">The exponents of the powers of two.</param>
    /// <param name="logarithm">The numbers' logarithms.</param>
    /// <returns>What is above 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Parts(Vector256<float> value, ReadOnlySpan<double> logarithms, out Vector512<double> exponent, out Vector512<double> logarithm)
    {
        Vector256<int> bits = value.AsInt32(), step = bits - Vector256.Create(Offset);
        Vector512<long> place = Avx512F.ConvertToVector512Int64(step >> 19);
        Vector512<double> inverse = Avx512F.PermuteVar8x64x2(Vector512.Create(Inverses), place, Vector512.Create(Inverses[8..]));
        logarithm = Avx512F.PermuteVar8x64x2(Vector512.Create(logarithms), place, Vector512.Create(logarithms[8..]));
        exponent = Avx512F.ConvertToVector512Double(step >> 23);
        Vector512<double> near = Avx512F.ConvertToVector512Double((bits - (step & Vector256.Create(-1 << 23))).AsSingle());
        return Vector512.FusedMultiplyAdd(near, inverse, -Vector512<double>.One);
    }

    /// <summary>Takes four arguments apart.</summary>
    /// <inheritdoc cref="Parts(Vector256{float}, ReadOnlySpan{double}, out Vector512{double}, out Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Parts(Vector128<float> value, ReadOnlySpan<double> logarithms, out Vector256<double> exponent, out Vector256<double> logarithm)
    {
        Vector128<int> bits = value.AsInt32(), step = bits - Vector128.Create(Offset), place = (step >> 19) & Vector128.Create(15);
        Vector256<double> inverse = Avx2.GatherVector256(Start(Inverses), place, sizeof(double));
        logarithm = Avx2.GatherVector256(Start(logarithms), place, sizeof(double));
        exponent = Avx.ConvertToVector256Double(step >> 23);
        Vector256<double> near = Avx.ConvertToVector256Double((bits - (step & Vector128.Create(-1 << 23))).AsSingle());
        return Fma.MultiplyAdd(near, inverse, -Vector256<double>.One);
    }

    // Numbers that the assembly itself has, which do not move.
    private static double* Start(ReadOnlySpan<double> table) => (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(table));
}
