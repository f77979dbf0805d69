// Safety: as LaneMemory.cs says; the elements are eight rows of eight, or of four of 64 bits.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>
/// Rows in memory, one for each lane, whose neighbouring elements are wanted: eight columns at once, by exchanging rows and columns in registers. Halves of two
/// rows share a register from the load on, so that no element crosses the halves afterwards.
/// </content>
public static unsafe partial class LaneMemory
{
    /// <summary>Loads eight columns of eight rows.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="rows">The first element of row 0.</param>
    /// <param name="stride">Bytes from a row to the next.</param>
    /// <param name="c0">Column 0: one lane for each row.</param>
    /// <param name="c1">Column 1.</param>
    /// <param name="c2">Column 2.</param>
    /// <param name="c3">Column 3.</param>
    /// <param name="c4">Column 4.</param>
    /// <param name="c5">Column 5.</param>
    /// <param name="c6">Column 6.</param>
    /// <param name="c7">Column 7.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadColumns<T>(
        T* rows,
        nint stride,
        out Vector256<T> c0,
        out Vector256<T> c1,
        out Vector256<T> c2,
        out Vector256<T> c3,
        out Vector256<T> c4,
        out Vector256<T> c5,
        out Vector256<T> c6,
        out Vector256<T> c7)
        where T : unmanaged
    {
        LoadFourColumns(rows, stride, out c0, out c1, out c2, out c3);
        LoadFourColumns(rows + 4, stride, out c4, out c5, out c6, out c7);
    }

    /// <summary>Loads four columns of eight rows.</summary>
    /// <inheritdoc cref="LoadColumns{T}(T*, nint, out Vector256{T}, out Vector256{T}, out Vector256{T}, out Vector256{T}, out Vector256{T}, out Vector256{T}, out Vector256{T}, out Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadColumnsPair<T>(T* rows, nint stride, out LanePair<T> c0, out LanePair<T> c1, out LanePair<T> c2, out LanePair<T> c3)
        where T : unmanaged
    {
        byte* upper = (byte*)rows + 4 * stride;
        Vector256<T> low0 = Row(rows, 0, stride), low1 = Row(rows, 1, stride), low2 = Row(rows, 2, stride), low3 = Row(rows, 3, stride);
        Vector256<T> high0 = Row((T*)upper, 0, stride), high1 = Row((T*)upper, 1, stride);
        Vector256<T> high2 = Row((T*)upper, 2, stride), high3 = Row((T*)upper, 3, stride);
        Transpose(ref low0, ref low1, ref low2, ref low3);
        Transpose(ref high0, ref high1, ref high2, ref high3);
        c0 = new(low0, high0);
        c1 = new(low1, high1);
        c2 = new(low2, high2);
        c3 = new(low3, high3);
    }

    /// <summary>Stores eight columns into eight rows.</summary>
    /// <inheritdoc cref="LoadColumns{T}(T*, nint, out Vector256{T}, out Vector256{T}, out Vector256{T}, out Vector256{T}, out Vector256{T}, out Vector256{T}, out Vector256{T}, out Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreColumns<T>(
        T* rows,
        nint stride,
        Vector256<T> c0,
        Vector256<T> c1,
        Vector256<T> c2,
        Vector256<T> c3,
        Vector256<T> c4,
        Vector256<T> c5,
        Vector256<T> c6,
        Vector256<T> c7)
        where T : unmanaged
    {
        Transpose(ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7);
        byte* at = (byte*)rows;
        c0.Store((T*)at);
        c1.Store((T*)(at + stride));
        c2.Store((T*)(at + 2 * stride));
        c3.Store((T*)(at + 3 * stride));
        c4.Store((T*)(at + 4 * stride));
        c5.Store((T*)(at + 5 * stride));
        c6.Store((T*)(at + 6 * stride));
        c7.Store((T*)(at + 7 * stride));
    }

    /// <summary>Stores four columns into eight rows.</summary>
    /// <inheritdoc cref="StoreColumns{T}(T*, nint, Vector256{T}, Vector256{T}, Vector256{T}, Vector256{T}, Vector256{T}, Vector256{T}, Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreColumnsPair<T>(T* rows, nint stride, LanePair<T> c0, LanePair<T> c1, LanePair<T> c2, LanePair<T> c3)
        where T : unmanaged
    {
        StoreFourRows((byte*)rows, stride, c0.Low, c1.Low, c2.Low, c3.Low);
        StoreFourRows((byte*)rows + 4 * stride, stride, c0.High, c1.High, c2.High, c3.High);
    }

    /// <summary>Exchanges rows and columns of eight times eight lanes of 32 bits.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="r0">Row 0; afterwards column 0.</param>
    /// <param name="r1">Row 1.</param>
    /// <param name="r2">Row 2.</param>
    /// <param name="r3">Row 3.</param>
    /// <param name="r4">Row 4.</param>
    /// <param name="r5">Row 5.</param>
    /// <param name="r6">Row 6.</param>
    /// <param name="r7">Row 7.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose<T>(
        ref Vector256<T> r0,
        ref Vector256<T> r1,
        ref Vector256<T> r2,
        ref Vector256<T> r3,
        ref Vector256<T> r4,
        ref Vector256<T> r5,
        ref Vector256<T> r6,
        ref Vector256<T> r7)
    {
        Vector256<T> lower0 = Vector256.Create(r0.GetLower(), r4.GetLower()), upper0 = Vector256.Create(r0.GetUpper(), r4.GetUpper());
        Vector256<T> lower1 = Vector256.Create(r1.GetLower(), r5.GetLower()), upper1 = Vector256.Create(r1.GetUpper(), r5.GetUpper());
        Vector256<T> lower2 = Vector256.Create(r2.GetLower(), r6.GetLower()), upper2 = Vector256.Create(r2.GetUpper(), r6.GetUpper());
        Vector256<T> lower3 = Vector256.Create(r3.GetLower(), r7.GetLower()), upper3 = Vector256.Create(r3.GetUpper(), r7.GetUpper());
        FromHalves(lower0, lower1, lower2, lower3, out r0, out r1, out r2, out r3);
        FromHalves(upper0, upper1, upper2, upper3, out r4, out r5, out r6, out r7);
    }

    /// <summary>Exchanges rows and columns of four times four lanes of 64 bits.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="r0">Row 0; afterwards column 0.</param>
    /// <param name="r1">Row 1.</param>
    /// <param name="r2">Row 2.</param>
    /// <param name="r3">Row 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose<T>(ref Vector256<T> r0, ref Vector256<T> r1, ref Vector256<T> r2, ref Vector256<T> r3)
    {
        Vector256<T> lower0 = Vector256.Create(r0.GetLower(), r2.GetLower()), lower1 = Vector256.Create(r1.GetLower(), r3.GetLower());
        Vector256<T> upper0 = Vector256.Create(r0.GetUpper(), r2.GetUpper()), upper1 = Vector256.Create(r1.GetUpper(), r3.GetUpper());
        (r0, r1) = (Evens(lower0, lower1), Odds(lower0, lower1));
        (r2, r3) = (Evens(upper0, upper1), Odds(upper0, upper1));
    }

    /// <summary>Exchanges rows and columns of eight times eight lanes of 64 bits.</summary>
    /// <inheritdoc cref="Transpose{T}(ref Vector256{T}, ref Vector256{T}, ref Vector256{T}, ref Vector256{T}, ref Vector256{T}, ref Vector256{T}, ref Vector256{T}, ref Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose<T>(
        ref LanePair<T> r0,
        ref LanePair<T> r1,
        ref LanePair<T> r2,
        ref LanePair<T> r3,
        ref LanePair<T> r4,
        ref LanePair<T> r5,
        ref LanePair<T> r6,
        ref LanePair<T> r7)
    {
        Vector256<T> left0 = r0.Low, left1 = r1.Low, left2 = r2.Low, left3 = r3.Low, left4 = r4.Low, left5 = r5.Low, left6 = r6.Low, left7 = r7.Low;
        Vector256<T> right0 = r0.High, right1 = r1.High, right2 = r2.High, right3 = r3.High, right4 = r4.High, right5 = r5.High, right6 = r6.High, right7 = r7.High;
        Transpose(ref left0, ref left1, ref left2, ref left3);
        Transpose(ref left4, ref left5, ref left6, ref left7);
        Transpose(ref right0, ref right1, ref right2, ref right3);
        Transpose(ref right4, ref right5, ref right6, ref right7);
        (r0, r1, r2, r3) = (new(left0, left4), new(left1, left5), new(left2, left6), new(left3, left7));
        (r4, r5, r6, r7) = (new(right0, right4), new(right1, right5), new(right2, right6), new(right3, right7));
    }

    /// <summary>Exchanges rows and columns of eight times eight lanes of 32 bits in memory, by a call.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="rows">The rows; afterwards the columns.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Exchange<T>(ref LaneRows<Vector256<T>> rows)
        => Transpose(ref rows[0], ref rows[1], ref rows[2], ref rows[3], ref rows[4], ref rows[5], ref rows[6], ref rows[7]);

    /// <summary>Exchanges rows and columns of eight times eight lanes of 64 bits in memory, by a call.</summary>
    /// <inheritdoc cref="Exchange{T}(ref LaneRows{Vector256{T}})"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Exchange<T>(ref LaneRows<LanePair<T>> rows)
        where T : unmanaged
        => Transpose(ref rows[0], ref rows[1], ref rows[2], ref rows[3], ref rows[4], ref rows[5], ref rows[6], ref rows[7]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadFourColumns<T>(T* rows, nint stride, out Vector256<T> c0, out Vector256<T> c1, out Vector256<T> c2, out Vector256<T> c3)
        where T : unmanaged
        => FromHalves(Halves(rows, 0, stride), Halves(rows, 1, stride), Halves(rows, 2, stride), Halves(rows, 3, stride), out c0, out c1, out c2, out c3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Halves<T>(T* rows, nint row, nint stride)
        where T : unmanaged
        => Vector256.Create(Vector128.Load((T*)((byte*)rows + row * stride)), Vector128.Load((T*)((byte*)rows + (row + 4) * stride)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Row<T>(T* rows, nint row, nint stride) where T : unmanaged => Vector256.Load((T*)((byte*)rows + row * stride));

    /// <summary>Columns of four elements each in the two halves of four registers: rows 0 and 4, 1 and 5, 2 and 6, 3 and 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FromHalves<T>(
        Vector256<T> h0,
        Vector256<T> h1,
        Vector256<T> h2,
        Vector256<T> h3,
        out Vector256<T> c0,
        out Vector256<T> c1,
        out Vector256<T> c2,
        out Vector256<T> c3)
    {
        Vector256<long> first = Firsts(h0, h1), last = Lasts(h0, h1), nextFirst = Firsts(h2, h3), nextLast = Lasts(h2, h3);
        c0 = Evens(first, nextFirst).As<long, T>();
        c1 = Odds(first, nextFirst).As<long, T>();
        c2 = Evens(last, nextLast).As<long, T>();
        c3 = Odds(last, nextLast).As<long, T>();
    }

    /// <summary>Of each half the lanes 0 and 1 of both, in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Firsts<T>(Vector256<T> left, Vector256<T> right)
    {
        Vector256<int> a = left.AsInt32(), b = right.AsInt32();
        return Avx.IsSupported
            ? Avx.UnpackLow(a.AsSingle(), b.AsSingle()).AsInt64()
            : Vector256.Create(a[0], b[0], a[1], b[1], a[4], b[4], a[5], b[5]).AsInt64();
    }

    /// <summary>Of each half the lanes 2 and 3 of both, in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Lasts<T>(Vector256<T> left, Vector256<T> right)
    {
        Vector256<int> a = left.AsInt32(), b = right.AsInt32();
        return Avx.IsSupported
            ? Avx.UnpackHigh(a.AsSingle(), b.AsSingle()).AsInt64()
            : Vector256.Create(a[2], b[2], a[3], b[3], a[6], b[6], a[7], b[7]).AsInt64();
    }

    /// <summary>Lanes 0 and 2 of 64 bits of both, in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Evens<T>(Vector256<T> left, Vector256<T> right)
    {
        Vector256<long> a = left.AsInt64(), b = right.AsInt64();
        return (Avx.IsSupported ? Avx.UnpackLow(a.AsDouble(), b.AsDouble()).AsInt64() : Vector256.Create(a[0], b[0], a[2], b[2])).As<long, T>();
    }

    /// <summary>Lanes 1 and 3 of 64 bits of both, in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Odds<T>(Vector256<T> left, Vector256<T> right)
    {
        Vector256<long> a = left.AsInt64(), b = right.AsInt64();
        return (Avx.IsSupported ? Avx.UnpackHigh(a.AsDouble(), b.AsDouble()).AsInt64() : Vector256.Create(a[1], b[1], a[3], b[3])).As<long, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFourRows<T>(byte* rows, nint stride, Vector256<T> c0, Vector256<T> c1, Vector256<T> c2, Vector256<T> c3)
        where T : unmanaged
    {
        Transpose(ref c0, ref c1, ref c2, ref c3);
        c0.Store((T*)rows);
        c1.Store((T*)(rows + stride));
        c2.Store((T*)(rows + 2 * stride));
        c3.Store((T*)(rows + 3 * stride));
    }
}
