using BenchmarkDotNet.Attributes;

namespace HmmGen.Benchmarks;

/// <summary>Data 16 times the device's memory, planned and demanded, against data that fits.</summary>
public class LargerThanMemory : IDisposable
{
    private const int Length = 1 << 22;
    private const int Items = 256;
    private readonly HmmArray<float> _x = HmmSpace.Shared.Allocate<float>(Length);
    private readonly HmmArray<float> _y = HmmSpace.Shared.Allocate<float>(Length);
    private readonly HmmArray<float> _sums = HmmSpace.Shared.Allocate<float>(Items);
    private readonly HmmDevice _fits = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 64 << 20 });
    private readonly HmmDevice _small = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 2 << 20 });
    private readonly HmmDevice _unplanned = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 2 << 20, Form = HmmKernelForms.Resumable, Prefetch = false });

    /// <summary>Everything stays on the device.</summary>
    [Benchmark(Baseline = true)]
    public void Fits() => Kernels.Dot(_fits, Items, Length / Items, _x, _y, _sums);

    /// <summary>Planned chunk by chunk.</summary>
    [Benchmark]
    public void Planned() => Kernels.Dot(_small, Items, Length / Items, _x, _y, _sums);

    /// <summary>Every page by a fault.</summary>
    [Benchmark]
    public void Demanded() => Kernels.Dot(_unplanned, Items, Length / Items, _x, _y, _sums);

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        _x.Dispose();
        _y.Dispose();
        _sums.Dispose();
        _fits.Dispose();
        _small.Dispose();
        _unplanned.Dispose();
        GC.SuppressFinalize(this);
    }
}
