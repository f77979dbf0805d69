// Safety: addresses are those of arrays that live until all launches have ended. The indices are those of IndexedData, which are in bounds.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;

namespace HmmGen.Benchmarks.Engine;

/// <summary>
/// The indexed kernels for ILGPU by hand, on the device of <see cref="DrivenDevice"/>, in two more forms: with every index compared and the first items that
/// fail recorded, and without checks in process memory, by its addresses. They are the least that a checked launch and a launch in place can cost.
/// </summary>
internal sealed unsafe class CheckedByHand : IDisposable
{
    private const int MostRecords = 16;

    private readonly List<IDisposable> _owned = [];
    private readonly Accelerator _accelerator;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _records;

    /// <summary>Opens the device and copies the data.</summary>
    /// <param name="data">The data, which outlives this object.</param>
    public CheckedByHand(IndexedData data)
    {
        Context context = DrivenDevice.Context();
        _accelerator = DrivenDevice.Accelerator(context);
        _records = _accelerator.Allocate1D(new int[1 + 3 * MostRecords]);
        _owned.AddRange([context, _accelerator, _records]);
        (ArrayView<int> starts, ArrayView<int> columns, ArrayView<float> values, ArrayView<float> x, ArrayView<float> y) =
            (Copied(data.Starts), Copied(data.Columns), Copied(data.Values), Copied(data.X), Copied(data.Y));
        (ArrayView<int> indices, ArrayView<float> from, ArrayView<float> to) = (Copied(data.Indices), Copied(data.From), Copied(data.To));
        (ArrayView<int> rows, ArrayView<float> table, ArrayView<float> pooled) = (Copied(data.TableRows), Copied(data.Embeddings), Copied(data.Pooled));
        ArrayView<int> records = _records.View.AsContiguous();
        var multiply = _accelerator.LoadAutoGroupedStreamKernel<
            Index1D, ArrayView<int>, ArrayView<int>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<int>>(Multiply);
        var gather = _accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>, ArrayView<float>, ArrayView<float>, ArrayView<int>>(Gather);
        var pool = _accelerator.LoadAutoGroupedStreamKernel<Index1D, int, ArrayView<int>, ArrayView<float>, ArrayView<float>, ArrayView<int>>(Pool);
        Checked =
        [
            () => Recorded(() => multiply(IndexedData.Rows, starts, columns, values, x, y, records)),
            () => Recorded(() => gather(IndexedData.Gathered, indices, from, to, records)),
            () => Recorded(() => pool(IndexedData.Bags * IndexedKernels.Width, IndexedData.Lookups, rows, table, pooled, records)),
        ];
        var multiplyInPlace = _accelerator.LoadAutoGroupedStreamKernel<Index1D, long, long, long, long, long>(MultiplyInPlace);
        var gatherInPlace = _accelerator.LoadAutoGroupedStreamKernel<Index1D, long, long, long>(GatherInPlace);
        var poolInPlace = _accelerator.LoadAutoGroupedStreamKernel<Index1D, int, long, long, long>(PoolInPlace);
        InPlace =
        [
            () => Waited(() => multiplyInPlace(
                IndexedData.Rows, Address(data.Starts), Address(data.Columns), Address(data.Values), Address(data.X), Address(data.Y))),
            () => Waited(() => gatherInPlace(IndexedData.Gathered, Address(data.Indices), Address(data.From), Address(data.To))),
            () => Waited(() => poolInPlace(
                IndexedData.Bags * IndexedKernels.Width, IndexedData.Lookups, Address(data.TableRows), Address(data.Embeddings), Address(data.Pooled))),
        ];
    }

    /// <summary>The sparse product, the gather and the bags with every index compared.</summary>
    public Action[] Checked { get; }

    /// <summary>The same without checks, in process memory.</summary>
    public Action[] InPlace { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }
    }

    private static void Multiply(
        Index1D row, ArrayView<int> starts, ArrayView<int> columns, ArrayView<float> values, ArrayView<float> x, ArrayView<float> y, ArrayView<int> records)
    {
        if ((uint)row.X >= (uint)starts.IntLength)
        {
            Record(records, row, row, 0);
            return;
        }

        float sum = 0;
        int k = starts[row];
        while (true)
        {
            if ((uint)(row.X + 1) >= (uint)starts.IntLength)
            {
                Record(records, row, row + 1, 1);
                return;
            }

            if (k >= starts[row + 1])
            {
                break;
            }

            if ((uint)k >= (uint)values.IntLength || (uint)k >= (uint)columns.IntLength)
            {
                Record(records, row, k, 2);
                return;
            }

            int column = columns[k];
            if ((uint)column >= (uint)x.IntLength)
            {
                Record(records, row, column, 3);
                return;
            }

            sum += values[k] * x[column];
            k++;
        }

        if ((uint)row.X >= (uint)y.IntLength)
        {
            Record(records, row, row, 4);
            return;
        }

        y[row] = sum;
    }

    private static void Gather(Index1D i, ArrayView<int> indices, ArrayView<float> source, ArrayView<float> target, ArrayView<int> records)
    {
        if ((uint)i.X >= (uint)indices.IntLength)
        {
            Record(records, i, i, 0);
            return;
        }

        int index = indices[i];
        if ((uint)index >= (uint)source.IntLength)
        {
            Record(records, i, index, 1);
            return;
        }

        if ((uint)i.X >= (uint)target.IntLength)
        {
            Record(records, i, i, 2);
            return;
        }

        target[i] = source[index];
    }

    private static void Pool(Index1D item, int lookups, ArrayView<int> rows, ArrayView<float> table, ArrayView<float> pooled, ArrayView<int> records)
    {
        int bag = item / IndexedKernels.Width;
        int column = item % IndexedKernels.Width;
        float sum = 0;
        for (int k = bag * lookups; k < (bag + 1) * lookups; k++)
        {
            if ((uint)k >= (uint)rows.IntLength)
            {
                Record(records, item, k, 0);
                return;
            }

            int element = rows[k] * IndexedKernels.Width + column;
            if ((uint)element >= (uint)table.IntLength)
            {
                Record(records, item, element, 1);
                return;
            }

            sum += table[element];
        }

        if ((uint)item.X >= (uint)pooled.IntLength)
        {
            Record(records, item, item, 2);
            return;
        }

        pooled[item] = sum;
    }

    private static void Record(ArrayView<int> records, int item, int element, int site)
    {
        int at = 1 + 3 * IntrinsicMath.Min(Atomic.Add(ref records[0], 1), MostRecords - 1);
        records[at] = item;
        records[at + 1] = element;
        records[at + 2] = site;
    }

    private static void MultiplyInPlace(Index1D row, long starts, long columns, long values, long x, long y)
    {
        float sum = 0;
        for (int k = ((int*)starts)[row]; k < ((int*)starts)[row + 1]; k++)
        {
            sum += ((float*)values)[k] * ((float*)x)[((int*)columns)[k]];
        }

        ((float*)y)[row] = sum;
    }

    private static void GatherInPlace(Index1D i, long indices, long source, long target) => ((float*)target)[i] = ((float*)source)[((int*)indices)[i]];

    private static void PoolInPlace(Index1D item, int lookups, long rows, long table, long pooled)
    {
        int bag = item / IndexedKernels.Width;
        int column = item % IndexedKernels.Width;
        float sum = 0;
        for (int k = bag * lookups; k < (bag + 1) * lookups; k++)
        {
            sum += ((float*)table)[((int*)rows)[k] * IndexedKernels.Width + column];
        }

        ((float*)pooled)[item] = sum;
    }

    private static long Address<T>(HmmArray<T> array)
        where T : unmanaged
        => (long)Unsafe.AsPointer(ref MemoryMarshal.GetReference(array.AsSpan()));

    private void Waited(Action start)
    {
        start();
        _accelerator.Synchronize();
    }

    private void Recorded(Action start)
    {
        start();
        int count = 0;
        _records.View.SubView(0, 1).CopyToCPU(ref count, 1);
        if (count > 0)
        {
            throw new InvalidOperationException($"{count} items failed.");
        }
    }

    private ArrayView<T> Copied<T>(HmmArray<T> array)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = _accelerator.Allocate1D(array.ToArray());
        _owned.Add(buffer);
        return buffer.View.AsContiguous();
    }
}
