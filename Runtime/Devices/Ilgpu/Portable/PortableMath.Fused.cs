using System.Numerics;
using System.Runtime.CompilerServices;
using HmmGen.Kernels;
using ILGPU.IR.Intrinsics;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>Products and sums that are rounded once, by whole numbers: not every device has them in hardware, and ILGPU asks none for them.</content>
internal static partial class PortableMath
{
    // Whether .NET fuses here: of the product 1 + 2^-11 + 2^-24 the last bit is lost when it is rounded, and the rest is subtracted.
    private static readonly int LerpFuses = float.Lerp(1 + 1f / 4096, 4098, -1f / 4096) != 0 ? 1 : 0;

    /// <inheritdoc cref="DeviceMath.FusedMultiplyAdd{T}(T, T, T)"/>
    public static float FusedMultiplyAdd(float left, float right, float addend)
    {
        // The product of two floats is a double. The sum is rounded to one whose last bit says whether anything was lost, so that the
        // second rounding knows.
        double product = (double)left * right;
        double sum = product + addend;
        double part = sum - product;
        double lost = (product - (sum - part)) + (addend - part);
        ulong bits = Bits(sum);
        bool inexact = IsFinite(sum) && lost != 0 && (bits & 1) == 0;
        bool outwards = DeviceMath.Greater(lost, 0) == DeviceMath.Greater(sum, 0);
        return (float)FromBits(inexact ? (outwards ? bits + 1 : bits - 1) : bits);
    }

    /// <inheritdoc cref="DeviceMath.FusedMultiplyAdd{T}(T, T, T)"/>
    public static double FusedMultiplyAdd(double left, double right, double addend)
    {
        // With a zero, an infinity or NaN the operators round what this would round.
        if (left == 0 || right == 0 || !IsFinite(left) || !IsFinite(right))
        {
            return left * right + addend;
        }

        if (addend == 0 || !IsFinite(addend))
        {
            return addend == 0 ? left * right : addend;
        }

        // Both as 128 bits, the first one among the upper four, so that a carry has room.
        ulong leftWhole = Significand(left, out int leftExponent);
        ulong rightWhole = Significand(right, out int rightExponent);
        ulong sumHigh = Significand(addend, out int sumExponent) << 8;
        ulong sumLow = 0;
        ulong low = leftWhole * rightWhole;
        ulong high = (DeviceMath.MultiplyHigh(leftWhole, rightWhole) << 20) | (low >> 44);
        low <<= 20;
        int exponent = leftExponent + rightExponent - 20;
        sumExponent -= 72;
        int apart = sumExponent - exponent;
        if (apart > 0)
        {
            high = ShiftDown(high, ref low, apart);
            exponent = sumExponent;
        }
        else
        {
            sumHigh = ShiftDown(sumHigh, ref sumLow, -apart);
        }

        bool negative = High(left) < 0 != High(right) < 0;
        if (negative == High(addend) < 0)
        {
            low += sumLow;
            high += sumHigh + (low < sumLow ? 1ul : 0ul);
        }
        else
        {
            bool over = sumHigh > high || (sumHigh == high && sumLow > low);
            negative = negative != over;
            ulong bigLow = over ? sumLow : low;
            ulong smallLow = over ? low : sumLow;
            high = (over ? sumHigh - high : high - sumHigh) - (bigLow < smallLow ? 1ul : 0ul);
            low = bigLow - smallLow;
        }

        return Assemble(high, low, exponent, negative);
    }

    /// <inheritdoc cref="DeviceMath.MultiplyAdd{T}(T, T, T)"/>
    /// <remarks><see cref="FusedProducts"/> replaces it, so it stays a call up to then.</remarks>
    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float MultiplyAdd(float left, float right, float addend) => left * right + addend;

    /// <inheritdoc cref="MultiplyAdd(float, float, float)"/>
    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double MultiplyAdd(double left, double right, double addend) => left * right + addend;

    /// <inheritdoc cref="DeviceMath.Lerp{T}(T, T, T)"/>
    public static T Lerp<T>(T from, T to, T amount) where T : IFloatingPointIeee754<T>
    {
        T rest = T.One - DeviceMath.Apart(amount);
        return LerpFuses != 0 ? DeviceMath.FusedMultiplyAdd(from, rest, to * amount) : from * rest + to * amount;
    }

    /// <summary>A finite number that is not 0 as a whole number of 53 bits, times 2 to an exponent.</summary>
    private static ulong Significand(double value, out int exponent)
    {
        ulong bits = Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul;
        ulong fraction = bits & 0x000F_FFFF_FFFF_FFFFul;
        int biased = (int)(bits >> 52);
        int zeros = biased == 0 ? BitOperations.LeadingZeroCount(fraction) - 11 : 0;
        exponent = (biased == 0 ? 1 - zeros : biased) - 1075;
        return biased == 0 ? fraction << zeros : fraction | 0x0010_0000_0000_0000ul;
    }

    /// <summary>Shifts 128 bits, not all of them 0, to the right; the last bit tells whether a 1 was lost.</summary>
    private static ulong ShiftDown(ulong high, ref ulong low, int count)
    {
        if (count >= 128)
        {
            low = 1;
            return 0;
        }

        int step = count & 63;
        bool far = count >= 64;
        ulong from = far ? high : low;
        ulong into = far ? 0 : high;

        // By 64 - step in two steps, since a shift by 64 is one by 0.
        ulong lost = ((from << 1) << (63 - step)) | (far ? low : 0);
        low = (from >> step) | ((into << 1) << (63 - step)) | (lost != 0 ? 1ul : 0ul);
        return into >> step;
    }

    /// <summary>The number nearest to 128 bits times 2 to an exponent.</summary>
    private static double Assemble(ulong high, ulong low, int exponent, bool negative)
    {
        if ((high | low) == 0)
        {
            return 0;
        }

        int zeros = high != 0 ? BitOperations.LeadingZeroCount(high) : 64 + BitOperations.LeadingZeroCount(low);
        ulong first = zeros >= 64 ? low : high;
        ulong second = zeros >= 64 ? 0 : low;
        int step = zeros & 63;
        ulong whole = (first << step) | ((second >> 1) >> (63 - step)) | (second << step != 0 ? 1ul : 0ul);

        // Of 64 bits 53 stay, fewer where the number is subnormal.
        int biased = exponent - zeros + 64 + 63 + 1023;
        int drop = biased > 0 ? 11 : 12 - biased;
        ulong sign = negative ? 1ul << 63 : 0;
        if (biased >= 2047)
        {
            return FromBits(sign | 0x7FF0_0000_0000_0000ul);
        }

        if (drop > 64)
        {
            return FromBits(sign);
        }

        ulong kept = (whole >> 1) >> (drop - 1);
        ulong rest = drop == 64 ? whole : whole << (64 - drop);
        bool up = rest > 1ul << 63 || (rest == 1ul << 63 && (kept & 1) != 0);
        ulong place = biased > 0 ? (ulong)(uint)(biased - 1) << 52 : 0;
        return FromBits(sign | (place + kept + (up ? 1ul : 0ul)));
    }
}
