using HmmGen.Benchmarks.Time;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace HmmGen.Benchmarks.Host.Peers;

/// <summary>ILGPU's processor accelerator. It exists to debug kernels, so a few short ones show what it costs.</summary>
internal sealed class IlgpuOnHost : IDisposable
{
    /// <summary>Threads of a warp, warps and multiprocessors. ILGPU has no warp of one thread.</summary>
    private static readonly (int Threads, int Warps, int Multiprocessors)[] Settings = [(2, 1, 1), (4, 1, 1), (2, 1, 2), (4, 4, 1)];

    private readonly List<Context> _contexts = [];
    private readonly Accelerator _alone;
    private readonly Accelerator _all;

    /// <summary>Looks for the best setting.</summary>
    public IlgpuOnHost()
    {
        (_alone, string alone) = Best(CPUAcceleratorMode.Sequential);
        (_all, string all) = Best(CPUAcceleratorMode.Parallel);
        Description = $"the best of {Settings.Length} settings (threads of a warp, warps, multiprocessors); for one thread {alone}, for all {all}";
    }

    /// <summary>The settings.</summary>
    public string Description { get; }

    /// <summary>Adds a multiple.</summary>
    public HostPeer Saxpy(float factor, float[] x, float[] y)
        => Peer(accelerator =>
        {
            MemoryBuffer1D<float, Stride1D.Dense> source = accelerator.Allocate1D(x), target = accelerator.Allocate1D(y);
            Action<Index1D, float, ArrayView<float>, ArrayView<float>> kernel =
                accelerator.LoadAutoGroupedStreamKernel<Index1D, float, ArrayView<float>, ArrayView<float>>(Saxpy);
            return new Prepared(
                accelerator,
                () => kernel(x.Length, factor, source.View, target.View),
                () => target.CopyFromCPU(y),
                () => target.CopyToCPU(y));
        });

    /// <summary>A map of the Mandelbrot set.</summary>
    public HostPeer Mandelbrot(int size, float scale, int most, int[] steps)
        => Peer(accelerator =>
        {
            MemoryBuffer1D<int, Stride1D.Dense> target = accelerator.Allocate1D(steps);
            Action<Index1D, int, float, int, ArrayView<int>> kernel =
                accelerator.LoadAutoGroupedStreamKernel<Index1D, int, float, int, ArrayView<int>>(Mandelbrot);
            return new Prepared(accelerator, () => kernel(size * size, size, scale, most, target.View), static () => { }, () => target.CopyToCPU(steps));
        });

    /// <summary>A stencil of five points.</summary>
    public HostPeer Stencil(int height, int width, float[] source, float[] target)
        => Peer(accelerator =>
        {
            MemoryBuffer1D<float, Stride1D.Dense> before = accelerator.Allocate1D(source), after = accelerator.Allocate1D(target);
            Action<Index1D, int, int, ArrayView<float>, ArrayView<float>> kernel =
                accelerator.LoadAutoGroupedStreamKernel<Index1D, int, int, ArrayView<float>, ArrayView<float>>(Stencil);
            return new Prepared(
                accelerator, () => kernel(height * width, height, width, before.View, after.View), static () => { }, () => after.CopyToCPU(target));
        });

    /// <inheritdoc/>
    public void Dispose()
    {
        _alone.Dispose();
        _all.Dispose();
        _contexts.ForEach(static context => context.Dispose());
    }

    private (Accelerator Accelerator, string Setting) Best(CPUAcceleratorMode mode)
    {
        float[] x = new float[1 << 16];
        Accelerator[] accelerators = Array.ConvertAll(Settings, setting =>
        {
            CPUDevice device = new(setting.Threads, setting.Warps, setting.Multiprocessors);
            Context context = Context.Create(builder => builder.CPU(device).Optimize(OptimizationLevel.O2));
            _contexts.Add(context);
            return (Accelerator)context.CreateCPUAccelerator(0, mode);
        });
        Action[] runs = Array.ConvertAll(accelerators, accelerator =>
        {
            MemoryBuffer1D<float, Stride1D.Dense> source = accelerator.Allocate1D(x), target = accelerator.Allocate1D(x);
            Action<Index1D, float, ArrayView<float>, ArrayView<float>> kernel =
                accelerator.LoadAutoGroupedStreamKernel<Index1D, float, ArrayView<float>, ArrayView<float>>(Saxpy);
            return (Action)(() =>
            {
                kernel(x.Length, 1, source.View, target.View);
                accelerator.Synchronize();
            });
        });
        InTurn.WarmUp(runs, 2);
        double[] least = InTurn.Least(runs, 10, TimeSpan.FromMilliseconds(200));
        int best = Array.IndexOf(least, least.Min());
        foreach (Accelerator accelerator in accelerators.Where((_, index) => index != best))
        {
            accelerator.Dispose();
        }

        return (accelerators[best], Settings[best].ToString());
    }

    private HostPeer Peer(Func<Accelerator, Prepared> prepare)
    {
        Prepared alone = prepare(_alone), all = prepare(_all), last = alone;
        return new HostPeer(PeerKind.Ilgpu, threads =>
        {
            last = threads == 1 ? alone : all;
            last.Launch();
            last.Accelerator.Synchronize();
        })
        {
            Upload = () =>
            {
                alone.Upload();
                all.Upload();
            },
            Download = () => last.Download(),
        };
    }

    private static void Saxpy(Index1D i, float a, ArrayView<float> x, ArrayView<float> y) => y[i] += a * x[i];

    private static void Mandelbrot(Index1D i, int width, float scale, int most, ArrayView<int> steps)
    {
        int row = i / width, column = i % width;
        float x0 = column * scale - 2f, y0 = row * scale - 1.25f;
        float x = 0, y = 0;
        int step = 0;
        while (step < most && x * x + y * y <= 4f)
        {
            float next = x * x - y * y + x0;
            y = 2f * x * y + y0;
            x = next;
            step++;
        }

        steps[i] = step;
    }

    private static void Stencil(Index1D i, int height, int width, ArrayView<float> source, ArrayView<float> target)
    {
        int row = i / width, column = i % width;
        target[i] = row == 0 || row == height - 1 || column == 0 || column == width - 1
            ? source[i]
            : 0.2f * (source[i] + source[i - width] + source[i + width] + source[i - 1] + source[i + 1]);
    }

    /// <summary>A kernel and its data on an accelerator.</summary>
    private sealed record Prepared(Accelerator Accelerator, Action Launch, Action Upload, Action Download);
}
