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
    public static HostCase Sigmoid(HostTools tools, int length)
    {
        float[] x = Values.Of(length, -10, 10), y = Pinned.Zeros<float>(length);
        return new HostCase($"sigmoid, {length / 1024}K", device => ElementKernels.Sigmoid(device, length, x, y), () => y)
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
    public static HostCase BlackScholes(HostTools tools, int length)
    {
        const float Rate = 0.02f;
        const float Volatility = 0.3f;
        float[] price = Values.Of(length, 5, 30), strike = Values.Of(length, 1, 100), years = Values.Of(length, 0.25f, 10);
        float[] call = Pinned.Zeros<float>(length);
        return new HostCase(
            $"Black–Scholes, {length / 1024}K",
            device => ElementKernels.BlackScholes(device, length, Rate, Volatility, price, strike, years, call),
            () => call)
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
                tools.Native.Peer("black_scholes", length, [price, strike, years, call], [Rate, Volatility]),
            ],
        };
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
