// Safety: rows have the widths that are given with them; ranges are multiples of 16 rows, widths of 16 elements.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Benchmarks.Host.Vectors;

/// <summary>Rows by hand. Sums of floats are in each row's own order: terms are computed along eight rows, then transposed.</summary>
internal static unsafe class RowVectors
{
    /// <summary>What is summed along a row.</summary>
    private interface ITerm
    {
        /// <summary>Computes terms.</summary>
        static abstract Vector256<float> Of(Vector256<float> elements, float* point);
    }

    /// <summary>Distances of rows from a point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Distance(int from, int to, int width, float* rows, float* point, float* distances)
    {
        Sum<SquaredDifference>(from, to, width, rows, point, distances);
        for (int row = from; row < to; row += 8)
        {
            Vector256.Sqrt(Vector256.Load(distances + row)).Store(distances + row);
        }
    }

    /// <summary>Sums of squares.</summary>
    public static void SumOfSquares(int from, int to, int width, float* rows, float* sums) => Sum<Square>(from, to, width, rows, rows, sums);

    /// <summary>Softmax, with the <c>Exp</c> of <see cref="Vector256"/> and sums in any order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(int from, int to, int width, float* scores, float* shares)
    {
        for (int row = from; row < to; row++)
        {
            float* s = scores + (nint)row * width, t = shares + (nint)row * width;
            Vector256<float> largest = Vector256.Load(s), sums = default;
            for (int j = 8; j < width; j += 8)
            {
                largest = Vector256.Max(largest, Vector256.Load(s + j));
            }

            float most = largest[0];
            for (int lane = 1; lane < 8; lane++)
            {
                most = MathF.Max(most, largest[lane]);
            }

            for (int j = 0; j < width; j += 8)
            {
                Vector256<float> share = Vector256.Exp(Vector256.Load(s + j) - Vector256.Create(most));
                share.Store(t + j);
                sums += share;
            }

            Vector256<float> sum = Vector256.Create(Vector256.Sum(sums));
            for (int j = 0; j < width; j += 8)
            {
                (Vector256.Load(t + j) / sum).Store(t + j);
            }
        }
    }

    /// <summary>Dot products of bytes: pairs of products in 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DotOfBytes(int from, int to, int width, sbyte* rows, sbyte* vector, int* dots)
    {
        for (int row = from; row < to; row++)
        {
            sbyte* r = rows + (nint)row * width;
            Vector256<int> sum = default, next = default;
            for (int j = 0; j < width; j += 32)
            {
                sum += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(r + j), Avx2.ConvertToVector256Int16(vector + j));
                next += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(r + j + 16), Avx2.ConvertToVector256Int16(vector + j + 16));
            }

            dots[row] = Vector256.Sum(sum + next);
        }
    }

    /// <summary>Nearest centres: 16 points are transposed once and then meet all centres.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Assign(int from, int to, int width, int centres, float* points, float* means, int* nearest)
    {
        float* tile = stackalloc float[16 * width];
        for (int point = from; point < to; point += 16)
        {
            for (int d = 0; d < width; d += 4)
            {
                for (int half = 0; half < 16; half += 8)
                {
                    Columns.Load(points + (nint)(point + half) * width + d, width, out var c0, out var c1, out var c2, out var c3);
                    float* at = tile + d * 16 + half;
                    c0.Store(at);
                    c1.Store(at + 16);
                    c2.Store(at + 32);
                    c3.Store(at + 48);
                }
            }

            Vector256<float> least = Vector256.Create(float.MaxValue), leastNext = least;
            Vector256<int> best = default, bestNext = default;
            for (int centre = 0; centre < centres; centre++)
            {
                Vector256<float> sum = default, next = default;
                for (int d = 0; d < width; d++)
                {
                    Vector256<float> mean = Vector256.Create(means[centre * width + d]);
                    Vector256<float> difference = Vector256.Load(tile + d * 16) - mean, differenceNext = Vector256.Load(tile + d * 16 + 8) - mean;
                    sum += difference * difference;
                    next += differenceNext * differenceNext;
                }

                Vector256<float> isLess = Vector256.LessThan(sum, least), isLessNext = Vector256.LessThan(next, leastNext);
                least = Vector256.ConditionalSelect(isLess, sum, least);
                leastNext = Vector256.ConditionalSelect(isLessNext, next, leastNext);
                best = Vector256.ConditionalSelect(isLess.AsInt32(), Vector256.Create(centre), best);
                bestNext = Vector256.ConditionalSelect(isLessNext.AsInt32(), Vector256.Create(centre), bestNext);
            }

            best.Store(nearest + point);
            bestNext.Store(nearest + point + 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TTerm>(int from, int to, int width, float* rows, float* point, float* sums)
        where TTerm : struct, ITerm
    {
        float* terms = stackalloc float[64];
        for (int row = from; row < to; row += 8)
        {
            Vector256<float> sum = default;
            float* r = rows + (nint)row * width;
            for (int j = 0; j < width; j += 8)
            {
                for (int k = 0; k < 8; k++)
                {
                    TTerm.Of(Vector256.Load(r + (nint)k * width + j), point + j).Store(terms + 8 * k);
                }

                Columns.Load(terms, 8, out var c0, out var c1, out var c2, out var c3);
                Columns.Load(terms + 4, 8, out var c4, out var c5, out var c6, out var c7);
                sum = sum + c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7;
            }

            sum.Store(sums + row);
        }
    }

    private readonly struct Square : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Of(Vector256<float> elements, float* point) => elements * elements;
    }

    private readonly struct SquaredDifference : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Of(Vector256<float> elements, float* point)
        {
            Vector256<float> difference = elements - Vector256.Load(point);
            return difference * difference;
        }
    }
}
