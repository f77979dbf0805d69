using System.Numerics;

namespace HmmGen.DataFrames;

/// <summary>The queries, each some launches of kernels, over one record batch after the other. Between them the host only adds up counts.</summary>
/// <param name="device">Where.</param>
/// <param name="batches">The record batches.</param>
/// <param name="lateness">Which flights are taken.</param>
/// <param name="cancellationToken">Ends a query.</param>
internal sealed class FrameQueries(
    HmmDevice device, IReadOnlyList<FrameBatch> batches, Lateness lateness, CancellationToken cancellationToken) : IDisposable
{
    private readonly List<IDisposable> _arrays = [];
    private readonly int _blocks = batches.Sum(batch => batch.Blocks);

    /// <summary>The rows of late and short flights, in their order.</summary>
    /// <param name="delay">The delays.</param>
    /// <param name="distance">The distances.</param>
    /// <returns>The rows.</returns>
    public async Task<TakenRows> FilterAsync(FrameColumn<short> delay, FrameColumn<short> distance)
    {
        HmmArray<int> counts = Allocate<int>(_blocks);
        foreach (FrameBatch batch in batches)
        {
            (ColumnPart<short> delays, ColumnPart<short> distances) = (delay[batch], distance[batch]);
            await FrameKernels.CountLateAsync(
                device, batch.Blocks, lateness, delays.Values, delays.Bits, distances.Values, distances.Bits, Blocks(counts, batch), cancellationToken);
        }

        int total = MakeStarts(counts.AsSpan());
        HmmArray<int> taken = Allocate<int>(total);
        int[] starts = [.. batches.Select(batch => counts[batch.FirstBlock]), total];
        foreach (FrameBatch batch in batches)
        {
            (ColumnPart<short> delays, ColumnPart<short> distances) = (delay[batch], distance[batch]);
            await FrameKernels.TakeLateAsync(
                device, batch.Blocks, batch.FirstRow, lateness, delays.Values, delays.Bits, distances.Values, distances.Bits,
                Blocks(counts, batch), taken, cancellationToken);
        }

        return new TakenRows(taken, starts);
    }

    /// <summary>The number of flights in each hour and the sum of their delays.</summary>
    /// <param name="time">The times of departure.</param>
    /// <param name="delay">The delays.</param>
    /// <returns>Numbers and sums.</returns>
    public async Task<(HmmArray<int> Counts, HmmArray<long> Sums)> GroupAsync(FrameColumn<float> time, FrameColumn<short> delay)
    {
        HmmArray<int> blockCounts = Allocate<int>((long)_blocks * FrameKernels.Hours);
        HmmArray<long> blockSums = Allocate<long>((long)_blocks * FrameKernels.Hours);
        HmmArray<int> counts = Allocate<int>(FrameKernels.Hours);
        HmmArray<long> sums = Allocate<long>(FrameKernels.Hours);
        foreach (FrameBatch batch in batches)
        {
            (ColumnPart<float> times, ColumnPart<short> delays) = (time[batch], delay[batch]);
            await FrameKernels.GroupBlockAsync(
                device, batch.Blocks, times.Values, times.Bits, delays.Values, delays.Bits,
                Blocks(blockCounts, batch, FrameKernels.Hours), Blocks(blockSums, batch, FrameKernels.Hours), cancellationToken);
        }

        await FrameKernels.GroupAllAsync(device, FrameKernels.Hours, _blocks, blockCounts, blockSums, counts, sums, cancellationToken);
        return (counts, sums);
    }

    /// <summary>The route of each taken flight, by its distance.</summary>
    /// <param name="taken">The taken rows.</param>
    /// <param name="distance">The distances.</param>
    /// <returns>The route's number for each, or -1.</returns>
    public async Task<HmmArray<int>> JoinAsync(TakenRows taken, FrameColumn<short> distance)
    {
        HmmArray<int> slots = Allocate<int>(BitOperations.RoundUpToPowerOf2((uint)Routes.Distances.Length * 2));
        HmmArray<int> matches = Allocate<int>(taken.Rows.Length);
        await FrameKernels.InsertAsync(device, Routes.Distances.Length, Routes.Distances, slots, cancellationToken);
        foreach (FrameBatch batch in batches.Where(batch => taken.CountOf(batch) > 0))
        {
            await FrameKernels.JoinAsync(
                device, taken.CountOf(batch), batch.FirstRow, taken.Of(taken.Rows, batch), distance[batch].Values, Routes.Distances, slots,
                taken.Of(matches, batch), cancellationToken);
        }

        return matches;
    }

    /// <summary>The taken flights by delay, those of one delay in their order.</summary>
    /// <param name="taken">The taken rows.</param>
    /// <param name="delay">The delays.</param>
    /// <returns>The rows.</returns>
    public async Task<HmmArray<int>> SortAsync(TakenRows taken, FrameColumn<short> delay)
    {
        int blocks = FrameBatch.BlocksOf(taken.Rows.Length);
        HmmArray<int> counts = Allocate<int>((long)blocks * FrameKernels.Digits);
        HmmArray<short> keys = Allocate<short>(taken.Rows.Length);
        HmmArray<int> rows = taken.Rows;
        foreach (FrameBatch batch in batches.Where(batch => taken.CountOf(batch) > 0))
        {
            await FrameKernels.TakeKeysAsync(
                device, taken.CountOf(batch), batch.FirstRow, taken.Of(rows, batch), delay[batch].Values, taken.Of(keys, batch), cancellationToken);
        }

        foreach (int shift in (int[])[0, 8])
        {
            HmmArray<short> sortedKeys = Allocate<short>(rows.Length);
            HmmArray<int> sortedRows = Allocate<int>(rows.Length);
            await FrameKernels.CountDigitsAsync(device, blocks, shift, keys, counts, cancellationToken);
            MakePlaces(counts.AsSpan(), blocks);
            await FrameKernels.PlaceByDigitAsync(device, blocks, shift, keys, rows, counts, sortedKeys, sortedRows, cancellationToken);
            (keys, rows) = (sortedKeys, sortedRows);
        }

        return rows;
    }

    /// <inheritdoc/>
    public void Dispose() => _arrays.ForEach(array => array.Dispose());

    /// <summary>The part of an array, with some elements for each block, that belongs to a batch.</summary>
    private static HmmArray<T> Blocks<T>(HmmArray<T> array, FrameBatch batch, int elements = 1) where T : unmanaged
        => array.Slice((long)batch.FirstBlock * elements, (long)batch.Blocks * elements);

    private HmmArray<T> Allocate<T>(long length) where T : unmanaged
    {
        HmmArray<T> array = HmmSpace.Shared.Allocate<T>(length);
        _arrays.Add(array);
        return array;
    }

    /// <summary>Replaces each count by the sum of those before it.</summary>
    private static int MakeStarts(Span<int> counts)
    {
        int sum = 0;
        foreach (ref int count in counts)
            (count, sum) = (sum, sum + count);
        return sum;
    }

    /// <summary>The same, digit by digit: first all blocks' rows with digit 0.</summary>
    private static void MakePlaces(Span<int> counts, int blocks)
    {
        int sum = 0;
        for (int digit = 0; digit < FrameKernels.Digits; digit++)
        {
            for (int block = 0; block < blocks; block++)
            {
                ref int count = ref counts[block * FrameKernels.Digits + digit];
                (count, sum) = (sum, sum + count);
            }
        }
    }
}
