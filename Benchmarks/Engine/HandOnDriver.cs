using ILGPU;
using ILGPU.Runtime;

namespace HmmGen.Benchmarks.Engine;

/// <summary>The device of <see cref="DrivenDevice"/> by hand, through ILGPU: one queue computes and one copies.</summary>
internal sealed class HandOnDriver : IHandDevice
{
    private readonly Context _context = DrivenDevice.Context();
    private readonly Accelerator _accelerator;
    private readonly AcceleratorStream _computing;
    private readonly AcceleratorStream _copying;
    private readonly MemoryBuffer1D<float, Stride1D.Dense>[][] _sets;
    private readonly Action<AcceleratorStream, Index1D, ArrayView<float>, ArrayView<float>> _saxpy;
    private readonly Action<AcceleratorStream, Index1D, ArrayView<float>, ArrayView<float>, ArrayView<float>> _multiply;
    private readonly Action<AcceleratorStream, Index1D, int, ArrayView<float>, ArrayView<float>> _stencil;

    /// <summary>Opens the device.</summary>
    /// <param name="elements">The number of elements of a buffer.</param>
    public HandOnDriver(int elements)
    {
        _accelerator = DrivenDevice.Accelerator(_context);
        _computing = _accelerator.CreateStream();
        _copying = _accelerator.CreateStream();
        _sets = [.. Enumerable.Range(0, HandChunks.Sets).Select(_ => (int[])[elements, elements, OverlapKernels.Inner * OverlapKernels.Inner])
            .Select(lengths => Array.ConvertAll(lengths, length => _accelerator.Allocate1D<float>(length)))];
        _saxpy = _accelerator.LoadAutoGroupedKernel<Index1D, ArrayView<float>, ArrayView<float>>(Saxpy);
        _multiply = _accelerator.LoadAutoGroupedKernel<Index1D, ArrayView<float>, ArrayView<float>, ArrayView<float>>(Multiply);
        _stencil = _accelerator.LoadAutoGroupedKernel<Index1D, int, ArrayView<float>, ArrayView<float>>(Stencil);
    }

    /// <inheritdoc/>
    public void CopyIn(int set, int buffer, float[] source, int start, int count)
        => _sets[set][buffer].View.SubView(0, count).CopyFromCPU(_copying, ref source[start], count);

    /// <inheritdoc/>
    public void CopyOut(int set, int buffer, int from, float[] target, int start, int count)
        => _sets[set][buffer].View.SubView(from, count).CopyToCPU(_copying, ref target[start], count);

    /// <inheritdoc/>
    public void Saxpy(int set, int count)
    {
        _saxpy(_computing, count, _sets[set][0].View, _sets[set][1].View);
        _computing.Synchronize();
    }

    /// <inheritdoc/>
    public void Multiply(int set, int rows)
    {
        _multiply(_computing, rows * OverlapKernels.Inner, _sets[set][0].View, _sets[set][2].View, _sets[set][1].View);
        _computing.Synchronize();
    }

    /// <inheritdoc/>
    public void Stencil(int set, int rows)
    {
        _stencil(_computing, rows * OverlapKernels.Width, rows, _sets[set][0].View, _sets[set][1].View);
        _computing.Synchronize();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (MemoryBuffer1D<float, Stride1D.Dense> buffer in _sets.SelectMany(static set => set))
        {
            buffer.Dispose();
        }

        _computing.Dispose();
        _copying.Dispose();
        _accelerator.Dispose();
        _context.Dispose();
    }

    private static void Saxpy(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] += 2 * x[i];

    private static void Multiply(Index1D i, ArrayView<float> a, ArrayView<float> b, ArrayView<float> c)
    {
        int row = i / OverlapKernels.Inner, column = i % OverlapKernels.Inner;
        float sum = 0;
        for (int k = 0; k < OverlapKernels.Inner; k++)
        {
            sum += a[row * OverlapKernels.Inner + k] * b[k * OverlapKernels.Inner + column];
        }

        c[i] = sum;
    }

    private static void Stencil(Index1D i, int rows, ArrayView<float> source, ArrayView<float> target)
    {
        int row = i / OverlapKernels.Width, column = i % OverlapKernels.Width;
        int up = row > 0 ? row - 1 : 0, down = row + 1 < rows ? row + 1 : row;
        int left = column > 0 ? column - 1 : 0, right = column + 1 < OverlapKernels.Width ? column + 1 : column;
        target[i] = 0.2f * (source[i] + source[up * OverlapKernels.Width + column] + source[down * OverlapKernels.Width + column]
            + source[row * OverlapKernels.Width + left] + source[row * OverlapKernels.Width + right]);
    }
}
