// Safety: only the lanes of local vectors are reached by address.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>Rows of sixteen elements become columns of sixteen lanes.</content>
public static unsafe partial class WideLaneMemory
{
    /// <summary>Exchanges rows and columns of sixteen times sixteen lanes.</summary>
    /// <typeparam name="T">The element, of 32 bits.</typeparam>
    /// <param name="r0">Row 0; afterwards column 0.</param>
    /// <param name="r1">Row 1.</param>
    /// <param name="r2">Row 2.</param>
    /// <param name="r3">Row 3.</param>
    /// <param name="r4">Row 4.</param>
    /// <param name="r5">Row 5.</param>
    /// <param name="r6">Row 6.</param>
    /// <param name="r7">Row 7.</param>
    /// <param name="r8">Row 8.</param>
    /// <param name="r9">Row 9.</param>
    /// <param name="r10">Row 10.</param>
    /// <param name="r11">Row 11.</param>
    /// <param name="r12">Row 12.</param>
    /// <param name="r13">Row 13.</param>
    /// <param name="r14">Row 14.</param>
    /// <param name="r15">Row 15.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose<T>(
        ref Vector512<T> r0,
        ref Vector512<T> r1,
        ref Vector512<T> r2,
        ref Vector512<T> r3,
        ref Vector512<T> r4,
        ref Vector512<T> r5,
        ref Vector512<T> r6,
        ref Vector512<T> r7,
        ref Vector512<T> r8,
        ref Vector512<T> r9,
        ref Vector512<T> r10,
        ref Vector512<T> r11,
        ref Vector512<T> r12,
        ref Vector512<T> r13,
        ref Vector512<T> r14,
        ref Vector512<T> r15)
        where T : unmanaged
    {
        if (!Avx512F.IsSupported)
        {
            Span<Vector512<T>> rows = [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14, r15];
            Exchange(MemoryMarshal.Cast<Vector512<T>, T>(rows));
            r0 = rows[0];
            r1 = rows[1];
            r2 = rows[2];
            r3 = rows[3];
            r4 = rows[4];
            r5 = rows[5];
            r6 = rows[6];
            r7 = rows[7];
            r8 = rows[8];
            r9 = rows[9];
            r10 = rows[10];
            r11 = rows[11];
            r12 = rows[12];
            r13 = rows[13];
            r14 = rows[14];
            r15 = rows[15];
            return;
        }

        Pieces(ref r0, ref r1, ref r2, ref r3);
        Pieces(ref r4, ref r5, ref r6, ref r7);
        Pieces(ref r8, ref r9, ref r10, ref r11);
        Pieces(ref r12, ref r13, ref r14, ref r15);
        Quarters(ref r0, ref r4, ref r8, ref r12);
        Quarters(ref r1, ref r5, ref r9, ref r13);
        Quarters(ref r2, ref r6, ref r10, ref r14);
        Quarters(ref r3, ref r7, ref r11, ref r15);
    }

    /// <summary>Exchanges rows and columns of sixteen times sixteen lanes in memory, by a call.</summary>
    /// <typeparam name="T">The element, of 32 bits.</typeparam>
    /// <param name="rows">The rows; afterwards the columns.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Exchange<T>(ref LaneRows<Vector512<T>> rows)
        where T : unmanaged
        => Transpose(
            ref rows[0], ref rows[1], ref rows[2], ref rows[3], ref rows[4], ref rows[5], ref rows[6], ref rows[7],
            ref rows[8], ref rows[9], ref rows[10], ref rows[11], ref rows[12], ref rows[13], ref rows[14], ref rows[15]);

    // Exchanges rows and columns of four times four lanes, in each quarter of the vectors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pieces<T>(ref Vector512<T> r0, ref Vector512<T> r1, ref Vector512<T> r2, ref Vector512<T> r3)
    {
        Vector512<double> low = Avx512F.UnpackLow(r0.AsSingle(), r1.AsSingle()).AsDouble(), high = Avx512F.UnpackHigh(r0.AsSingle(), r1.AsSingle()).AsDouble();
        Vector512<double> nextLow = Avx512F.UnpackLow(r2.AsSingle(), r3.AsSingle()).AsDouble(), nextHigh = Avx512F.UnpackHigh(r2.AsSingle(), r3.AsSingle()).AsDouble();
        r0 = Avx512F.UnpackLow(low, nextLow).As<double, T>();
        r1 = Avx512F.UnpackHigh(low, nextLow).As<double, T>();
        r2 = Avx512F.UnpackLow(high, nextHigh).As<double, T>();
        r3 = Avx512F.UnpackHigh(high, nextHigh).As<double, T>();
    }

    // Exchanges rows and columns of quarters, of which a vector has four.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters<T>(ref Vector512<T> r0, ref Vector512<T> r1, ref Vector512<T> r2, ref Vector512<T> r3)
    {
        const byte Evens = 0b10_00_10_00, Odds = 0b11_01_11_01;
        Vector512<int> even = Avx512F.Shuffle4x128(r0.AsInt32(), r1.AsInt32(), Evens), odd = Avx512F.Shuffle4x128(r0.AsInt32(), r1.AsInt32(), Odds);
        Vector512<int> nextEven = Avx512F.Shuffle4x128(r2.AsInt32(), r3.AsInt32(), Evens), nextOdd = Avx512F.Shuffle4x128(r2.AsInt32(), r3.AsInt32(), Odds);
        r0 = Avx512F.Shuffle4x128(even, nextEven, Evens).As<int, T>();
        r1 = Avx512F.Shuffle4x128(odd, nextOdd, Evens).As<int, T>();
        r2 = Avx512F.Shuffle4x128(even, nextEven, Odds).As<int, T>();
        r3 = Avx512F.Shuffle4x128(odd, nextOdd, Odds).As<int, T>();
    }

    private static void Exchange<T>(Span<T> cells)
    {
        for (int row = 0; row < WideLaneMath.Count; row++)
        {
            for (int column = 0; column < row; column++)
            {
                int here = row * WideLaneMath.Count + column, there = column * WideLaneMath.Count + row;
                (cells[here], cells[there]) = (cells[there], cells[here]);
            }
        }
    }
}
