namespace HmmGen.Corpus;

/// <summary>Whole numbers: overflow, shifts, division, bits.</summary>
public static partial class Integers
{
    /// <summary>Products that overflow, and are meant to.</summary>
    [HmmKernel]
    public static void Hash(int i, ReadOnlySpan<int> x, Span<uint> hash)
    {
        unchecked
        {
            uint value = (uint)x[i];
            value = (value ^ value >> 16) * 0x85EBCA6B;
            value = (value ^ value >> 13) * 0xC2B2AE35;
            hash[i] = value ^ value >> 16;
        }
    }

    /// <summary>Checked arithmetic that does not overflow.</summary>
    [HmmKernel]
    public static void Checked(int i, int factor, ReadOnlySpan<int> x, Span<int> y, Span<long> z)
    {
        checked
        {
            y[i] = x[i] * factor + i - 1;
            z[i] = (long)x[i] * x[i] + y[i];
        }

        z[i] = checked(-z[i]);
    }

    /// <summary>Signed division and remainder, all four combinations of signs.</summary>
    [HmmKernel]
    public static void SignedDivision(int i, ReadOnlySpan<int> a, ReadOnlySpan<long> b, Span<int> quotients, Span<long> remainders)
    {
        quotients[i] = a[i] / (int)b[i];
        remainders[i] = a[i] * 1000003L % b[i];
    }

    /// <summary>Unsigned division and remainder.</summary>
    [HmmKernel]
    public static void UnsignedDivision(int i, ReadOnlySpan<uint> a, ReadOnlySpan<ulong> b, Span<uint> quotients, Span<ulong> remainders)
    {
        quotients[i] = 0xFFFFFFF0u / a[i];
        remainders[i] = b[i] % (a[i] + 1UL) + b[i] / 3;
    }

    /// <summary>Shifts by amounts that reach and pass the width of the type.</summary>
    [HmmKernel]
    public static void Shifts(int i, ReadOnlySpan<int> amounts, Span<int> s32, Span<uint> u32, Span<long> s64, Span<ulong> u64)
    {
        int amount = amounts[i];
        s32[i] = s32[i] << amount ^ s32[i] >> amount ^ s32[i] >>> amount;
        u32[i] = u32[i] << amount ^ u32[i] >> amount;
        s64[i] = s64[i] << amount ^ s64[i] >> amount ^ s64[i] >>> amount;
        u64[i] = u64[i] << amount ^ u64[i] >> amount;
    }

    /// <summary>Comparisons of signed and unsigned numbers, and negation.</summary>
    [HmmKernel]
    public static void Comparisons(int i, ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> bits)
    {
        int result = 0;
        if (a[i] < b[i])
            result |= 1;
        if ((uint)a[i] < (uint)b[i])
            result |= 2;
        if (a[i] <= -b[i] || ~a[i] == b[i])
            result |= 4;
        if ((ulong)a[i] >= (ulong)b[i] && a[i] != b[i])
            result |= 8;
        bits[i] = result;
    }

    /// <summary>Counts bits by Kernighan's loop and reverses them by swaps.</summary>
    [HmmKernel]
    public static void Bits(int i, ReadOnlySpan<ulong> x, Span<byte> counts, Span<ulong> reversed)
    {
        ulong value = x[i];
        int count = 0;
        for (ulong rest = value; rest != 0; rest &= rest - 1)
            count++;
        counts[i] = (byte)count;

        ulong mask = ulong.MaxValue;
        for (int width = 32; width > 0; width >>= 1)
        {
            mask ^= mask << width;
            value = value >> width & mask | value << width & ~mask;
        }

        reversed[i] = value;
    }

    /// <summary>The greatest common divisor.</summary>
    [HmmKernel]
    public static void CommonDivisor(int i, ReadOnlySpan<long> a, ReadOnlySpan<long> b, Span<long> divisors)
    {
        long x = Math.Abs(a[i]);
        long y = Math.Abs(b[i]);
        while (y != 0)
        {
            long rest = x % y;
            x = y;
            y = rest;
        }

        divisors[i] = x;
    }

    /// <summary>A power modulo a number.</summary>
    [HmmKernel]
    public static void ModularPower(int i, ulong modulus, ReadOnlySpan<uint> bases, ReadOnlySpan<uint> exponents, Span<uint> powers)
    {
        ulong power = 1;
        ulong factor = bases[i] % modulus;
        for (uint exponent = exponents[i]; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                power = power * factor % modulus;
            factor = factor * factor % modulus;
        }

        powers[i] = (uint)power;
    }
}
