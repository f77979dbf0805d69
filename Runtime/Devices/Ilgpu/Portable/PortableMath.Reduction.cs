using System.Numerics;
using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>Angles without their whole turns. The polynomials are those of fdlibm.</content>
internal static partial class PortableMath
{
    /// <summary>A finite angle without its quarter turns: within a quarter of pi, in two parts.</summary>
    private static double Reduce(double value, out double low, out int quarter)
    {
        int size = Size(value);
        if (size <= 0x3FE9_21FB)
        {
            low = 0;
            quarter = 0;
            return value;
        }

        if (size >= 0x4139_21FB)
        {
            return ReduceLarge(value, out low, out quarter);
        }

        // Up to 2^20 quarter turns: pi / 2 in three parts of 33 bits and the rest.
        double turns = Nearest(value * 6.36619772367581382433e-01);
        quarter = (int)turns;
        double r = value - turns * 1.57079632673412561417e+00;
        double w = turns * 6.07710050650619224932e-11;
        double result = r - w;
        if ((size >> 20) - (Size(result) >> 20) > 16)
        {
            double t = r;
            w = turns * 6.07710050630396597660e-11;
            r = t - w;
            w = turns * 2.02226624879595063154e-21 - ((t - r) - w);
            result = r - w;
            if ((size >> 20) - (Size(result) >> 20) > 49)
            {
                t = r;
                w = turns * 2.02226624871116645580e-21;
                r = t - w;
                w = turns * 8.47842766036889956997e-32 - ((t - r) - w);
                result = r - w;
            }
        }

        low = (r - result) - w;
        return result;
    }

    /// <summary>The same to float's precision.</summary>
    private static double ShortReduce(double value, out int quarter)
    {
        if (Size(value) >= 0x41B9_21FB)
        {
            return ReduceLarge(value, out double _, out quarter);
        }

        double turns = Nearest(value * 6.36619772367581382433e-01);
        quarter = (int)turns;
        return value - turns * 1.57079631090164184570e+00 - turns * 1.58932547735281966916e-08;
    }

    /// <summary>
    /// The same for an angle of any size, from 2^20: of the product of its 53 bits with 2 / pi, the bits above 4 do not
    /// matter and those far below the point do not either, so 192 bits of 2 / pi are enough, taken from where they matter.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double ReduceLarge(double value, out double low, out int quarter)
    {
        ulong bits = Bits(value);
        ulong mantissa = (bits & 0x000F_FFFF_FFFF_FFFFul) | 0x0010_0000_0000_0000ul;

        // The value is mantissa * 2^exponent; bit 0 of the table has weight 2^63, and the first bit taken is to have weight 2^(1 - exponent).
        int exponent = (int)((bits >> 52) & 0x7FF) - 1075;
        int first = exponent - 2 + 64;
        int word = first >> 6;
        int shift = first & 63;
        ulong high = TwoOverPi(word, shift);
        ulong middle = TwoOverPi(word + 1, shift);
        ulong last = TwoOverPi(word + 2, shift);

        // The low 192 bits of the product; the first two of them are whole quarter turns.
        ulong product0 = mantissa * last;
        ulong carry = DeviceMath.MultiplyHigh(mantissa, last);
        ulong product1 = mantissa * middle + carry;
        carry = DeviceMath.MultiplyHigh(mantissa, middle) + (product1 < carry ? 1ul : 0ul);
        ulong product2 = mantissa * high + carry;
        int turns = (int)(product2 >> 62);
        ulong fraction = (product2 << 2) | (product1 >> 62);
        ulong rest = (product1 << 2) | (product0 >> 62);
        ulong tail = product0 << 2;

        // More than a half: the next quarter turn, less what is missing.
        bool over = fraction >> 63 != 0;
        turns += over ? 1 : 0;
        fraction = over ? ~fraction : fraction;
        rest = over ? ~rest : rest;
        tail = over ? ~tail : tail;
        int zeros = BitOperations.LeadingZeroCount(fraction);
        if (zeros != 0)
        {
            fraction = (fraction << zeros) | ((rest >> 1) >> (63 - zeros));
            rest = (rest << zeros) | ((tail >> 1) >> (63 - zeros));
        }

        // 53 and 53 bits of the fraction, times pi / 2 in two parts; the product of the first parts is made exact by halves.
        double scale = PowerOfTwo(-zeros);
        double a = (double)(long)(fraction >> 11) * 1.1102230246251565e-16;
        double b = (double)(long)(((fraction & 0x7FF) << 42) | (rest >> 22)) * 1.2325951644078310e-32;
        double aHigh = FromBits(Bits(a) & 0xFFFF_FFFF_F800_0000ul);
        double aLow = a - aHigh;
        const double PiHigh = 1.57079631090164184570e+00;
        const double PiLow = HalfPi - PiHigh;
        double product = a * HalfPi;
        double error = ((aHigh * PiHigh - product) + aHigh * PiLow + aLow * PiHigh) + aLow * PiLow;
        error += a * HalfPiLow + b * HalfPi;
        double sum = product + error;
        double sign = over != (High(value) < 0) ? -scale : scale;
        quarter = High(value) < 0 ? -turns : turns;
        low = ((product - sum) + error) * sign;
        return sum * sign;
    }

    /// <summary>64 bits of 2 / pi, from a bit of a word on.</summary>
    private static ulong TwoOverPi(int word, int shift) => (TwoOverPi(word) << shift) | ((TwoOverPi(word + 1) >> 1) >> (63 - shift));

    /// <summary>A word of 2 / pi: 64 zeros before the point, then the digits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong TwoOverPi(int word) => word switch
    {
        1 => 0xA2F9836E4E441529ul,
        2 => 0xFC2757D1F534DDC0ul,
        3 => 0xDB6295993C439041ul,
        4 => 0xFE5163ABDEBBC561ul,
        5 => 0xB7246E3A424DD2E0ul,
        6 => 0x06492EEA09D1921Cul,
        7 => 0xFE1DEB1CB129A73Eul,
        8 => 0xE88235F52EBB4484ul,
        9 => 0xE99C7026B45F7E41ul,
        10 => 0x3991D639835339F4ul,
        11 => 0x9C845F8BBDF9283Bul,
        12 => 0x1FF897FFDE05980Ful,
        13 => 0xEF2F118B5A0A6D1Ful,
        14 => 0x6D367ECF27CB09B7ul,
        15 => 0x4F463F669E5FEA2Dul,
        16 => 0x7527BAC7EBE5F17Bul,
        17 => 0x3D0739F78A5292EAul,
        18 => 0x6BFB5FB11F8D5D08ul,
        19 => 0x56033046FC7B6BABul,
        _ => 0ul,
    };
}
