using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>Counting bits, as <see cref="System.Numerics.BitOperations"/> does: by sums of neighbours, since .NET has no instruction of x64 that counts in lanes.</content>
public static partial class LaneMath
{
    /// <summary>The number of bits that are set.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>The counts.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> PopCount(Vector256<uint> value)
    {
        if (Avx2.IsSupported)
        {
            return Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(ByteCounts(value.AsByte()), Vector256<sbyte>.One), Vector256<short>.One).AsUInt32();
        }

        Vector256<uint> bytes = ByteCounts(value.AsByte()).AsUInt32();
        bytes += bytes >>> 8;
        return (bytes + (bytes >>> 16)) & Vector256.Create(0x3Fu);
    }

    /// <inheritdoc cref="PopCount(Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> PopCount(LanePair<ulong> value) => new(PopCount(value.Low), PopCount(value.High));

    /// <summary>The number of zeros above the highest bit that is set.</summary>
    /// <inheritdoc cref="PopCount(Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> LeadingZeroCount(Vector256<uint> value)
        => Avx512CD.VL.IsSupported ? Avx512CD.VL.LeadingZeroCount(value) : PopCount(~Filled(value));

    /// <inheritdoc cref="LeadingZeroCount(Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> LeadingZeroCount(LanePair<ulong> value)
        => Avx512CD.VL.IsSupported
            ? new(Avx512CD.VL.LeadingZeroCount(value.Low), Avx512CD.VL.LeadingZeroCount(value.High))
            : PopCount(~Filled(value));

    /// <summary>The number of zeros below the lowest bit that is set.</summary>
    /// <inheritdoc cref="PopCount(Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> TrailingZeroCount(Vector256<uint> value) => PopCount(~value & (value - Vector256<uint>.One));

    /// <inheritdoc cref="TrailingZeroCount(Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> TrailingZeroCount(LanePair<ulong> value) => PopCount(~value & (value - new LanePair<ulong>(1)));

    /// <summary>The place of the highest bit that is set; 0 for 0.</summary>
    /// <inheritdoc cref="PopCount(Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> BitLog2(Vector256<uint> value)
        => Vector256.Create(31) - LeadingZeroCount(value | Vector256<uint>.One).AsInt32();

    /// <inheritdoc cref="BitLog2(Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> BitLog2(LanePair<ulong> value)
        => Vector256.Create(63) - ToInt32(LeadingZeroCount(value | new LanePair<ulong>(1)));

    /// <summary>The least power of two that is not below a number; 0 for 0, and where it does not fit.</summary>
    /// <inheritdoc cref="PopCount(Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> RoundUpToPowerOf2(Vector256<uint> value) => Filled(value - Vector256<uint>.One) + Vector256<uint>.One;

    /// <inheritdoc cref="RoundUpToPowerOf2(Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> RoundUpToPowerOf2(LanePair<ulong> value) => Filled(value - new LanePair<ulong>(1)) + new LanePair<ulong>(1);

    /// <summary>The upper half of the whole product; the lower half is the operator <c>*</c>.</summary>
    /// <param name="left">A factor.</param>
    /// <param name="right">Another.</param>
    /// <returns>The upper half.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> MultiplyHigh(LanePair<ulong> left, LanePair<ulong> right)
    {
        LanePair<ulong> lower = new(uint.MaxValue);
        LanePair<ulong> left0 = left & lower, left1 = left >>> 32, right0 = right & lower, right1 = right >>> 32;
        LanePair<ulong> middle0 = left1 * right0, middle1 = left0 * right1;
        LanePair<ulong> carry = ((left0 * right0) >>> 32) + (middle0 & lower) + (middle1 & lower);
        return left1 * right1 + (middle0 >>> 32) + (middle1 >>> 32) + (carry >>> 32);
    }

    /// <inheritdoc cref="MultiplyHigh(LanePair{ulong}, LanePair{ulong})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> MultiplyHigh(LanePair<long> left, LanePair<long> right)
        // A negative factor counts 2⁶⁴ too much as an unsigned one.
        => ToInt64(MultiplyHigh(ToUInt64(left), ToUInt64(right))) - ((left >> 63) & right) - ((right >> 63) & left);

    /// <summary>The whole product of two 32-bit numbers.</summary>
    /// <param name="left">A factor.</param>
    /// <param name="right">Another.</param>
    /// <returns>The product.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> BigMul(Vector256<int> left, Vector256<int> right) => ToInt64(left) * ToInt64(right);

    /// <inheritdoc cref="BigMul(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> BigMul(Vector256<uint> left, Vector256<uint> right) => ToUInt64(left) * ToUInt64(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> PopCount(Vector256<ulong> value)
    {
        if (Avx2.IsSupported)
        {
            return Avx2.SumAbsoluteDifferences(ByteCounts(value.AsByte()), Vector256<byte>.Zero).AsUInt64();
        }

        Vector256<ulong> bytes = ByteCounts(value.AsByte()).AsUInt64();
        bytes += bytes >>> 8;
        bytes += bytes >>> 16;
        return (bytes + (bytes >>> 32)) & Vector256.Create(0x7Ful);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> ByteCounts(Vector256<byte> value)
    {
        if (Avx2.IsSupported)
        {
            // A table of the counts of four bits (Mula, Kurz and Lemire, "Faster population counts using AVX2 instructions", 2018).
            Vector256<byte> table = Vector256.Create(Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4)), four = Vector256.Create((byte)15);
            return Avx2.Shuffle(table, value & four) + Avx2.Shuffle(table, (value.AsUInt16() >>> 4).AsByte() & four);
        }

        // Bits leave a byte only where the mask drops them, so that wide shifts do for bytes.
        Vector256<uint> counts = value.AsUInt32();
        counts -= (counts >>> 1) & Vector256.Create(0x55555555u);
        counts = (counts & Vector256.Create(0x33333333u)) + ((counts >>> 2) & Vector256.Create(0x33333333u));
        return ((counts + (counts >>> 4)) & Vector256.Create(0x0F0F0F0Fu)).AsByte();
    }

    /// <summary>All bits set below the highest one that is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Filled(Vector256<uint> value)
    {
        value |= value >>> 1;
        value |= value >>> 2;
        value |= value >>> 4;
        value |= value >>> 8;
        return value | (value >>> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LanePair<ulong> Filled(LanePair<ulong> value)
    {
        value |= value >>> 1;
        value |= value >>> 2;
        value |= value >>> 4;
        value |= value >>> 8;
        value |= value >>> 16;
        return value | (value >>> 32);
    }
}
