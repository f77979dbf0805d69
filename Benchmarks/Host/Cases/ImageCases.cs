// Safety: arrays are pinned and have the sizes that are given with them.
using HmmGen.Benchmarks.Host.Naive;
using HmmGen.Benchmarks.Host.Vectors;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Images.</summary>
internal static unsafe class ImageCases
{
    private const int Height = 256;
    private const int Width = 1024;

    /// <summary>A map of the Mandelbrot set.</summary>
    public static HostCase Mandelbrot(HostTools tools)
    {
        const int Size = 256;
        const int Most = 256;
        const float Scale = 2.5f / Size;
        int[] steps = Pinned.Zeros<int>(Size * Size);
        return new HostCase("Mandelbrot 256 × 256", device => ImageKernels.Mandelbrot(device, (Size, Size), Size, Scale, Most, steps), () => steps)
        {
            Peers =
            [
                HostTools.Loop(Size, (from, to) =>
                {
                    Span<int> target = steps;
                    for (int row = from; row < to; row++)
                    {
                        for (int column = 0; column < Size; column++)
                        {
                            ImageKernels.Mandelbrot(row, column, Size, Scale, Most, target);
                        }
                    }
                }),
                HostTools.Vector(Size, (from, to) => ImageVectors.Mandelbrot(from, to, Size, Scale, Most, Pinned.At(steps))),
                tools.Ilgpu.Mandelbrot(Size, Scale, Most, steps),
                tools.Native.Peer("mandelbrot", Size, [steps], [Size, Scale, Most]),
            ],
            Goals = HostGoal.ByHand,
        };
    }

    /// <summary>A stencil of five points.</summary>
    public static HostCase Stencil(HostTools tools)
    {
        float[] source = Values.Of(Height * Width), target = Pinned.Zeros<float>(Height * Width);
        return new HostCase("stencil 256 × 1024", device => ImageKernels.Stencil(device, (Height, Width), Height, Width, source, target), () => target)
        {
            Peers =
            [
                HostTools.Loop(Height, (from, to) =>
                {
                    ReadOnlySpan<float> before = source;
                    Span<float> after = target;
                    for (int row = from; row < to; row++)
                    {
                        for (int column = 0; column < Width; column++)
                        {
                            ImageKernels.Stencil(row, column, Height, Width, before, after);
                        }
                    }
                }),
                HostTools.Vector(Height, (from, to) => ImageVectors.Stencil(from, to, Height, Width, Pinned.At(source), Pinned.At(target))),
                tools.Ilgpu.Stencil(Height, Width, source, target),
                tools.Native.Peer("stencil", Height, [source, target], [Height, Width]),
            ],
            Goals = HostGoal.ByHand,
        };
    }

    /// <summary>A convolution of nine weights.</summary>
    public static HostCase Convolve(HostTools tools)
    {
        float[] weights = Values.Of(9), source = Values.Of((Height + 2) * (Width + 2)), target = Pinned.Zeros<float>(Height * Width);
        return new HostCase("convolution 256 × 1024", device => ImageKernels.Convolve(device, (Height, Width), Width, weights, source, target), () => target)
        {
            Peers =
            [
                HostTools.Loop(Height, (from, to) =>
                {
                    ReadOnlySpan<float> nine = weights, before = source;
                    Span<float> after = target;
                    for (int row = from; row < to; row++)
                    {
                        for (int column = 0; column < Width; column++)
                        {
                            ImageKernels.Convolve(row, column, Width, nine, before, after);
                        }
                    }
                }),
                HostTools.Vector(Height, (from, to) => ImageVectors.Convolve(from, to, Width, Pinned.At(weights), Pinned.At(source), Pinned.At(target))),
                tools.Native.Peer("convolve", Height, [weights, source, target], [Width]),
            ],
            Goals = HostGoal.ByHand,
        };
    }
}
