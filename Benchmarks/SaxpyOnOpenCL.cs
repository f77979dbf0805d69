using BenchmarkDotNet.Attributes;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace HmmGen.Benchmarks;

/// <summary>A generated direct kernel against the kernel that a user would write for ILGPU; all data on the device for both.</summary>
public class SaxpyOnOpenCL : IDisposable
{
    private const int Length = 1 << 24;
    private readonly HmmDevice _device = HmmDevice.All.FirstOrDefault(d => d.Kind == HmmDeviceKind.OpenCL)
        ?? throw new InvalidOperationException("No OpenCL device here: " + string.Join(" ", HmmDevice.DiscoveryReport));

    private readonly HmmArray<float> _x = HmmSpace.Shared.Allocate<float>(Length);
    private readonly HmmArray<float> _y = HmmSpace.Shared.Allocate<float>(Length);
    private readonly Context _context = Context.Create(b => b.OpenCL());
    private readonly Accelerator _accelerator;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _bufferX;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _bufferY;
    private readonly Action<Index1D, float, ArrayView<float>, ArrayView<float>> _byHand;

    /// <summary>Puts the data on the device.</summary>
    public SaxpyOnOpenCL()
    {
        _accelerator = _context.GetCLDevices()[0].CreateAccelerator(_context);
        _bufferX = _accelerator.Allocate1D<float>(Length);
        _bufferY = _accelerator.Allocate1D<float>(Length);
        _byHand = _accelerator.LoadAutoGroupedStreamKernel<Index1D, float, ArrayView<float>, ArrayView<float>>(ByHand);
        Kernels.Saxpy(_device, Length, 2, _x, _y);
    }

    /// <summary>ILGPU.</summary>
    [Benchmark(Baseline = true)]
    public void Ilgpu()
    {
        _byHand(Length, 2, _bufferX.View, _bufferY.View);
        _accelerator.Synchronize();
    }

    /// <summary>The generated launch, nothing to move.</summary>
    [Benchmark]
    public void HmmGen() => Kernels.Saxpy(_device, Length, 2, _x, _y);

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        _bufferX.Dispose();
        _bufferY.Dispose();
        _accelerator.Dispose();
        _context.Dispose();
        _x.Dispose();
        _y.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void ByHand(Index1D i, float a, ArrayView<float> x, ArrayView<float> y) => y[i] += a * x[i];
}
