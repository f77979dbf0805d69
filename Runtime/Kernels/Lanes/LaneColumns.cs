// Safety: rows are reached only where all their elements are within the length that is given with them; the caller gives memory for as many.
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>Rows of lanes, turned into columns that follow each other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LaneColumns
{
    /// <summary>Turns parts of rows, if all of their elements are there.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="memory">The first element of the span in which the rows lie.</param>
    /// <param name="length">The span's length.</param>
    /// <param name="first">The index of the first lane's first element.</param>
    /// <param name="step">What the index grows by from lane to lane.</param>
    /// <param name="count">The number of columns.</param>
    /// <param name="columns">Receives the columns: the first elements of all lanes, then the second ones, and so on.</param>
    /// <param name="lanes">The number of lanes, a multiple of eight.</param>
    /// <returns>False when an element is outside of the span.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Fill<T>(ref T memory, int length, int first, int step, int count, ref T columns, int lanes)
        where T : unmanaged
    {
        long last = first + (long)step * (lanes - 1);
        if (count > 0 && (first < 0 || last < 0 || Math.Max(first, last) > (long)length - count))
        {
            return false;
        }

        fixed (T* rows = &memory, target = &columns)
        {
            for (int lane = 0; lane < lanes && count > 0; lane += LaneMath.Count)
            {
                Fill(rows + (first + (nint)lane * step), (nint)step * sizeof(T), count, target + lane, lanes);
            }
        }

        return true;
    }

    private static void Fill<T>(T* rows, nint stride, int count, T* columns, nint lanes)
        where T : unmanaged
    {
        // The last columns may be turned a second time.
        int most = sizeof(T) switch { 4 => 8, 8 => 4, _ => int.MaxValue };
        for (int column = 0; column < count && count >= most; column += most)
        {
            column = Math.Min(column, count - most);
            Block(rows + column, stride, columns + column * lanes, lanes);
        }

        for (int column = 0; column < count && count < most; column++)
        {
            for (int lane = 0; lane < LaneMath.Count; lane++)
            {
                columns[column * lanes + lane] = ((T*)((byte*)rows + lane * stride))[column];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block<T>(T* rows, nint stride, T* columns, nint lanes)
        where T : unmanaged
    {
        if (sizeof(T) == 8)
        {
            LaneMemory.LoadColumnsPair(rows, stride, out var p0, out var p1, out var p2, out var p3);
            LaneMemory.StorePair(ref *columns, p0);
            LaneMemory.StorePair(ref *(columns + lanes), p1);
            LaneMemory.StorePair(ref *(columns + 2 * lanes), p2);
            LaneMemory.StorePair(ref *(columns + 3 * lanes), p3);
        }
        else if (sizeof(T) == 4)
        {
            LaneMemory.LoadColumns(rows, stride, out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7);
            c0.Store(columns);
            c1.Store(columns + lanes);
            c2.Store(columns + 2 * lanes);
            c3.Store(columns + 3 * lanes);
            c4.Store(columns + 4 * lanes);
            c5.Store(columns + 5 * lanes);
            c6.Store(columns + 6 * lanes);
            c7.Store(columns + 7 * lanes);
        }
    }
}
