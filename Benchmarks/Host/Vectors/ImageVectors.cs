// Safety: images have the sizes that are given with them; widths are multiples of 16.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Benchmarks.Host.Vectors;

/// <summary>Images by hand.</summary>
internal static unsafe class ImageVectors
{
    /// <summary>Two vectors of points at a time, until none of them is near.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mandelbrot(int from, int to, int width, float scale, int most, int* steps)
    {
        Vector256<float> four = Vector256.Create(4f), two = Vector256.Create(2f);
        for (int row = from; row < to; row++)
        {
            Vector256<float> y0 = Vector256.Create(row * scale - 1.25f);
            for (int column = 0; column < width; column += 16)
            {
                Vector256<int> places = Vector256<int>.Indices + Vector256.Create(column);
                Vector256<float> x0 = Vector256.ConvertToSingle(places) * scale - two;
                Vector256<float> x0Next = Vector256.ConvertToSingle(places + Vector256.Create(8)) * scale - two;
                Vector256<float> x = default, y = default, xNext = default, yNext = default;
                Vector256<int> count = default, countNext = default;
                Vector256<int> live = Vector256<int>.AllBitsSet, liveNext = live;
                for (int step = 0; step < most; step++)
                {
                    Vector256<float> xx = x * x, yy = y * y, xxNext = xNext * xNext, yyNext = yNext * yNext;
                    live &= Vector256.LessThanOrEqual(xx + yy, four).AsInt32();
                    liveNext &= Vector256.LessThanOrEqual(xxNext + yyNext, four).AsInt32();
                    if ((live | liveNext) == default)
                    {
                        break;
                    }

                    count -= live;
                    countNext -= liveNext;
                    y = two * x * y + y0;
                    x = xx - yy + x0;
                    yNext = two * xNext * yNext + y0;
                    xNext = xxNext - yyNext + x0Next;
                }

                int* at = steps + (nint)row * width + column;
                count.Store(at);
                countNext.Store(at + 8);
            }
        }
    }

    /// <summary>The mean with four neighbours: the border apart, the rest without tests.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Stencil(int from, int to, int height, int width, float* source, float* target)
    {
        Vector256<float> fifth = Vector256.Create(0.2f);
        for (int row = from; row < to; row++)
        {
            float* s = source + (nint)row * width, t = target + (nint)row * width;
            if (row == 0 || row == height - 1)
            {
                new ReadOnlySpan<float>(s, width).CopyTo(new Span<float>(t, width));
                continue;
            }

            t[0] = s[0];
            t[width - 1] = s[width - 1];
            int i = 1;
            for (; i + 16 <= width - 1; i += 16)
            {
                Vector256<float> first = Vector256.Load(s + i) + Vector256.Load(s + i - width) + Vector256.Load(s + i + width)
                    + Vector256.Load(s + i - 1) + Vector256.Load(s + i + 1);
                Vector256<float> next = Vector256.Load(s + i + 8) + Vector256.Load(s + i + 8 - width) + Vector256.Load(s + i + 8 + width)
                    + Vector256.Load(s + i + 7) + Vector256.Load(s + i + 9);
                (fifth * first).Store(t + i);
                (fifth * next).Store(t + i + 8);
            }

            for (; i < width - 1; i++)
            {
                t[i] = 0.2f * (s[i] + s[i - width] + s[i + width] + s[i - 1] + s[i + 1]);
            }
        }
    }

    /// <summary>Nine weights in registers, two vectors of pixels at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Convolve(int from, int to, int width, float* weights, float* source, float* target)
    {
        Vector256<float> w0 = Vector256.Create(weights[0]), w1 = Vector256.Create(weights[1]), w2 = Vector256.Create(weights[2]);
        Vector256<float> w3 = Vector256.Create(weights[3]), w4 = Vector256.Create(weights[4]), w5 = Vector256.Create(weights[5]);
        Vector256<float> w6 = Vector256.Create(weights[6]), w7 = Vector256.Create(weights[7]), w8 = Vector256.Create(weights[8]);
        for (int row = from; row < to; row++)
        {
            float* a = source + (nint)row * (width + 2), b = a + width + 2, c = b + width + 2;
            for (int i = 0; i < width; i += 16, a += 16, b += 16, c += 16)
            {
                Vector256<float> sum = Vector256<float>.Zero + w0 * Vector256.Load(a), next = Vector256<float>.Zero + w0 * Vector256.Load(a + 8);
                sum += w1 * Vector256.Load(a + 1);
                next += w1 * Vector256.Load(a + 9);
                sum += w2 * Vector256.Load(a + 2);
                next += w2 * Vector256.Load(a + 10);
                sum += w3 * Vector256.Load(b);
                next += w3 * Vector256.Load(b + 8);
                sum += w4 * Vector256.Load(b + 1);
                next += w4 * Vector256.Load(b + 9);
                sum += w5 * Vector256.Load(b + 2);
                next += w5 * Vector256.Load(b + 10);
                sum += w6 * Vector256.Load(c);
                next += w6 * Vector256.Load(c + 8);
                sum += w7 * Vector256.Load(c + 1);
                next += w7 * Vector256.Load(c + 9);
                sum += w8 * Vector256.Load(c + 2);
                next += w8 * Vector256.Load(c + 10);
                float* at = target + (nint)row * width + i;
                sum.Store(at);
                next.Store(at + 8);
            }
        }
    }
}
