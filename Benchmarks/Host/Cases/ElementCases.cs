// Safety: arrays are pinned, and ranges lie within them.
using System.Numerics.Tensors;
using HmmGen.Benchmarks.Host.Naive;
using HmmGen.Benchmarks.Host.Vectors;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Elements that are each on their own.</summary>
internal static unsafe class ElementCases
{
    /// <summary>The length up to which ILGPU is worth waiting for.</summary>
    private const int Short = 1 << 16;

    /// <summary>Adds a multiple.</summary>
    public static HostCase Saxpy(HostTools tools, int length, string size)
    {
        const float Factor = 1.5f;
        float[] x = Values.Of(length), y = Pinned.Zeros<float>(length);
        return new HostCase($"saxpy, {size}", device => ElementKernels.Saxpy(device, length, Factor, x, y), () => y)
        {
            Reset = () => y.AsSpan().Fill(1),
            Peers =
            [
                Loop(x, y, Factor, length),
                HostTools.Vector(length, (from, to) => ElementVectors.Saxpy(from, to, Factor, Pinned.At(x), Pinned.At(y))),
                HostTools.Tensors(
                    length,
                    (from, to) => TensorPrimitives.MultiplyAdd(x.AsSpan(from, to - from), Factor, y.AsSpan(from, to - from), y.AsSpan(from, to - from)),
                    tolerance: 1e-5),
                length > Short ? null : tools.Ilgpu.Saxpy(Factor, x, y),
                tools.Native.Peer("saxpy", length, [x, y], [Factor]),
            ],
            Goals = HostGoal.ByHand,
        };
    }

    /// <summary>A launch that is mostly a launch, over arrays of HmmGen.</summary>
    public static HostCase LaunchOverHmmArrays(int length, HostGoal goal)
    {
        float[] x = Values.Of(length), y = Pinned.Zeros<float>(length);
        HmmArray<float> mirroredX = HmmSpace.Shared.Allocate<float>(length), mirroredY = HmmSpace.Shared.Allocate<float>(length);
        x.CopyTo(mirroredX.AsSpan());
        return new HostCase(
            $"launch of {length}, HmmArray", device => ElementKernels.Saxpy(device, length, 1, mirroredX, mirroredY), () => mirroredY.ToArray())
        {
            Reset = () => mirroredY.Fill(1),
            Peers = [Loop(x, y, 1, length, pieces: 0) with { Upload = () => y.AsSpan().Fill(1), Download = () => y.CopyTo(mirroredY.AsSpan()) }],
            Goals = [goal],
        };
    }

    /// <summary>A launch that is mostly a launch, over plain arrays.</summary>
    public static HostCase LaunchOverPlainArrays(int length, HostGoal goal)
    {
        float[] x = Values.Of(length), y = Pinned.Zeros<float>(length);
        return new HostCase($"launch of {length}, plain arrays", device => ElementKernels.Saxpy(device, length, 1, x, y), () => y)
        {
            Reset = () => y.AsSpan().Fill(1),
            Peers = [Loop(x, y, 1, length, pieces: 0)],
            Goals = [goal],
        };
    }

    /// <summary>The brightness of pixels.</summary>
    public static HostCase Grey(HostTools tools, int length)
    {
        byte[] rgba = Values.Bytes(4 * length), grey = Pinned.Zeros<byte>(length);
        return new HostCase($"RGBA to grey, {length / 1024}K", device => ElementKernels.Grey(device, length, rgba, grey), () => grey)
        {
            Peers =
            [
                HostTools.Loop(length, (from, to) =>
                {
                    ReadOnlySpan<byte> source = rgba;
                    Span<byte> target = grey;
                    for (int i = from; i < to; i++)
                    {
                        ElementKernels.Grey(i, source, target);
                    }
                }),
                HostTools.Vector(length, (from, to) => ElementVectors.Grey(from, to, Pinned.At(rgba), Pinned.At(grey))),
                tools.Native.Peer("grey", length, [rgba, grey], []),
            ],
            Goals = HostGoal.ByHand,
        };
    }

    /// <summary>The logistic function.</summary>
    public static HostCase Sigmoid(HostTools tools, int length, bool isFast = false)
    {
        float[] x = Values.Of(length, -10, 10), y = Pinned.Zeros<float>(length);
        void Launch(HmmDevice device)
        {
            if (isFast)
            {
                FastKernels.Sigmoid(device, length, x, y);
            }
            else
            {
                ElementKernels.Sigmoid(device, length, x, y);
            }
        }

        return new HostCase($"sigmoid, {length / 1024}K", Launch, () => y)
        {
            Peers =
            [
                HostTools.Loop(length, (from, to) =>
                {
                    ReadOnlySpan<float> source = x;
                    Span<float> target = y;
                    for (int i = from; i < to; i++)
                    {
                        ElementKernels.Sigmoid(i, source, target);
                    }
                }),
                HostTools.Vector(length, (from, to) => ElementVectors.Sigmoid(from, to, Pinned.At(x), Pinned.At(y)), tolerance: 1e-6),
                HostTools.Tensors(
                    length, (from, to) => TensorPrimitives.Sigmoid(x.AsSpan(from, to - from), y.AsSpan(from, to - from)), tolerance: 1e-6),
                tools.Native.Peer("sigmoid", length, [x, y], []),
            ],
            Goals = [HostGoal.ByTensors],
        };
    }

    /// <summary>The prices of call options.</summary>
    public static HostCase BlackScholes(HostTools tools, int length, bool isFast = false)
    {
        const float Rate = 0.02f;
        const float Volatility = 0.3f;
        float[] price = Values.Of(length, 5, 30), strike = Values.Of(length, 1, 100), years = Values.Of(length, 0.25f, 10);
        float[] call = Pinned.Zeros<float>(length);
        void Launch(HmmDevice device)
        {
            if (isFast)
            {
                FastKernels.BlackScholes(device, length, Rate, Volatility, price, strike, years, call);
            }
            else
            {
                ElementKernels.BlackScholes(device, length, Rate, Volatility, price, strike, years, call);
            }
        }

        return new HostCase($"Black–Scholes, {length / 1024}K", Launch, () => call)
        {
            Peers =
            [
                HostTools.Loop(length, (from, to) =>
                {
                    ReadOnlySpan<float> prices = price, strikes = strike, times = years;
                    Span<float> calls = call;
                    for (int i = from; i < to; i++)
                    {
                        ElementKernels.BlackScholes(i, Rate, Volatility, prices, strikes, times, calls);
                    }
                }),
                HostTools.Vector(
                    length,
                    (from, to) => ElementVectors.BlackScholes(
                        from, to, Rate, Volatility, Pinned.At(price), Pinned.At(strike), Pinned.At(years), Pinned.At(call)),
                    tolerance: 1e-4),
                HostTools.Tensors(length, BlackScholesByTensors(Rate, Volatility, price, strike, years, call), tolerance: 1e-4),
                tools.Native.Peer("black_scholes", length, [price, strike, years, call], [Rate, Volatility]),
            ],
        };
    }

    // Function by function over parts that stay in the cache, as one writes it with whole-array functions.
    private static Action<int, int> BlackScholesByTensors(float rate, float volatility, float[] price, float[] strike, float[] years, float[] call)
        => (from, to) =>
        {
            const int Part = 512;
            Span<float> root = stackalloc float[Part], d1 = stackalloc float[Part], d2 = stackalloc float[Part], rest = stackalloc float[Part];
            for (int at = from; at < to; at += Part)
            {
                int count = Math.Min(Part, to - at);
                ReadOnlySpan<float> prices = price.AsSpan(at, count), strikes = strike.AsSpan(at, count), times = years.AsSpan(at, count);
                Span<float> calls = call.AsSpan(at, count), r = root[..count], one = d1[..count], two = d2[..count], other = rest[..count];
                TensorPrimitives.Sqrt(times, r);
                TensorPrimitives.Multiply(r, volatility, r);
                TensorPrimitives.Divide(prices, strikes, one);
                TensorPrimitives.Log<float>(one, one);
                TensorPrimitives.MultiplyAdd(times, rate + 0.5f * volatility * volatility, one, one);
                TensorPrimitives.Divide(one, r, one);
                TensorPrimitives.Subtract(one, r, two);
                Normal(one, calls, r);
                TensorPrimitives.Multiply(calls, prices, calls);
                Normal(two, other, r);
                TensorPrimitives.Multiply(times, -rate, two);
                TensorPrimitives.Exp<float>(two, two);
                TensorPrimitives.Multiply(two, strikes, two);
                TensorPrimitives.Multiply(two, other, two);
                TensorPrimitives.Subtract(calls, two, calls);
            }
        };

    // The distribution of each number, which is left as it is.
    private static void Normal(ReadOnlySpan<float> numbers, Span<float> results, Span<float> scratch)
    {
        TensorPrimitives.Abs(numbers, scratch);
        TensorPrimitives.Multiply(scratch, 0.2316419f, scratch);
        TensorPrimitives.Add(scratch, 1f, scratch);
        TensorPrimitives.Divide(1f, scratch, scratch);
        TensorPrimitives.Multiply(scratch, 1.330274429f, results);
        foreach (float coefficient in (ReadOnlySpan<float>)[-1.821255978f, 1.781477937f, -0.356563782f, 0.31938153f])
        {
            TensorPrimitives.Add(results, coefficient, results);
            TensorPrimitives.Multiply(results, scratch, results);
        }

        TensorPrimitives.Multiply(numbers, numbers, scratch);
        TensorPrimitives.Multiply(scratch, -0.5f, scratch);
        TensorPrimitives.Exp<float>(scratch, scratch);
        TensorPrimitives.Multiply(scratch, 0.39894228f, scratch);
        TensorPrimitives.Multiply(results, scratch, results);
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = numbers[i] > 0 ? 1f - results[i] : results[i];
        }
    }

    private static HostPeer Loop(float[] x, float[] y, float factor, int length, int pieces = 4)
        => HostTools.Loop(
            length,
            (from, to) =>
            {
                ReadOnlySpan<float> source = x;
                Span<float> target = y;
                float a = factor;
                for (int i = from; i < to; i++)
                {
                    ElementKernels.Saxpy(i, a, source, target);
                }
            },
            pieces);
}
