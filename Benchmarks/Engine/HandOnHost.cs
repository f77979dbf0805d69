namespace HmmGen.Benchmarks.Engine;

/// <summary>A simulated device by hand: buffers are arrays, copies are those of memory, and kernels are loops on one thread.</summary>
/// <param name="elements">The number of elements of a buffer.</param>
internal sealed class HandOnHost(int elements) : IHandDevice
{
    private readonly float[][][] _sets =
    [
        .. Enumerable.Range(0, HandChunks.Sets)
            .Select(_ => new[] { new float[elements], new float[elements], new float[OverlapKernels.Inner * OverlapKernels.Inner] }),
    ];

    /// <inheritdoc/>
    public void CopyIn(int set, int buffer, float[] source, int start, int count) => source.AsSpan(start, count).CopyTo(_sets[set][buffer]);

    /// <inheritdoc/>
    public void CopyOut(int set, int buffer, int from, float[] target, int start, int count)
        => _sets[set][buffer].AsSpan(from, count).CopyTo(target.AsSpan(start, count));

    /// <inheritdoc/>
    public void Saxpy(int set, int count)
    {
        float[] x = _sets[set][0], y = _sets[set][1];
        for (int i = 0; i < count; i++)
        {
            OverlapKernels.Saxpy(i, 2, x, y);
        }
    }

    /// <inheritdoc/>
    public void Multiply(int set, int rows)
    {
        float[] a = _sets[set][0], c = _sets[set][1], b = _sets[set][2];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < OverlapKernels.Inner; column++)
            {
                OverlapKernels.Multiply(row, column, a, b, c);
            }
        }
    }

    /// <inheritdoc/>
    public void Stencil(int set, int rows)
    {
        float[] source = _sets[set][0], target = _sets[set][1];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < OverlapKernels.Width; column++)
            {
                OverlapKernels.Stencil(row, column, rows, source, target);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Arrays need no end.
    }
}
