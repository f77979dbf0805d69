using ILGPU;
using ILGPU.Runtime;

namespace HmmGen.Benchmarks.Engine;

/// <summary>Saxpy as one writes it for ILGPU, on the device of <see cref="DrivenDevice"/>, over data that is there.</summary>
internal sealed class SaxpyByHand : IDisposable
{
    private readonly Context _context = DrivenDevice.Context();
    private readonly Accelerator _accelerator;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _x;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _y;
    private readonly Action<Index1D, float, ArrayView<float>, ArrayView<float>> _kernel;
    private readonly int _length;

    /// <summary>Opens the device and makes the arrays.</summary>
    /// <param name="length">The number of elements.</param>
    public SaxpyByHand(int length)
    {
        _length = length;
        _accelerator = DrivenDevice.Accelerator(_context);
        _x = _accelerator.Allocate1D(new float[length]);
        _y = _accelerator.Allocate1D(new float[length]);
        _kernel = _accelerator.LoadAutoGroupedStreamKernel<Index1D, float, ArrayView<float>, ArrayView<float>>(Item);
    }

    /// <summary>Runs the kernel over all elements.</summary>
    public void Run() => Run(_length);

    /// <summary>Runs the kernel over the first elements.</summary>
    /// <param name="count">Their number.</param>
    public void Run(int count)
    {
        _kernel(count, 2, _x.View, _y.View);
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

    private static void Item(Index1D i, float a, ArrayView<float> x, ArrayView<float> y) => y[i] += a * x[i];
}
