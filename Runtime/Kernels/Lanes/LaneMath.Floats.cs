// Safety: only addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>Conversions to floating-point numbers, each rounded once, and between numbers and their bits.</content>
public static partial class LaneMath
{
    /// <summary>The cast to <see cref="float"/>.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>The converted numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ToSingle(Vector256<int> value) => Vector256.ConvertToSingle(value);

    /// <inheritdoc cref="ToSingle(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ToSingle(Vector256<uint> value) => Vector256.Narrow(ToDouble(value).Low, ToDouble(value).High);

    /// <inheritdoc cref="ToSingle(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ToSingle(Vector256<float> value) => value;

    /// <inheritdoc cref="ToSingle(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<float> ToSingle(LanePair<long> value)
        => WholeNumbers.Are(value.Low) && WholeNumbers.Are(value.High)
            ? Vector256.Narrow(WholeNumbers.ToDouble(value.Low), WholeNumbers.ToDouble(value.High))
            : EachLane.Convert(value, &Nearest);

    /// <inheritdoc cref="ToSingle(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<float> ToSingle(LanePair<ulong> value)
        => WholeNumbers.Are(value.Low | value.High)
            ? Vector256.Narrow(WholeNumbers.ToDouble(value.Low.AsInt64()), WholeNumbers.ToDouble(value.High.AsInt64()))
            : EachLane.Convert(value, &Nearest);

    /// <inheritdoc cref="ToSingle(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ToSingle(LanePair<double> value) => Vector256.Narrow(value.Low, value.High);

    /// <summary>The cast to <see cref="double"/>.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>The converted numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> ToDouble(Vector256<int> value) => new(ToDouble(value.GetLower()), ToDouble(value.GetUpper()));

    /// <inheritdoc cref="ToDouble(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> ToDouble(Vector256<uint> value)
        => ToDouble((value ^ Vector256.Create(0x80000000u)).AsInt32()) + new LanePair<double>(2147483648d);

    /// <inheritdoc cref="ToDouble(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> ToDouble(Vector256<float> value) => new(Vector256.WidenLower(value), Vector256.WidenUpper(value));

    /// <inheritdoc cref="ToDouble(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> ToDouble(LanePair<long> value) => new(Vector256.ConvertToDouble(value.Low), Vector256.ConvertToDouble(value.High));

    /// <inheritdoc cref="ToDouble(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> ToDouble(LanePair<ulong> value)
        => new(Vector256.ConvertToDouble(value.Low), Vector256.ConvertToDouble(value.High));

    /// <inheritdoc cref="ToDouble(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> ToDouble(LanePair<double> value) => value;

    /// <inheritdoc cref="DeviceMath.SingleToInt32Bits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> SingleToInt32Bits(Vector256<float> value) => value.AsInt32();

    /// <inheritdoc cref="DeviceMath.SingleToUInt32Bits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> SingleToUInt32Bits(Vector256<float> value) => value.AsUInt32();

    /// <inheritdoc cref="DeviceMath.Int32BitsToSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Int32BitsToSingle(Vector256<int> value) => value.AsSingle();

    /// <inheritdoc cref="DeviceMath.UInt32BitsToSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> UInt32BitsToSingle(Vector256<uint> value) => value.AsSingle();

    /// <inheritdoc cref="DeviceMath.DoubleToInt64Bits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> DoubleToInt64Bits(LanePair<double> value) => new(value.Low.AsInt64(), value.High.AsInt64());

    /// <inheritdoc cref="DeviceMath.DoubleToUInt64Bits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> DoubleToUInt64Bits(LanePair<double> value) => new(value.Low.AsUInt64(), value.High.AsUInt64());

    /// <inheritdoc cref="DeviceMath.Int64BitsToDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> Int64BitsToDouble(LanePair<long> value) => new(value.Low.AsDouble(), value.High.AsDouble());

    /// <inheritdoc cref="DeviceMath.UInt64BitsToDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<double> UInt64BitsToDouble(LanePair<ulong> value) => new(value.Low.AsDouble(), value.High.AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ToDouble(Vector128<int> value)
        => Avx.IsSupported
            ? Avx.ConvertToVector256Double(value)
            : Vector256.ConvertToDouble(Vector256.WidenLower(value.ToVector256Unsafe()));

    private static float Nearest(long value) => value;

    private static float Nearest(ulong value) => value;
}
