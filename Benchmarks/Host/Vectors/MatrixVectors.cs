// Safety: matrices have the sizes that are given with them, in multiples of 16 columns and, to transpose, of 32 both ways.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Benchmarks.Host.Vectors;

/// <summary>Matrices by hand: four rows by two vectors at a time over panels of the right factor; tiles that are transposed in registers.</summary>
internal static unsafe class MatrixVectors
{
    private const int Wide = 16;
    private const int Block = 512;
    private const int Depth = 256;
    private const int Tall = 96;
    private const int Tile = 32;

    /// <summary>Rows of a product. Each element's sum is in its own order.</summary>
    public static void Multiply(int from, int to, int size, float* a, float* b, float* c)
    {
        float* panels = (float*)NativeMemory.AlignedAlloc(Block * Depth * sizeof(float), 64);
        for (int column = 0; column < size; column += Block)
        {
            int columns = Math.Min(Block, size - column);
            for (int k = 0; k < size; k += Depth)
            {
                int depth = Math.Min(Depth, size - k);
                Pack(b + (nint)k * size + column, size, columns, depth, panels);
                for (int top = from; top < to; top += Tall)
                {
                    int bottom = Math.Min(to, top + Tall);
                    for (int panel = 0; panel < columns; panel += Wide)
                    {
                        Rows(top, bottom, size, depth, k == 0, a + k, panels + panel * depth, c + column + panel);
                    }
                }
            }
        }

        NativeMemory.AlignedFree(panels);
    }

    /// <summary>Rows of a matrix become columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(int from, int to, int rows, int columns, float* source, float* target)
    {
        for (int top = from; top < to; top += Tile)
        {
            int bottom = Math.Min(to, top + Tile);
            for (int left = 0; left < columns; left += Tile)
            {
                for (int row = top; row < bottom; row += 8)
                {
                    for (int column = left; column < left + Tile; column += 4)
                    {
                        Columns.Load(source + (nint)row * columns + column, columns, out var c0, out var c1, out var c2, out var c3);
                        float* at = target + (nint)column * rows + row;
                        c0.Store(at);
                        c1.Store(at + rows);
                        c2.Store(at + 2 * (nint)rows);
                        c3.Store(at + 3 * (nint)rows);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(float* b, int size, int columns, int depth, float* panels)
    {
        for (int panel = 0; panel < columns; panel += Wide)
        {
            for (int k = 0; k < depth; k++)
            {
                Vector256.Load(b + (nint)k * size + panel).Store(panels);
                Vector256.Load(b + (nint)k * size + panel + 8).Store(panels + 8);
                panels += Wide;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows(int top, int bottom, int size, int depth, bool isFirst, float* a, float* panel, float* c)
    {
        int row = top;
        for (; row + 4 <= bottom; row += 4)
        {
            float* a0 = a + (nint)row * size, a1 = a0 + size, a2 = a1 + size, a3 = a2 + size;
            float* c0 = c + (nint)row * size, c1 = c0 + size, c2 = c1 + size, c3 = c2 + size;
            Vector256<float> s00 = default, s01 = default, s10 = default, s11 = default;
            Vector256<float> s20 = default, s21 = default, s30 = default, s31 = default;
            if (!isFirst)
            {
                (s00, s01, s10, s11) = (Vector256.Load(c0), Vector256.Load(c0 + 8), Vector256.Load(c1), Vector256.Load(c1 + 8));
                (s20, s21, s30, s31) = (Vector256.Load(c2), Vector256.Load(c2 + 8), Vector256.Load(c3), Vector256.Load(c3 + 8));
            }

            float* b = panel;
            for (int k = 0; k < depth; k++, b += Wide)
            {
                Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8);
                Vector256<float> x = Vector256.Create(a0[k]);
                s00 += x * b0;
                s01 += x * b1;
                x = Vector256.Create(a1[k]);
                s10 += x * b0;
                s11 += x * b1;
                x = Vector256.Create(a2[k]);
                s20 += x * b0;
                s21 += x * b1;
                x = Vector256.Create(a3[k]);
                s30 += x * b0;
                s31 += x * b1;
            }

            s00.Store(c0);
            s01.Store(c0 + 8);
            s10.Store(c1);
            s11.Store(c1 + 8);
            s20.Store(c2);
            s21.Store(c2 + 8);
            s30.Store(c3);
            s31.Store(c3 + 8);
        }

        for (; row < bottom; row++)
        {
            float* at = c + (nint)row * size;
            Vector256<float> s0 = isFirst ? default : Vector256.Load(at), s1 = isFirst ? default : Vector256.Load(at + 8);
            for (int k = 0; k < depth; k++)
            {
                Vector256<float> x = Vector256.Create(a[(nint)row * size + k]);
                s0 += x * Vector256.Load(panel + k * Wide);
                s1 += x * Vector256.Load(panel + k * Wide + 8);
            }

            s0.Store(at);
            s1.Store(at + 8);
        }
    }
}
