using ILGPU;
using ILGPU.Runtime;

namespace HmmGen.Benchmarks.Engine;

/// <summary>The indexed kernels for ILGPU by hand, on the device of <see cref="DrivenDevice"/>: all data is copied there before anything is timed.</summary>
internal sealed class IndexedByHand : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private readonly Accelerator _accelerator;

    /// <summary>Opens the device and copies the data.</summary>
    /// <param name="data">The data.</param>
    public IndexedByHand(IndexedData data)
    {
        Context context = DrivenDevice.Context();
        _accelerator = DrivenDevice.Accelerator(context);
        _owned.AddRange([_accelerator, context]);
        (ArrayView<int> starts, ArrayView<int> columns, ArrayView<float> values, ArrayView<float> x, ArrayView<float> y) =
            (Copied(data.Starts), Copied(data.Columns), Copied(data.Values), Copied(data.X), Copied(data.Y));
        var multiply = _accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>, ArrayView<int>, ArrayView<float>, ArrayView<float>, ArrayView<float>>(
            IndexedKernels.MultiplyByHand);
        (ArrayView<int> indices, ArrayView<float> from, ArrayView<float> to) = (Copied(data.Indices), Copied(data.From), Copied(data.To));
        var gather = _accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>, ArrayView<float>, ArrayView<float>>(IndexedKernels.GatherByHand);
        (ArrayView<int> rows, ArrayView<float> table, ArrayView<float> pooled) = (Copied(data.TableRows), Copied(data.Embeddings), Copied(data.Pooled));
        var pool = _accelerator.LoadAutoGroupedStreamKernel<Index1D, int, ArrayView<int>, ArrayView<float>, ArrayView<float>>(IndexedKernels.PoolByHand);
        Multiply = () => Finish(() => multiply(IndexedData.Rows, starts, columns, values, x, y));
        Gather = () => Finish(() => gather(IndexedData.Gathered, indices, from, to));
        Pool = () => Finish(() => pool(IndexedData.Bags * IndexedKernels.Width, IndexedData.Lookups, rows, table, pooled));
    }

    /// <summary>The sparse product.</summary>
    public Action Multiply { get; }

    /// <summary>The gather.</summary>
    public Action Gather { get; }

    /// <summary>The bags.</summary>
    public Action Pool { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int i = _owned.Count - 1; i > 1; i--)
        {
            _owned[i].Dispose();
        }

        _owned[0].Dispose();
        _owned[1].Dispose();
    }

    private void Finish(Action start)
    {
        start();
        _accelerator.Synchronize();
    }

    private ArrayView<T> Copied<T>(HmmArray<T> array)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = _accelerator.Allocate1D(array.ToArray());
        _owned.Add(buffer);
        return buffer.View.AsContiguous();
    }
}
