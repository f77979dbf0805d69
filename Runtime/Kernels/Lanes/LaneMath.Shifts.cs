// Safety: only addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>Shifts by counts of their own in each lane. As in C#, only the lowest five bits of a count matter, or six for 64-bit numbers.</content>
public static partial class LaneMath
{
    /// <summary>The operator <c>&lt;&lt;</c>.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="counts">How far each is shifted.</param>
    /// <returns>The shifted numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<int> ShiftLeft(Vector256<int> value, Vector256<int> counts)
        => Avx2.IsSupported ? Avx2.ShiftLeftLogicalVariable(value, Counts32(counts)) : EachLane.Apply(value, counts, 0, &Left);

    /// <inheritdoc cref="ShiftLeft(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> ShiftLeft(Vector256<uint> value, Vector256<int> counts) => ShiftLeft(value.AsInt32(), counts).AsUInt32();

    /// <inheritdoc cref="ShiftLeft(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe LanePair<long> ShiftLeft(LanePair<long> value, Vector256<int> counts)
        => Avx2.IsSupported
            ? new(Avx2.ShiftLeftLogicalVariable(value.Low, Low64(counts)), Avx2.ShiftLeftLogicalVariable(value.High, High64(counts)))
            : new(EachLane.Apply(value.Low, counts, 0, &Left), EachLane.Apply(value.High, counts, 4, &Left));

    /// <inheritdoc cref="ShiftLeft(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> ShiftLeft(LanePair<ulong> value, Vector256<int> counts) => ToUInt64(ShiftLeft(ToInt64(value), counts));

    /// <summary>The operator <c>&gt;&gt;</c>: with the sign of signed numbers.</summary>
    /// <inheritdoc cref="ShiftLeft(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<int> ShiftRight(Vector256<int> value, Vector256<int> counts)
        => Avx2.IsSupported ? Avx2.ShiftRightArithmeticVariable(value, Counts32(counts)) : EachLane.Apply(value, counts, 0, &Right);

    /// <inheritdoc cref="ShiftRight(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> ShiftRight(Vector256<uint> value, Vector256<int> counts) => ShiftRightUnsigned(value, counts);

    /// <inheritdoc cref="ShiftRight(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> ShiftRight(LanePair<long> value, Vector256<int> counts)
    {
        // A negative number's complement is not negative, so zeros fill it rightly; AVX2 has no such shift with the sign.
        LanePair<long> sign = value >> 63;
        return ShiftRightUnsigned(value ^ sign, counts) ^ sign;
    }

    /// <inheritdoc cref="ShiftRight(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> ShiftRight(LanePair<ulong> value, Vector256<int> counts) => ShiftRightUnsigned(value, counts);

    /// <summary>The operator <c>&gt;&gt;&gt;</c>: filled with zeros.</summary>
    /// <inheritdoc cref="ShiftLeft(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<int> ShiftRightUnsigned(Vector256<int> value, Vector256<int> counts)
        => Avx2.IsSupported ? Avx2.ShiftRightLogicalVariable(value, Counts32(counts)) : EachLane.Apply(value, counts, 0, &RightUnsigned);

    /// <inheritdoc cref="ShiftRightUnsigned(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> ShiftRightUnsigned(Vector256<uint> value, Vector256<int> counts) => ShiftRightUnsigned(value.AsInt32(), counts).AsUInt32();

    /// <inheritdoc cref="ShiftRightUnsigned(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe LanePair<long> ShiftRightUnsigned(LanePair<long> value, Vector256<int> counts)
        => Avx2.IsSupported
            ? new(Avx2.ShiftRightLogicalVariable(value.Low, Low64(counts)), Avx2.ShiftRightLogicalVariable(value.High, High64(counts)))
            : new(EachLane.Apply(value.Low, counts, 0, &RightUnsigned), EachLane.Apply(value.High, counts, 4, &RightUnsigned));

    /// <inheritdoc cref="ShiftRightUnsigned(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> ShiftRightUnsigned(LanePair<ulong> value, Vector256<int> counts) => ToUInt64(ShiftRightUnsigned(ToInt64(value), counts));

    /// <summary>The bits turned to the left: what leaves at the top comes in at the bottom.</summary>
    /// <inheritdoc cref="ShiftLeft(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> RotateLeft(Vector256<uint> value, Vector256<int> counts)
        => ShiftLeft(value, counts) | ShiftRightUnsigned(value, -counts);

    /// <inheritdoc cref="RotateLeft(Vector256{uint}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> RotateLeft(LanePair<ulong> value, Vector256<int> counts)
        => ShiftLeft(value, counts) | ShiftRightUnsigned(value, -counts);

    /// <summary>The bits turned to the right: what leaves at the bottom comes in at the top.</summary>
    /// <inheritdoc cref="ShiftLeft(Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> RotateRight(Vector256<uint> value, Vector256<int> counts) => RotateLeft(value, -counts);

    /// <inheritdoc cref="RotateRight(Vector256{uint}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<ulong> RotateRight(LanePair<ulong> value, Vector256<int> counts) => RotateLeft(value, -counts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Counts32(Vector256<int> counts) => (counts & Vector256.Create(31)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Low64(Vector256<int> counts) => Vector256.WidenLower((counts & Vector256.Create(63)).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> High64(Vector256<int> counts) => Vector256.WidenUpper((counts & Vector256.Create(63)).AsUInt32());

    private static int Left(int value, int count) => value << count;

    private static long Left(long value, int count) => value << count;

    private static int Right(int value, int count) => value >> count;

    private static int RightUnsigned(int value, int count) => value >>> count;

    private static long RightUnsigned(long value, int count) => value >>> count;
}
