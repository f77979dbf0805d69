// Safety: callers give ranges within their arrays, in multiples of 32.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Benchmarks.Host.Vectors;

/// <summary>Elements by hand. <c>Exp</c> and <c>Log</c> are those of <see cref="Vector256"/>, which give not quite the bits of <see cref="MathF"/>.</summary>
internal static unsafe class ElementVectors
{
    /// <summary>Adds a multiple.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Saxpy(int from, int to, float a, float* x, float* y)
    {
        Vector256<float> factor = Vector256.Create(a);
        for (nint i = from; i < to; i += 32)
        {
            Vector256<float> y0 = Vector256.Load(y + i) + factor * Vector256.Load(x + i);
            Vector256<float> y1 = Vector256.Load(y + i + 8) + factor * Vector256.Load(x + i + 8);
            Vector256<float> y2 = Vector256.Load(y + i + 16) + factor * Vector256.Load(x + i + 16);
            Vector256<float> y3 = Vector256.Load(y + i + 24) + factor * Vector256.Load(x + i + 24);
            y0.Store(y + i);
            y1.Store(y + i + 8);
            y2.Store(y + i + 16);
            y3.Store(y + i + 24);
        }
    }

    /// <summary>The brightness of pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Grey(int from, int to, byte* rgba, byte* grey)
    {
        uint* pixels = (uint*)rgba;
        for (nint i = from; i < to; i += 32)
        {
            Vector256<ushort> low = Vector256.Narrow(Grey(pixels + i), Grey(pixels + i + 8));
            Vector256<ushort> high = Vector256.Narrow(Grey(pixels + i + 16), Grey(pixels + i + 24));
            Vector256.Narrow(low, high).Store(grey + i);
        }
    }

    /// <summary>The logistic function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sigmoid(int from, int to, float* x, float* y)
    {
        Vector256<float> one = Vector256<float>.One;
        for (nint i = from; i < to; i += 16)
        {
            (one / (one + Vector256.Exp(-Vector256.Load(x + i)))).Store(y + i);
            (one / (one + Vector256.Exp(-Vector256.Load(x + i + 8)))).Store(y + i + 8);
        }
    }

    /// <summary>The prices of call options.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BlackScholes(int from, int to, float rate, float volatility, float* price, float* strike, float* years, float* call)
    {
        Vector256<float> v = Vector256.Create(volatility), drift = Vector256.Create(rate + 0.5f * volatility * volatility);
        for (nint i = from; i < to; i += 8)
        {
            Vector256<float> p = Vector256.Load(price + i), k = Vector256.Load(strike + i), t = Vector256.Load(years + i);
            Vector256<float> spread = v * Vector256.Sqrt(t);
            Vector256<float> d1 = (Vector256.Log(p / k) + drift * t) / spread;
            Vector256<float> d2 = d1 - spread;
            (p * Normal(d1) - k * Vector256.Exp(-rate * t) * Normal(d2)).Store(call + i);
        }
    }

    /// <summary>Loads of lanes at indices that are checked together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(int from, int to, int* index, float* table, int length, float* result)
    {
        Vector256<uint> bound = Vector256.Create((uint)length);
        for (nint i = from; i < to; i += 8)
        {
            int* at = index + i;
            if (!Vector256.LessThanAll(Vector256.Load(at).AsUInt32(), bound))
            {
                throw new IndexOutOfRangeException();
            }

            Vector256.Create(table[at[0]], table[at[1]], table[at[2]], table[at[3]], table[at[4]], table[at[5]], table[at[6]], table[at[7]])
                .Store(result + i);
        }
    }

    /// <summary>Adds elements to one, by one atomic addition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(int from, int to, float* x, float* sum)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nint i = from; i < to; i += 32)
        {
            s0 += Vector256.Load(x + i);
            s1 += Vector256.Load(x + i + 8);
            s2 += Vector256.Load(x + i + 16);
            s3 += Vector256.Load(x + i + 24);
        }

        HmmAtomic.Add(ref *sum, Vector256.Sum(s0 + s1 + (s2 + s3)));
    }

    /// <summary>Counts bytes in four tables, of which no two neighbours use the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count(int from, int to, byte* data, int* counts)
    {
        int* tables = stackalloc int[4 * 256];
        for (nint i = from; i < to; i += 4)
        {
            tables[data[i]]++;
            tables[256 + data[i + 1]]++;
            tables[512 + data[i + 2]]++;
            tables[768 + data[i + 3]]++;
        }

        for (int value = 0; value < 256; value++)
        {
            if (tables[value] + tables[256 + value] + tables[512 + value] + tables[768 + value] is not 0 and int count)
            {
                Interlocked.Add(ref counts[value], count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Grey(uint* pixels)
    {
        Vector256<uint> pixel = Vector256.Load(pixels);
        Vector256<int> redAndBlue = Avx2.MultiplyAddAdjacent((pixel & Vector256.Create(0x00FF00FFu)).AsInt16(), Vector256.Create(77 | 29 << 16).AsInt16());
        Vector256<int> green = Avx2.MultiplyAddAdjacent(((pixel >>> 8) & Vector256.Create(0xFFu)).AsInt16(), Vector256.Create(150).AsInt16());
        return (redAndBlue + green).AsUInt32() >>> 8;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Normal(Vector256<float> d)
    {
        Vector256<float> one = Vector256<float>.One;
        Vector256<float> k = one / (one + 0.2316419f * Vector256.Abs(d));
        Vector256<float> series = Vector256.Create(-1.821255978f) + k * 1.330274429f;
        series = Vector256.Create(1.781477937f) + k * series;
        series = Vector256.Create(-0.356563782f) + k * series;
        series = Vector256.Create(0.31938153f) + k * series;
        Vector256<float> tail = 0.39894228f * Vector256.Exp(-0.5f * d * d) * (k * series);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(d, default), one - tail, tail);
    }
}
