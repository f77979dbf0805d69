// Safety: reads four elements from each of eight rows; callers give addresses of that many.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Benchmarks.Host.Vectors;

/// <summary>Four columns of eight rows.</summary>
internal static unsafe class Columns
{
    /// <summary>Loads them.</summary>
    /// <param name="rows">The first element of the first row.</param>
    /// <param name="stride">From row to row.</param>
    /// <param name="c0">The first column.</param>
    /// <param name="c1">The second column.</param>
    /// <param name="c2">The third column.</param>
    /// <param name="c3">The fourth column.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(
        float* rows, nint stride, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3)
    {
        Vector256<float> a = Pair(rows, 4 * stride), b = Pair(rows + stride, 4 * stride);
        Vector256<float> c = Pair(rows + 2 * stride, 4 * stride), d = Pair(rows + 3 * stride, 4 * stride);
        Vector256<double> low = Avx.UnpackLow(a, b).AsDouble(), high = Avx.UnpackHigh(a, b).AsDouble();
        Vector256<double> lowNext = Avx.UnpackLow(c, d).AsDouble(), highNext = Avx.UnpackHigh(c, d).AsDouble();
        c0 = Avx.UnpackLow(low, lowNext).AsSingle();
        c1 = Avx.UnpackHigh(low, lowNext).AsSingle();
        c2 = Avx.UnpackLow(high, highNext).AsSingle();
        c3 = Avx.UnpackHigh(high, highNext).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(float* row, nint next) => Vector256.Create(Vector128.Load(row), Vector128.Load(row + next));
}
