namespace HmmGen.Benchmarks.Engine;

/// <summary>A device as one programs it by hand: sets of buffers, copies, and the kernels of <see cref="OverlapKernels"/>.</summary>
internal interface IHandDevice : IDisposable
{
    /// <summary>Copies elements to the beginning of a buffer.</summary>
    /// <param name="set">The set of buffers.</param>
    /// <param name="buffer">The buffer in the set.</param>
    /// <param name="source">The elements' array.</param>
    /// <param name="start">The first element.</param>
    /// <param name="count">The number of elements.</param>
    void CopyIn(int set, int buffer, float[] source, int start, int count);

    /// <summary>Copies elements from a buffer.</summary>
    /// <param name="set">The set of buffers.</param>
    /// <param name="buffer">The buffer in the set.</param>
    /// <param name="from">The first element in the buffer.</param>
    /// <param name="target">The array.</param>
    /// <param name="start">The first element in the array.</param>
    /// <param name="count">The number of elements.</param>
    void CopyOut(int set, int buffer, int from, float[] target, int start, int count);

    /// <summary>Buffer 1 += 2 × buffer 0.</summary>
    /// <param name="set">The set of buffers.</param>
    /// <param name="count">The number of elements.</param>
    void Saxpy(int set, int count);

    /// <summary>Buffer 1 = buffer 0 × buffer 2.</summary>
    /// <param name="set">The set of buffers.</param>
    /// <param name="rows">The number of rows.</param>
    void Multiply(int set, int rows);

    /// <summary>Buffer 1 = the stencil over buffer 0.</summary>
    /// <param name="set">The set of buffers.</param>
    /// <param name="rows">The number of rows, those of the neighbours included.</param>
    void Stencil(int set, int rows);
}
