using System.Numerics.Tensors;
using HmmGen.Benchmarks.Host.Naive;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>The cases of <see cref="FunctionKernels"/>. TensorPrimitives has other bits.</summary>
internal static class FunctionCases
{
    private const int Length = 1 << 16;
    private const float Power = 2.2f;

    /// <summary>The hyperbolic tangent.</summary>
    public static HostCase Tanh()
        => Of("tanh, 64K", -5, 5, FunctionKernels.Tanh, FunctionKernels.Tanh, static (x, y) => TensorPrimitives.Tanh(x, y));

    /// <summary>The activation of transformers.</summary>
    public static HostCase Gelu()
        => Of("GELU, 64K", -5, 5, FunctionKernels.Gelu, FunctionKernels.Gelu, null);

    /// <summary>Powers.</summary>
    public static HostCase Gamma()
        => Of(
            "power 2.2, 64K",
            0,
            1,
            static (device, extent, x, y) => FunctionKernels.Gamma(device, extent, Power, x, y),
            static (i, x, y) => FunctionKernels.Gamma(i, Power, x, y),
            static (x, y) => TensorPrimitives.Pow(x, Power, y));

    /// <summary>Loudness in decibels.</summary>
    public static HostCase Decibels()
        => Of("decibels, 64K", 0.001f, 1, FunctionKernels.Decibels, FunctionKernels.Decibels, null);

    private static HostCase Of(string name, float least, float most, Launch launch, Item item, Whole? tensors)
    {
        float[] x = Values.Of(Length, least, most), y = Pinned.Zeros<float>(Length);
        HostPeer loop = HostTools.Loop(Length, (from, to) =>
        {
            ReadOnlySpan<float> source = x;
            Span<float> target = y;
            for (int i = from; i < to; i++)
            {
                item(i, source, target);
            }
        });
        return new HostCase(name, device => launch(device, Length, x, y), () => y)
        {
            Peers = tensors is null
                ? [loop]
                : [loop, HostTools.Tensors(Length, (from, to) => tensors(x.AsSpan(from, to - from), y.AsSpan(from, to - from)), tolerance: 1e-5)],
            Goals = tensors is null ? [] : [HostGoal.ByTensors],
        };
    }

    private delegate void Launch(HmmDevice device, HmmExtent extent, HmmReadOnlyBuffer<float> x, HmmBuffer<float> y);

    private delegate void Item(int i, ReadOnlySpan<float> x, Span<float> y);

    private delegate void Whole(ReadOnlySpan<float> x, Span<float> y);
}
