using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace HmmGen.Benchmarks.Engine;

/// <summary>A saxpy for ILGPU by hand, on the first OpenCL device, over data that is there.</summary>
internal sealed class SaxpyByHand : IDisposable
{
    private readonly Context _context = Context.Create(builder => builder.OpenCL());
    private readonly Accelerator _accelerator;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _x;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _y;
    private readonly Action<Index1D, float, ArrayView<float>, ArrayView<float>> _kernel;

    /// <summary>Opens the device.</summary>
    /// <param name="length">The number of elements.</param>
    public SaxpyByHand(int length)
    {
        _accelerator = _context.GetCLDevices()[0].CreateAccelerator(_context);
        _x = _accelerator.Allocate1D(new float[length]);
        _y = _accelerator.Allocate1D(new float[length]);
        _kernel = _accelerator.LoadAutoGroupedStreamKernel<Index1D, float, ArrayView<float>, ArrayView<float>>(Saxpy);
    }

    /// <summary>Launches the kernel and waits for it.</summary>
    /// <param name="items">The number of work items.</param>
    public void Run(int items)
    {
        _kernel(items, 1, _x.View, _y.View);
        _accelerator.Synchronize();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _x.Dispose();
        _y.Dispose();
        _accelerator.Dispose();
        _context.Dispose();
    }

    private static void Saxpy(Index1D i, float a, ArrayView<float> x, ArrayView<float> y) => y[i] += a * x[i];
}
