using System.Numerics;

namespace HmmGen.DataFrames;

/// <summary>The queries, each some launches of kernels. Between them the host only adds up counts.</summary>
/// <param name="device">Where.</param>
/// <param name="lateness">Which flights are taken.</param>
/// <param name="cancellationToken">Ends a query.</param>
internal sealed class FrameQueries(HmmDevice device, Lateness lateness, CancellationToken cancellationToken) : IDisposable
{
    private readonly List<IDisposable> _arrays = [];

    /// <summary>The rows of late and short flights, in their order.</summary>
    /// <param name="delay">The delays.</param>
    /// <param name="distance">The distances.</param>
    /// <returns>The rows.</returns>
    public async Task<HmmArray<int>> FilterAsync(FrameColumn<short> delay, FrameColumn<short> distance)
    {
        int blocks = Blocks(delay.Values.Length);
        HmmArray<int> counts = Allocate<int>(blocks);
        await FrameKernels.CountLateAsync(
            device, blocks, lateness, delay.Values, delay.Bits, distance.Values, distance.Bits, counts, cancellationToken);
        int total = MakeStarts(counts.AsSpan());
        HmmArray<int> taken = Allocate<int>(total);
        await FrameKernels.TakeLateAsync(
            device, blocks, lateness, delay.Values, delay.Bits, distance.Values, distance.Bits, counts, taken, cancellationToken);
        return taken;
    }

    /// <summary>The number of flights in each hour and the sum of their delays.</summary>
    /// <param name="time">The times of departure.</param>
    /// <param name="delay">The delays.</param>
    /// <returns>Numbers and sums.</returns>
    public async Task<(HmmArray<int> Counts, HmmArray<long> Sums)> GroupAsync(FrameColumn<float> time, FrameColumn<short> delay)
    {
        int blocks = Blocks(time.Values.Length);
        HmmArray<int> blockCounts = Allocate<int>((long)blocks * FrameKernels.Hours);
        HmmArray<long> blockSums = Allocate<long>((long)blocks * FrameKernels.Hours);
        HmmArray<int> counts = Allocate<int>(FrameKernels.Hours);
        HmmArray<long> sums = Allocate<long>(FrameKernels.Hours);
        await FrameKernels.GroupBlockAsync(
            device, blocks, time.Values, time.Bits, delay.Values, delay.Bits, blockCounts, blockSums, cancellationToken);
        await FrameKernels.GroupAllAsync(device, FrameKernels.Hours, blocks, blockCounts, blockSums, counts, sums, cancellationToken);
        return (counts, sums);
    }

    /// <summary>The route of each taken flight, by its distance.</summary>
    /// <param name="taken">The taken rows.</param>
    /// <param name="distance">The distances.</param>
    /// <returns>The route's number for each, or -1.</returns>
    public async Task<HmmArray<int>> JoinAsync(HmmArray<int> taken, FrameColumn<short> distance)
    {
        HmmArray<int> slots = Allocate<int>(BitOperations.RoundUpToPowerOf2((uint)Routes.Distances.Length * 2));
        HmmArray<int> matches = Allocate<int>(taken.Length);
        await FrameKernels.InsertAsync(device, Routes.Distances.Length, Routes.Distances, slots, cancellationToken);
        await FrameKernels.JoinAsync(
            device, taken.Length, taken, distance.Values, Routes.Distances, slots, matches, cancellationToken);
        return matches;
    }

    /// <summary>The taken flights by delay, those of one delay in their order.</summary>
    /// <param name="taken">The taken rows.</param>
    /// <param name="delay">The delays.</param>
    /// <returns>The rows.</returns>
    public async Task<HmmArray<int>> SortAsync(HmmArray<int> taken, FrameColumn<short> delay)
    {
        int blocks = Blocks(taken.Length);
        HmmArray<int> counts = Allocate<int>((long)blocks * FrameKernels.Digits);
        HmmArray<short> keys = Allocate<short>(taken.Length);
        HmmArray<int> rows = taken;
        await FrameKernels.TakeKeysAsync(device, taken.Length, taken, delay.Values, keys, cancellationToken);
        foreach (int shift in (int[])[0, 8])
        {
            HmmArray<short> sortedKeys = Allocate<short>(taken.Length);
            HmmArray<int> sortedRows = Allocate<int>(taken.Length);
            await FrameKernels.CountDigitsAsync(device, blocks, shift, keys, counts, cancellationToken);
            MakePlaces(counts.AsSpan(), blocks);
            await FrameKernels.PlaceByDigitAsync(device, blocks, shift, keys, rows, counts, sortedKeys, sortedRows, cancellationToken);
            (keys, rows) = (sortedKeys, sortedRows);
        }

        return rows;
    }

    /// <inheritdoc/>
    public void Dispose() => _arrays.ForEach(array => array.Dispose());

    private static int Blocks(long rows) => (int)((rows + FrameKernels.Block - 1) / FrameKernels.Block);

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
