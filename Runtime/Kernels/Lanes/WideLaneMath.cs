using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// The functions of <see cref="LaneMath"/> for sixteen work items at once, of 32-bit numbers and narrower ones. What has no instruction of its own is done in
/// two halves.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class WideLaneMath
{
    /// <summary>The number of lanes.</summary>
    public const int Count = 2 * LaneMath.Count;

    /// <inheritdoc cref="LaneMath.Steps(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Steps(int first, int step) => Vector512.Create(first) + Vector512<int>.Indices * step;

    /// <inheritdoc cref="LaneMath.Outside(int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Outside(int first, int step, int length) => (ulong)first >= (ulong)length || (ulong)(first + 15L * step) >= (ulong)length;

    /// <inheritdoc cref="LaneMath.InBounds(Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> InBounds(Vector512<int> indices, int length) => Vector512.LessThan(indices.AsUInt32(), Vector512.Create((uint)length)).AsInt32();

    /// <inheritdoc cref="LaneMath.Mask"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Mask(bool value) => Vector512.Create(value ? -1 : 0);

    /// <inheritdoc cref="LaneMath.Any"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Vector512<int> mask) => mask != Vector512<int>.Zero;

    /// <inheritdoc cref="LaneMath.Select{T}(Vector256{int}, Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Select<T>(Vector512<int> mask, Vector512<T> first, Vector512<T> second)
        => Vector512.ConditionalSelect(mask.As<int, T>(), first, second);

    /// <inheritdoc cref="LaneMath.Less{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Less<T>(Vector512<T> left, Vector512<T> right) => Vector512.LessThan(left, right).AsInt32();

    /// <inheritdoc cref="LaneMath.LessOrEqual{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LessOrEqual<T>(Vector512<T> left, Vector512<T> right) => Vector512.LessThanOrEqual(left, right).AsInt32();

    /// <inheritdoc cref="LaneMath.Greater{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Greater<T>(Vector512<T> left, Vector512<T> right) => Vector512.GreaterThan(left, right).AsInt32();

    /// <inheritdoc cref="LaneMath.GreaterOrEqual{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> GreaterOrEqual<T>(Vector512<T> left, Vector512<T> right) => Vector512.GreaterThanOrEqual(left, right).AsInt32();

    /// <inheritdoc cref="LaneMath.Equal{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Equal<T>(Vector512<T> left, Vector512<T> right) => Vector512.Equals(left, right).AsInt32();

    /// <inheritdoc cref="LaneMath.NotEqual{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> NotEqual<T>(Vector512<T> left, Vector512<T> right) => ~Equal(left, right);

    /// <inheritdoc cref="LaneMath.IsNaN{T}(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> IsNaN<T>(Vector512<T> value) => Vector512.IsNaN(value).AsInt32();

    /// <inheritdoc cref="LaneMath.IsInfinity{T}(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> IsInfinity<T>(Vector512<T> value) => Vector512.IsInfinity(value).AsInt32();

    /// <inheritdoc cref="LaneMath.IsFinite{T}(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> IsFinite<T>(Vector512<T> value) => Vector512.IsFinite(value).AsInt32();

    /// <inheritdoc cref="LaneMath.Min{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Min<T>(Vector512<T> left, Vector512<T> right) => Vector512.Min(left, right);

    /// <inheritdoc cref="LaneMath.Max{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Max<T>(Vector512<T> left, Vector512<T> right) => Vector512.Max(left, right);

    /// <inheritdoc cref="LaneMath.Clamp{T}(Vector256{T}, Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Clamp<T>(Vector512<T> value, Vector512<T> min, Vector512<T> max)
        => Select(Less(value, min), min, Select(Greater(value, max), max, value));

    /// <inheritdoc cref="LaneMath.Abs{T}(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Abs<T>(Vector512<T> value) => Vector512.Abs(value);

    /// <inheritdoc cref="LaneMath.Sign{T}(Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Sign<T>(Vector512<T> value) => Less(value, Vector512<T>.Zero) - Greater(value, Vector512<T>.Zero);

    /// <inheritdoc cref="LaneMath.DegreesToRadians(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> DegreesToRadians(Vector512<float> value) => value * Vector512.Create(float.Pi) / Vector512.Create(180f);

    /// <inheritdoc cref="LaneMath.RadiansToDegrees(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> RadiansToDegrees(Vector512<float> value) => value * Vector512.Create(180f) / Vector512.Create(float.Pi);

    /// <inheritdoc cref="LaneMath.CopySign{T}(Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> CopySign<T>(Vector512<T> value, Vector512<T> sign) => Vector512.CopySign(value, sign);

    /// <inheritdoc cref="LaneMath.Sqrt(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sqrt(Vector512<float> value) => Vector512.Sqrt(value);

    /// <inheritdoc cref="LaneMath.Floor(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Floor(Vector512<float> value) => Vector512.Floor(value);

    /// <inheritdoc cref="LaneMath.Ceiling(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Ceiling(Vector512<float> value) => Vector512.Ceiling(value);

    /// <inheritdoc cref="LaneMath.Truncate(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Truncate(Vector512<float> value) => Vector512.Truncate(value);

    /// <inheritdoc cref="LaneMath.Round(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Round(Vector512<float> value) => Vector512.Round(value);

    /// <inheritdoc cref="LaneMath.FusedMultiplyAdd(Vector256{float}, Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FusedMultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> addend)
        => Vector512.FusedMultiplyAdd(left, right, addend);

    /// <inheritdoc cref="LaneMath.MultiplyAdd(Vector256{float}, Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> addend)
        => Vector512.MultiplyAddEstimate(left, right, addend);

    /// <inheritdoc cref="LaneMath.DivideByPower(Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> DivideByPower(Vector512<int> value, int power) => (value + ((value >> 31) >>> (32 - power))) >> power;

    /// <inheritdoc cref="LaneMath.DivideByPower(Vector256{uint}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> DivideByPower(Vector512<uint> value, int power) => value >>> power;

    /// <inheritdoc cref="LaneMath.Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> value)
        => LibraryVerdict.OfExp.Table ? SummedExp.Of(value) : Joined(LaneMath.Exp(value.GetLower()), LaneMath.Exp(value.GetUpper()));

    /// <inheritdoc cref="LaneMath.Sin(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sin(Vector512<float> value) => Joined(LaneMath.Sin(value.GetLower()), LaneMath.Sin(value.GetUpper()));

    /// <inheritdoc cref="LaneMath.Cos(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cos(Vector512<float> value) => Joined(LaneMath.Cos(value.GetLower()), LaneMath.Cos(value.GetUpper()));

    /// <inheritdoc cref="LaneMath.Log(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> value)
        => LibraryVerdict.OfLog.Steps && Avx512F.IsSupported ? LibraryLog.Of<NaturalLog>(value) : Joined(LaneMath.Log(value.GetLower()), LaneMath.Log(value.GetUpper()));

    /// <inheritdoc cref="LaneMath.Tanh(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> value)
        => LibraryVerdict.OfTanh.Steps ? LibraryTanh.Of<Vector512<float>, Floats16>(value) : Joined(LaneMath.Tanh(value.GetLower()), LaneMath.Tanh(value.GetUpper()));

    /// <inheritdoc cref="LaneMath.Log2(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log2(Vector512<float> value)
        => LibraryVerdict.OfLog2.Steps && Avx512F.IsSupported ? LibraryLog.Of<BinaryLog>(value) : Joined(LaneMath.Log2(value.GetLower()), LaneMath.Log2(value.GetUpper()));

    /// <inheritdoc cref="LaneMath.Log10(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log10(Vector512<float> value)
        => LibraryVerdict.OfLog10.Steps && Avx512F.IsSupported ? LibraryLog10.Of(value) : Joined(LaneMath.Log10(value.GetLower()), LaneMath.Log10(value.GetUpper()));

    /// <inheritdoc cref="LaneMath.Exp2(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp2(Vector512<float> value) => Joined(LaneMath.Exp2(value.GetLower()), LaneMath.Exp2(value.GetUpper()));

    /// <inheritdoc cref="LaneMath.Exp10(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp10(Vector512<float> value) => Joined(LaneMath.Exp10(value.GetLower()), LaneMath.Exp10(value.GetUpper()));

    /// <inheritdoc cref="LaneMath.Pow(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Pow(Vector512<float> value, Vector512<float> power)
        => Joined(LaneMath.Pow(value.GetLower(), power.GetLower()), LaneMath.Pow(value.GetUpper(), power.GetUpper()));

    /// <inheritdoc cref="LaneMath.Divide(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Divide(Vector512<int> left, Vector512<int> right)
        => Joined(LaneMath.Divide(left.GetLower(), right.GetLower()), LaneMath.Divide(left.GetUpper(), right.GetUpper()));

    /// <inheritdoc cref="LaneMath.Remainder(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Remainder(Vector512<int> left, Vector512<int> right)
        => Joined(LaneMath.Remainder(left.GetLower(), right.GetLower()), LaneMath.Remainder(left.GetUpper(), right.GetUpper()));

    /// <inheritdoc cref="LaneMath.DivideBy(Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> DivideBy(Vector512<int> left, int right)
        => Joined(LaneMath.DivideBy(left.GetLower(), right), LaneMath.DivideBy(left.GetUpper(), right));

    /// <inheritdoc cref="LaneMath.RemainderBy(Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> RemainderBy(Vector512<int> left, int right) => left - DivideBy(left, right) * Vector512.Create(right);

    /// <inheritdoc cref="LaneMath.DivideBy(Vector256{uint}, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> DivideBy(Vector512<uint> left, uint right)
        => Joined(LaneMath.DivideBy(left.GetLower(), right), LaneMath.DivideBy(left.GetUpper(), right));

    /// <inheritdoc cref="LaneMath.RemainderBy(Vector256{uint}, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> RemainderBy(Vector512<uint> left, uint right) => left - DivideBy(left, right) * Vector512.Create(right);

    /// <inheritdoc cref="LaneMath.DivisionFails(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> DivisionFails(Vector512<int> left, Vector512<int> right)
        => Equal(right, Vector512<int>.Zero) | (Equal(right, Vector512<int>.AllBitsSet) & Equal(left, Vector512.Create(int.MinValue)));

    /// <inheritdoc cref="LaneMath.ShiftLeft(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ShiftLeft(Vector512<int> value, Vector512<int> counts)
        => Joined(LaneMath.ShiftLeft(value.GetLower(), counts.GetLower()), LaneMath.ShiftLeft(value.GetUpper(), counts.GetUpper()));

    /// <inheritdoc cref="LaneMath.ShiftRight(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ShiftRight(Vector512<int> value, Vector512<int> counts)
        => Joined(LaneMath.ShiftRight(value.GetLower(), counts.GetLower()), LaneMath.ShiftRight(value.GetUpper(), counts.GetUpper()));

    /// <inheritdoc cref="LaneMath.ShiftRightUnsigned(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ShiftRightUnsigned(Vector512<int> value, Vector512<int> counts)
        => Joined(LaneMath.ShiftRightUnsigned(value.GetLower(), counts.GetLower()), LaneMath.ShiftRightUnsigned(value.GetUpper(), counts.GetUpper()));

    /// <inheritdoc cref="LaneMath.Divide(Vector256{uint}, Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Divide(Vector512<uint> left, Vector512<uint> right)
        => Joined(LaneMath.Divide(left.GetLower(), right.GetLower()), LaneMath.Divide(left.GetUpper(), right.GetUpper()));

    /// <inheritdoc cref="LaneMath.Remainder(Vector256{uint}, Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Remainder(Vector512<uint> left, Vector512<uint> right)
        => Joined(LaneMath.Remainder(left.GetLower(), right.GetLower()), LaneMath.Remainder(left.GetUpper(), right.GetUpper()));

    /// <inheritdoc cref="LaneMath.DivisionFails(Vector256{uint}, Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> DivisionFails(Vector512<uint> left, Vector512<uint> right) => Equal(right, Vector512<uint>.Zero);

    /// <inheritdoc cref="LaneMath.ShiftLeft(Vector256{uint}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> ShiftLeft(Vector512<uint> value, Vector512<int> counts)
        => Joined(LaneMath.ShiftLeft(value.GetLower(), counts.GetLower()), LaneMath.ShiftLeft(value.GetUpper(), counts.GetUpper()));

    /// <inheritdoc cref="LaneMath.ShiftRight(Vector256{uint}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> ShiftRight(Vector512<uint> value, Vector512<int> counts)
        => Joined(LaneMath.ShiftRight(value.GetLower(), counts.GetLower()), LaneMath.ShiftRight(value.GetUpper(), counts.GetUpper()));

    /// <inheritdoc cref="LaneMath.ShiftRightUnsigned(Vector256{uint}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> ShiftRightUnsigned(Vector512<uint> value, Vector512<int> counts)
        => Joined(LaneMath.ShiftRightUnsigned(value.GetLower(), counts.GetLower()), LaneMath.ShiftRightUnsigned(value.GetUpper(), counts.GetUpper()));

    /// <inheritdoc cref="LaneMath.Remainder(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Remainder(Vector512<float> left, Vector512<float> right)
        => Joined(LaneMath.Remainder(left.GetLower(), right.GetLower()), LaneMath.Remainder(left.GetUpper(), right.GetUpper()));

    /// <inheritdoc cref="LaneMath.ToSingle(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToSingle(Vector512<float> value) => value;

    /// <inheritdoc cref="LaneMath.ToSingle(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToSingle(Vector512<int> value) => Vector512.ConvertToSingle(value);

    /// <inheritdoc cref="LaneMath.ToSingle(Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToSingle(Vector512<uint> value) => Joined(LaneMath.ToSingle(value.GetLower()), LaneMath.ToSingle(value.GetUpper()));

    /// <inheritdoc cref="LaneMath.ToInt32(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToInt32(Vector512<int> value) => value;

    /// <inheritdoc cref="LaneMath.ToInt32(Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToInt32(Vector512<uint> value) => value.AsInt32();

    /// <inheritdoc cref="LaneMath.ToInt32(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToInt32(Vector512<float> value) => Vector512.ConvertToInt32(value);

    /// <inheritdoc cref="LaneMath.ToUInt32(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> ToUInt32(Vector512<int> value) => value.AsUInt32();

    /// <inheritdoc cref="LaneMath.ToUInt32(Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> ToUInt32(Vector512<uint> value) => value;

    /// <inheritdoc cref="LaneMath.ToUInt32(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> ToUInt32(Vector512<float> value) => Joined(LaneMath.ToUInt32(value.GetLower()), LaneMath.ToUInt32(value.GetUpper()));

    /// <inheritdoc cref="LaneMath.SingleToInt32Bits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> SingleToInt32Bits(Vector512<float> value) => value.AsInt32();

    /// <inheritdoc cref="LaneMath.SingleToUInt32Bits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> SingleToUInt32Bits(Vector512<float> value) => value.AsUInt32();

    /// <inheritdoc cref="LaneMath.Int32BitsToSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Int32BitsToSingle(Vector512<int> value) => value.AsSingle();

    /// <inheritdoc cref="LaneMath.UInt32BitsToSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> UInt32BitsToSingle(Vector512<uint> value) => value.AsSingle();

    /// <summary>
    /// Whether rows are better walked eight elements at a time: they are short, and parts of sixteen leave eight or more, which are reached one by one.
    /// </summary>
    /// <param name="length">The elements of a row.</param>
    /// <returns>True for such a length.</returns>
    public static bool IsNarrow(int length) => length is > 0 and < 128 && (length & 8) != 0;

    /// <summary>
    /// Two times eight lanes. <see cref="Vector512.Create{T}(Vector256{T}, Vector256{T})"/> would keep what the register held before, and so need it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Joined<T>(Vector256<T> lower, Vector256<T> upper) => lower.ToVector512Unsafe().WithUpper(upper);

    /// <inheritdoc cref="LaneMath.AddProducts(Vector256{int}, Vector128{short}, Vector128{short})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> AddProducts(Vector512<int> sum, Vector256<short> left, Vector256<short> right)
        => Avx2.IsSupported
            ? sum + Avx2.MultiplyAddAdjacent(left, right).ToVector512()
            : Joined(LaneMath.AddProducts(sum.GetLower(), left.GetLower(), right.GetLower()), LaneMath.AddProducts(sum.GetUpper(), left.GetUpper(), right.GetUpper()));

    /// <inheritdoc cref="LaneMath.AddProducts(Vector256{int}, Vector256{short}, Vector256{short})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> AddProducts(Vector512<int> sum, Vector512<short> left, Vector512<short> right)
        => Avx512BW.IsSupported
            ? sum + Avx512BW.MultiplyAddAdjacent(left, right)
            : Joined(LaneMath.AddProducts(sum.GetLower(), left.GetLower(), right.GetLower()), LaneMath.AddProducts(sum.GetUpper(), left.GetUpper(), right.GetUpper()));

    /// <inheritdoc cref="LaneMath.NarrowProduct"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> NarrowProduct(Vector512<int> left, Vector512<int> right)
        => Avx512BW.IsSupported
            ? Avx512BW.MultiplyAddAdjacent(left.AsInt16(), right.AsInt16())
            : Joined(LaneMath.NarrowProduct(left.GetLower(), right.GetLower()), LaneMath.NarrowProduct(left.GetUpper(), right.GetUpper()));
}
