// Safety: only the table, which has a fixed place and as many numbers as indices have values, is reached by address.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// How exponential functions and powers of C libraries raise 2 to a number of 32nds: a table of 32 powers of two and a polynomial of the third degree, from Arm's
/// optimized routines, which glibc, musl, bionic and newlib have.
/// </summary>
internal static unsafe class ExpTable
{
    /// <summary>Added to a number below 2⁵¹ it leaves the nearest whole number in the lowest bits.</summary>
    public const double Whole = 6755399441055744;

    private const double First = 0.6931471806916203 / 32, Second = 0.2402284522445722 / 1024, Third = 0.05550361559341535 / 32768;

    // 2 to each 32nd, less the 32nd itself in the exponent's place: what is added there holds it.
    private static ReadOnlySpan<ulong> Powers =>
    [
        0x3FF0000000000000, 0x3FEFD9B0D3158574, 0x3FEFB5586CF9890F, 0x3FEF9301D0125B51, 0x3FEF72B83C7D517B, 0x3FEF54873168B9AA, 0x3FEF387A6E756238, 0x3FEF1E9DF51FDEE1,
        0x3FEF06FE0A31B715, 0x3FEEF1A7373AA9CB, 0x3FEEDEA64C123422, 0x3FEECE086061892D, 0x3FEEBFDAD5362A27, 0x3FEEB42B569D4F82, 0x3FEEAB07DD485429, 0x3FEEA47EB03A5585,
        0x3FEEA09E667F3BCD, 0x3FEE9F75E8EC5F74, 0x3FEEA11473EB0187, 0x3FEEA589994CCE13, 0x3FEEACE5422AA0DB, 0x3FEEB737B0CDC5E5, 0x3FEEC49182A3F090, 0x3FEED503B23E255D,
        0x3FEEE89F995AD3AD, 0x3FEEFF76F2FB5E47, 0x3FEF199BDD85529C, 0x3FEF3720DCEF9069, 0x3FEF5818DCFBA487, 0x3FEF7C97337B9B5F, 0x3FEFA4AFA2A490DA, 0x3FEFD0765B6E4540,
    ];

    /// <summary>2 to a number of 32nds, where there are vectors of 512 bits.</summary>
    /// <param name="rest">What the number is beyond a whole one, between -0.5 and 0.5.</param>
    /// <param name="steps">The whole one, in the lowest bits.</param>
    /// <returns>The powers, before they are rounded to <see cref="float"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Power(Vector512<double> rest, Vector512<ulong> steps)
    {
        Vector512<double> sum = Vector512.FusedMultiplyAdd(Vector512.Create(Third), rest, Vector512.Create(Second));
        sum = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(First)), rest, Vector512<double>.One);
        Vector512<ulong> early = Avx512F.PermuteVar8x64x2(Vector512.Create(Powers), steps, Vector512.Create(Powers[8..]));
        Vector512<ulong> late = Avx512F.PermuteVar8x64x2(Vector512.Create(Powers[16..]), steps, Vector512.Create(Powers[24..]));
        Vector512<ulong> isEarly = Vector512.Equals(steps & Vector512.Create(16UL), Vector512<ulong>.Zero);
        return sum * (Vector512.ConditionalSelect(isEarly, early, late) + (steps << 47)).AsDouble();
    }

    /// <summary>The same for vectors of 256 bits.</summary>
    /// <inheritdoc cref="Power(Vector512{double}, Vector512{ulong})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Power(Vector256<double> rest, Vector256<ulong> steps)
    {
        Vector256<double> sum = Fma.MultiplyAdd(Vector256.Create(Third), rest, Vector256.Create(Second));
        sum = Fma.MultiplyAdd(Fma.MultiplyAdd(sum, rest, Vector256.Create(First)), rest, Vector256<double>.One);
        Vector256<long> place = (steps & Vector256.Create(31UL)).AsInt64();
        Vector256<ulong> power = Avx2.GatherVector256((ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Powers)), place, sizeof(ulong));
        return sum * (power + (steps << 47)).AsDouble();
    }
}
