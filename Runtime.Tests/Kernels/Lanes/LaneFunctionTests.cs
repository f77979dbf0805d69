using System.Numerics;
using System.Runtime.Intrinsics;
using HmmGen.Kernels;
using HmmGen.Kernels.Lanes;
using Xunit;
using static HmmGen.Runtime.Tests.Kernels.Lanes.LaneComparison;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>The functions and conversions of <see cref="LaneMath"/> give the bits of C#'s scalar ones.</summary>
public sealed class LaneFunctionTests
{
    /// <summary>The lesser and the greater, with NaN and the two zeros.</summary>
    [Fact]
    public void Extremes()
    {
        Vectors<float>((a, b, c) => LaneMath.Select(LaneMath.Less(a, b), b, c), (a, b, c) => a < b ? b : c);
        Vectors<float>(LaneMath.Clamp, Math.Clamp, throws: (_, min, max) => min > max);
        Vectors<float, float, float>(LaneMath.Min, Math.Min);
        Vectors<float, float, float>(LaneMath.Max, Math.Max);
        Vectors<int>((a, b, c) => LaneMath.Select(LaneMath.Less(a, b), b, c), (a, b, c) => a < b ? b : c);
        Vectors<int>(LaneMath.Clamp, Math.Clamp, throws: (_, min, max) => min > max);
        Vectors<int, int, int>(LaneMath.Min, Math.Min);
        Vectors<int, int, int>(LaneMath.Max, Math.Max);
        Vectors<uint>((a, b, c) => LaneMath.Select(LaneMath.Less(a, b), b, c), (a, b, c) => a < b ? b : c);
        Vectors<uint>(LaneMath.Clamp, Math.Clamp, throws: (_, min, max) => min > max);
        Vectors<uint, uint, uint>(LaneMath.Min, Math.Min);
        Vectors<uint, uint, uint>(LaneMath.Max, Math.Max);
        Pairs<double>((a, b, c) => LaneMath.Select(LaneMath.Less(a, b), b, c), (a, b, c) => a < b ? b : c);
        Pairs<double>(LaneMath.Clamp, Math.Clamp, throws: (_, min, max) => min > max);
        Pairs<double, double, double>(LaneMath.Min, Math.Min);
        Pairs<double, double, double>(LaneMath.Max, Math.Max);
        Pairs<long>((a, b, c) => LaneMath.Select(LaneMath.Less(a, b), b, c), (a, b, c) => a < b ? b : c);
        Pairs<long>(LaneMath.Clamp, Math.Clamp, throws: (_, min, max) => min > max);
        Pairs<long, long, long>(LaneMath.Min, Math.Min);
        Pairs<long, long, long>(LaneMath.Max, Math.Max);
        Pairs<ulong>((a, b, c) => LaneMath.Select(LaneMath.Less(a, b), b, c), (a, b, c) => a < b ? b : c);
        Pairs<ulong>(LaneMath.Clamp, Math.Clamp, throws: (_, min, max) => min > max);
        Pairs<ulong, ulong, ulong>(LaneMath.Min, Math.Min);
        Pairs<ulong, ulong, ulong>(LaneMath.Max, Math.Max);
        Vectors<float, float, float>(LaneMath.MinMagnitude, float.MinMagnitude);
        Vectors<float, float, float>(LaneMath.MaxMagnitude, float.MaxMagnitude);
        Vectors<float, float, float>(LaneMath.MinMagnitudeNumber, float.MinMagnitudeNumber);
        Vectors<float, float, float>(LaneMath.MaxMagnitudeNumber, float.MaxMagnitudeNumber);
        Vectors<float, float, float>(LaneMath.MinNumber, float.MinNumber);
        Vectors<float, float, float>(LaneMath.MaxNumber, float.MaxNumber);
        Vectors<float>(LaneMath.NumberClamp, float.Clamp, throws: (_, min, max) => min > max);
        Pairs<double, double, double>(LaneMath.MinMagnitude, double.MinMagnitude);
        Pairs<double, double, double>(LaneMath.MaxMagnitude, double.MaxMagnitude);
        Pairs<double, double, double>(LaneMath.MinMagnitudeNumber, double.MinMagnitudeNumber);
        Pairs<double, double, double>(LaneMath.MaxMagnitudeNumber, double.MaxMagnitudeNumber);
        Pairs<double, double, double>(LaneMath.MinNumber, double.MinNumber);
        Pairs<double, double, double>(LaneMath.MaxNumber, double.MaxNumber);
        Pairs<double>(LaneMath.NumberClamp, double.Clamp, throws: (_, min, max) => min > max);
        Vectors<int, int, int>(LaneMath.MinMagnitude, int.MinMagnitude);
        Vectors<int, int, int>(LaneMath.MaxMagnitude, int.MaxMagnitude);
        Pairs<long, long, long>(LaneMath.MinMagnitude, long.MinMagnitude);
        Pairs<long, long, long>(LaneMath.MaxMagnitude, long.MaxMagnitude);
    }

    /// <summary>Sizes, signs, rounding, roots and fused products.</summary>
    [Fact]
    public void Signs_and_rounding()
    {
        Vectors<float, float>(LaneMath.Abs, DeviceMath.Abs);
        Vectors<float, int>(LaneMath.Sign, DeviceMath.Sign);
        Vectors<int, int>(LaneMath.Abs, DeviceMath.Abs);
        Vectors<int, int>(LaneMath.Sign, DeviceMath.Sign);
        Pairs<double, double>(LaneMath.Abs, DeviceMath.Abs);
        Narrowing<double, int>(LaneMath.Sign, DeviceMath.Sign);
        Pairs<long, long>(LaneMath.Abs, DeviceMath.Abs);
        Narrowing<long, int>(LaneMath.Sign, DeviceMath.Sign);
        Vectors<float, float, float>(LaneMath.CopySign, float.CopySign);
        Vectors<float, float>(LaneMath.Sqrt, float.Sqrt);
        Vectors<float, float>(LaneMath.Floor, float.Floor);
        Vectors<float, float>(LaneMath.Ceiling, float.Ceiling);
        Vectors<float, float>(LaneMath.Truncate, float.Truncate);
        Vectors<float, float>(LaneMath.Round, float.Round);
        Vectors<float>(LaneMath.FusedMultiplyAdd, float.FusedMultiplyAdd);
        Vectors<float>(LaneMath.Lerp, float.Lerp);
        Vectors<float, float>(LaneMath.PlusZero, DeviceMath.PlusZero);
        Vectors<float, float>(LaneMath.FromZero, DeviceMath.FromZero);
        Pairs<double, double, double>(LaneMath.CopySign, double.CopySign);
        Pairs<double, double>(LaneMath.Sqrt, double.Sqrt);
        Pairs<double, double>(LaneMath.Floor, double.Floor);
        Pairs<double, double>(LaneMath.Ceiling, double.Ceiling);
        Pairs<double, double>(LaneMath.Truncate, double.Truncate);
        Pairs<double, double>(LaneMath.Round, double.Round);
        Pairs<double>(LaneMath.FusedMultiplyAdd, double.FusedMultiplyAdd);
        Pairs<double>(LaneMath.Lerp, double.Lerp);
        Pairs<double, double>(LaneMath.PlusZero, DeviceMath.PlusZero);
        Pairs<double, double>(LaneMath.FromZero, DeviceMath.FromZero);
    }

    /// <summary>Kinds of numbers.</summary>
    [Fact]
    public void Kinds()
    {
        VectorMask<float>(LaneMath.IsNaN, float.IsNaN);
        VectorMask<float>(LaneMath.IsInfinity, float.IsInfinity);
        VectorMask<float>(LaneMath.IsFinite, float.IsFinite);
        VectorMask<float>(LaneMath.IsNegative, float.IsNegative);
        VectorMask<float>(LaneMath.IsPositive, float.IsPositive);
        VectorMask<float>(LaneMath.IsNormal, float.IsNormal);
        VectorMask<float>(LaneMath.IsSubnormal, float.IsSubnormal);
        VectorMask<float>(LaneMath.IsPositiveInfinity, float.IsPositiveInfinity);
        VectorMask<float>(LaneMath.IsNegativeInfinity, float.IsNegativeInfinity);
        VectorMask<float>(LaneMath.IsRealNumber, float.IsRealNumber);
        VectorMask<float>(LaneMath.IsInteger, float.IsInteger);
        VectorMask<float>(LaneMath.IsEvenInteger, float.IsEvenInteger);
        VectorMask<float>(LaneMath.IsOddInteger, float.IsOddInteger);
        VectorMask<float>(LaneMath.IsPow2, float.IsPow2);
        PairMask<double>(LaneMath.IsNaN, double.IsNaN);
        PairMask<double>(LaneMath.IsInfinity, double.IsInfinity);
        PairMask<double>(LaneMath.IsFinite, double.IsFinite);
        PairMask<double>(LaneMath.IsNegative, double.IsNegative);
        PairMask<double>(LaneMath.IsPositive, double.IsPositive);
        PairMask<double>(LaneMath.IsNormal, double.IsNormal);
        PairMask<double>(LaneMath.IsSubnormal, double.IsSubnormal);
        PairMask<double>(LaneMath.IsPositiveInfinity, double.IsPositiveInfinity);
        PairMask<double>(LaneMath.IsNegativeInfinity, double.IsNegativeInfinity);
        PairMask<double>(LaneMath.IsRealNumber, double.IsRealNumber);
        PairMask<double>(LaneMath.IsInteger, double.IsInteger);
        PairMask<double>(LaneMath.IsEvenInteger, double.IsEvenInteger);
        PairMask<double>(LaneMath.IsOddInteger, double.IsOddInteger);
        PairMask<double>(LaneMath.IsPow2, double.IsPow2);
        VectorMask<int>(LaneMath.IsEvenInteger, int.IsEvenInteger);
        VectorMask<int>(LaneMath.IsOddInteger, int.IsOddInteger);
        VectorMask<int>(LaneMath.IsPow2, int.IsPow2);
        VectorMask<uint>(LaneMath.IsEvenInteger, uint.IsEvenInteger);
        VectorMask<uint>(LaneMath.IsOddInteger, uint.IsOddInteger);
        VectorMask<uint>(LaneMath.IsPow2, uint.IsPow2);
        PairMask<long>(LaneMath.IsEvenInteger, long.IsEvenInteger);
        PairMask<long>(LaneMath.IsOddInteger, long.IsOddInteger);
        PairMask<long>(LaneMath.IsPow2, long.IsPow2);
        PairMask<ulong>(LaneMath.IsEvenInteger, ulong.IsEvenInteger);
        PairMask<ulong>(LaneMath.IsOddInteger, ulong.IsOddInteger);
        PairMask<ulong>(LaneMath.IsPow2, ulong.IsPow2);
        VectorMask<int>(LaneMath.IsNegative, int.IsNegative);
        VectorMask<int>(LaneMath.IsPositive, int.IsPositive);
        PairMask<long>(LaneMath.IsNegative, long.IsNegative);
        PairMask<long>(LaneMath.IsPositive, long.IsPositive);
    }

    /// <summary>Counts of bits and whole products.</summary>
    [Fact]
    public void Bits()
    {
        Vectors<uint, uint>(LaneMath.PopCount, uint.PopCount);
        Vectors<uint, uint>(LaneMath.LeadingZeroCount, uint.LeadingZeroCount);
        Vectors<uint, uint>(LaneMath.TrailingZeroCount, uint.TrailingZeroCount);
        Vectors<uint, uint>(LaneMath.RoundUpToPowerOf2, BitOperations.RoundUpToPowerOf2);
        Vectors<uint, int>(LaneMath.BitLog2, BitOperations.Log2);
        Pairs<ulong, ulong>(LaneMath.PopCount, ulong.PopCount);
        Pairs<ulong, ulong>(LaneMath.LeadingZeroCount, ulong.LeadingZeroCount);
        Pairs<ulong, ulong>(LaneMath.TrailingZeroCount, ulong.TrailingZeroCount);
        Pairs<ulong, ulong>(LaneMath.RoundUpToPowerOf2, BitOperations.RoundUpToPowerOf2);
        Narrowing<ulong, int>(LaneMath.BitLog2, BitOperations.Log2);
        Widening<int, int, long>(LaneMath.BigMul, Math.BigMul);
        Widening<uint, uint, ulong>(LaneMath.BigMul, Math.BigMul);
        Pairs<long, long, long>(LaneMath.MultiplyHigh, (x, y) => (long)(((Int128)x * y) >> 64));
        Pairs<ulong, ulong, ulong>(LaneMath.MultiplyHigh, (x, y) => (ulong)(((UInt128)x * y) >> 64));
    }

    /// <summary>Casts between all kinds of numbers.</summary>
    [Fact]
    public void Conversions()
    {
        Vectors<int, int>(LaneMath.ToInt32, x => (int)x);
        Vectors<uint, int>(LaneMath.ToInt32, x => (int)x);
        Vectors<float, int>(LaneMath.ToInt32, x => (int)x);
        Narrowing<long, int>(LaneMath.ToInt32, x => (int)x);
        Narrowing<ulong, int>(LaneMath.ToInt32, x => (int)x);
        Narrowing<double, int>(LaneMath.ToInt32, x => (int)x);
        Vectors<int, uint>(LaneMath.ToUInt32, x => (uint)x);
        Vectors<uint, uint>(LaneMath.ToUInt32, x => (uint)x);
        Vectors<float, uint>(LaneMath.ToUInt32, x => (uint)x);
        Narrowing<long, uint>(LaneMath.ToUInt32, x => (uint)x);
        Narrowing<ulong, uint>(LaneMath.ToUInt32, x => (uint)x);
        Narrowing<double, uint>(LaneMath.ToUInt32, x => (uint)x);
        Widening<int, long>(LaneMath.ToInt64, x => (long)x);
        Widening<uint, long>(LaneMath.ToInt64, x => (long)x);
        Widening<float, long>(LaneMath.ToInt64, x => (long)x);
        Pairs<long, long>(LaneMath.ToInt64, x => (long)x);
        Pairs<ulong, long>(LaneMath.ToInt64, x => (long)x);
        Pairs<double, long>(LaneMath.ToInt64, x => (long)x);
        Widening<int, ulong>(LaneMath.ToUInt64, x => (ulong)x);
        Widening<uint, ulong>(LaneMath.ToUInt64, x => (ulong)x);
        Widening<float, ulong>(LaneMath.ToUInt64, x => (ulong)x);
        Pairs<long, ulong>(LaneMath.ToUInt64, x => (ulong)x);
        Pairs<ulong, ulong>(LaneMath.ToUInt64, x => (ulong)x);
        Pairs<double, ulong>(LaneMath.ToUInt64, x => (ulong)x);
        Vectors<int, float>(LaneMath.ToSingle, x => (float)x);
        Vectors<uint, float>(LaneMath.ToSingle, x => (float)x);
        Vectors<float, float>(LaneMath.ToSingle, x => (float)x);
        Narrowing<long, float>(LaneMath.ToSingle, x => (float)x);
        Narrowing<ulong, float>(LaneMath.ToSingle, x => (float)x);
        Narrowing<double, float>(LaneMath.ToSingle, x => (float)x);
        Widening<int, double>(LaneMath.ToDouble, x => (double)x);
        Widening<uint, double>(LaneMath.ToDouble, x => (double)x);
        Widening<float, double>(LaneMath.ToDouble, x => (double)x);
        Pairs<long, double>(LaneMath.ToDouble, x => (double)x);
        Pairs<ulong, double>(LaneMath.ToDouble, x => (double)x);
        Pairs<double, double>(LaneMath.ToDouble, x => (double)x);
        Vectors<int, int>(LaneMath.ToByte, x => (byte)x);
        Vectors<uint, int>(LaneMath.ToByte, x => (byte)x);
        Vectors<float, int>(LaneMath.ToByte, x => (byte)x);
        Narrowing<long, int>(LaneMath.ToByte, x => (byte)x);
        Narrowing<ulong, int>(LaneMath.ToByte, x => (byte)x);
        Narrowing<double, int>(LaneMath.ToByte, x => (byte)x);
        Vectors<int, int>(LaneMath.ToSByte, x => (sbyte)x);
        Vectors<uint, int>(LaneMath.ToSByte, x => (sbyte)x);
        Vectors<float, int>(LaneMath.ToSByte, x => (sbyte)x);
        Narrowing<long, int>(LaneMath.ToSByte, x => (sbyte)x);
        Narrowing<ulong, int>(LaneMath.ToSByte, x => (sbyte)x);
        Narrowing<double, int>(LaneMath.ToSByte, x => (sbyte)x);
        Vectors<int, int>(LaneMath.ToInt16, x => (short)x);
        Vectors<uint, int>(LaneMath.ToInt16, x => (short)x);
        Vectors<float, int>(LaneMath.ToInt16, x => (short)x);
        Narrowing<long, int>(LaneMath.ToInt16, x => (short)x);
        Narrowing<ulong, int>(LaneMath.ToInt16, x => (short)x);
        Narrowing<double, int>(LaneMath.ToInt16, x => (short)x);
        Vectors<int, int>(LaneMath.ToUInt16, x => (ushort)x);
        Vectors<uint, int>(LaneMath.ToUInt16, x => (ushort)x);
        Vectors<float, int>(LaneMath.ToUInt16, x => (ushort)x);
        Narrowing<long, int>(LaneMath.ToUInt16, x => (ushort)x);
        Narrowing<ulong, int>(LaneMath.ToUInt16, x => (ushort)x);
        Narrowing<double, int>(LaneMath.ToUInt16, x => (ushort)x);
        Vectors<int, int>(LaneMath.ToChar, x => (char)x);
        Vectors<uint, int>(LaneMath.ToChar, x => (char)x);
        Vectors<float, int>(LaneMath.ToChar, x => (char)x);
        Narrowing<long, int>(LaneMath.ToChar, x => (char)x);
        Narrowing<ulong, int>(LaneMath.ToChar, x => (char)x);
        Narrowing<double, int>(LaneMath.ToChar, x => (char)x);
        Vectors<float, int>(LaneMath.SingleToInt32Bits, BitConverter.SingleToInt32Bits);
        Vectors<float, uint>(LaneMath.SingleToUInt32Bits, BitConverter.SingleToUInt32Bits);
        Vectors<int, float>(LaneMath.Int32BitsToSingle, BitConverter.Int32BitsToSingle);
        Vectors<uint, float>(LaneMath.UInt32BitsToSingle, BitConverter.UInt32BitsToSingle);
        Pairs<double, long>(LaneMath.DoubleToInt64Bits, BitConverter.DoubleToInt64Bits);
        Pairs<double, ulong>(LaneMath.DoubleToUInt64Bits, BitConverter.DoubleToUInt64Bits);
        Pairs<long, double>(LaneMath.Int64BitsToDouble, BitConverter.Int64BitsToDouble);
        Pairs<ulong, double>(LaneMath.UInt64BitsToDouble, BitConverter.UInt64BitsToDouble);
    }

    /// <summary>Functions of the C library, and what else is called for each lane.</summary>
    [Fact]
    public void Functions()
    {
        Vectors<float, float>(LaneMath.Exp, float.Exp, anyNaN: false);
        Pairs<double, double>(LaneMath.Exp, double.Exp, anyNaN: false);
        Vectors<float, float>(LaneMath.Exp2, float.Exp2, anyNaN: false);
        Pairs<double, double>(LaneMath.Exp2, double.Exp2, anyNaN: false);
        Vectors<float, float>(LaneMath.Exp10, float.Exp10, anyNaN: false);
        Pairs<double, double>(LaneMath.Exp10, double.Exp10, anyNaN: false);
        Vectors<float, float>(LaneMath.Log, float.Log, anyNaN: false);
        Pairs<double, double>(LaneMath.Log, double.Log, anyNaN: false);
        Vectors<float, float>(LaneMath.Log2, float.Log2, anyNaN: false);
        Pairs<double, double>(LaneMath.Log2, double.Log2, anyNaN: false);
        Vectors<float, float>(LaneMath.Log10, float.Log10, anyNaN: false);
        Pairs<double, double>(LaneMath.Log10, double.Log10, anyNaN: false);
        Vectors<float, float>(LaneMath.Sin, float.Sin, anyNaN: false);
        Pairs<double, double>(LaneMath.Sin, double.Sin, anyNaN: false);
        Vectors<float, float>(LaneMath.Cos, float.Cos, anyNaN: false);
        Pairs<double, double>(LaneMath.Cos, double.Cos, anyNaN: false);
        Vectors<float, float>(LaneMath.Tan, float.Tan, anyNaN: false);
        Pairs<double, double>(LaneMath.Tan, double.Tan, anyNaN: false);
        Vectors<float, float>(LaneMath.Asin, float.Asin, anyNaN: false);
        Pairs<double, double>(LaneMath.Asin, double.Asin, anyNaN: false);
        Vectors<float, float>(LaneMath.Acos, float.Acos, anyNaN: false);
        Pairs<double, double>(LaneMath.Acos, double.Acos, anyNaN: false);
        Vectors<float, float>(LaneMath.Atan, float.Atan, anyNaN: false);
        Pairs<double, double>(LaneMath.Atan, double.Atan, anyNaN: false);
        Vectors<float, float>(LaneMath.Sinh, float.Sinh, anyNaN: false);
        Pairs<double, double>(LaneMath.Sinh, double.Sinh, anyNaN: false);
        Vectors<float, float>(LaneMath.Cosh, float.Cosh, anyNaN: false);
        Pairs<double, double>(LaneMath.Cosh, double.Cosh, anyNaN: false);
        Vectors<float, float>(LaneMath.Tanh, float.Tanh, anyNaN: false);
        Pairs<double, double>(LaneMath.Tanh, double.Tanh, anyNaN: false);
        Vectors<float, float>(LaneMath.Cbrt, float.Cbrt, anyNaN: false);
        Pairs<double, double>(LaneMath.Cbrt, double.Cbrt, anyNaN: false);
        Vectors<float, float>(LaneMath.DegreesToRadians, float.DegreesToRadians, anyNaN: false);
        Pairs<double, double>(LaneMath.DegreesToRadians, double.DegreesToRadians, anyNaN: false);
        Vectors<float, float>(LaneMath.RadiansToDegrees, float.RadiansToDegrees, anyNaN: false);
        Pairs<double, double>(LaneMath.RadiansToDegrees, double.RadiansToDegrees, anyNaN: false);
        Vectors<float, float>(LaneMath.BitIncrement, float.BitIncrement, anyNaN: false);
        Pairs<double, double>(LaneMath.BitIncrement, double.BitIncrement, anyNaN: false);
        Vectors<float, float>(LaneMath.BitDecrement, float.BitDecrement, anyNaN: false);
        Pairs<double, double>(LaneMath.BitDecrement, double.BitDecrement, anyNaN: false);
        Vectors<float, float, float>(LaneMath.Log, float.Log);
        Pairs<double, double, double>(LaneMath.Log, double.Log);
        Vectors<float, float, float>(LaneMath.Pow, float.Pow);
        Pairs<double, double, double>(LaneMath.Pow, double.Pow);
        Vectors<float, float, float>(LaneMath.Atan2, float.Atan2);
        Pairs<double, double, double>(LaneMath.Atan2, double.Atan2);
        Vectors<float, float, float>(LaneMath.IEEERemainder, float.Ieee754Remainder);
        Pairs<double, double, double>(LaneMath.IEEERemainder, double.Ieee754Remainder);
        Vectors<float, int, float>(LaneMath.ScaleB, MathF.ScaleB);
        Mixed<double, int, double>(LaneMath.ScaleB, Math.ScaleB);
        Vectors<float, int>(LaneMath.ILogB, MathF.ILogB);
        Narrowing<double, int>(LaneMath.ILogB, Math.ILogB);
        Vectors<float, int, float>(LaneMath.RoundDigits, MathF.Round, throws: (_, digits) => digits is < 0 or > 6);
        Mixed<double, int, double>(LaneMath.RoundDigits, Math.Round, throws: (_, digits) => digits is < 0 or > 15);
        Vectors<float, int, float>(LaneMath.RoundMode, (x, mode) => MathF.Round(x, (MidpointRounding)mode), throws: (_, mode) => mode is < 0 or > 4);
        Mixed<double, int, double>(LaneMath.RoundMode, (x, mode) => Math.Round(x, (MidpointRounding)mode), throws: (_, mode) => mode is < 0 or > 4);
    }
}
