using BenchmarkDotNet.Attributes;

namespace HmmGen.Benchmarks;

/// <summary>Data 16 times the device's memory, planned and demanded, read and written, against data that fits; with host memory watched and through scopes.</summary>
public class LargerThanMemory : IDisposable
{
    private const int Length = 1 << 22;
    private const int Items = 256;
    private readonly HmmDevice _fits = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 64 << 20 });
    private readonly HmmDevice _small = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 2 << 20 });
    private readonly HmmDevice _unplanned = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 2 << 20, Variant = HmmKernelVariants.Resumable, Prefetch = false });
    private HmmArray<float> _x = null!;
    private HmmArray<float> _y = null!;
    private HmmArray<float> _sums = null!;

    /// <summary>How host memory is kept coherent.</summary>
    [Params(HmmHostMode.Transparent, HmmHostMode.Scopes)]
    public HmmHostMode Mode { get; set; }

    /// <summary>Writes the data.</summary>
    [GlobalSetup]
    public void Fill()
    {
        HmmSpace space = new(Mode);
        _x = space.Allocate<float>(Length);
        _y = space.Allocate<float>(Length);
        _sums = space.Allocate<float>(Items);
        _x.AsSpan().Fill(0.5f);
        _y.AsSpan().Fill(2);
    }

    /// <summary>Everything stays on the device.</summary>
    [Benchmark(Baseline = true)]
    public void Fits() => Kernels.Dot(_fits, Items, Length / Items, _x, _y, _sums);

    /// <summary>Planned chunk by chunk.</summary>
    [Benchmark]
    public void Planned() => Kernels.Dot(_small, Items, Length / Items, _x, _y, _sums);

    /// <summary>Every page by a fault.</summary>
    [Benchmark]
    public void Demanded() => Kernels.Dot(_unplanned, Items, Length / Items, _x, _y, _sums);

    /// <summary>Planned; half of the pages are written, and come back to the host.</summary>
    [Benchmark]
    public void Written() => Kernels.Saxpy(_small, Length, 0.5f, _x, _y);

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
