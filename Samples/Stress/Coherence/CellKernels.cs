namespace HmmGen.Stress.Coherence;

/// <summary>The writers that run on devices: each checks what it wrote last and writes the next.</summary>
public static partial class CellKernels
{
    /// <summary>Writes neighbouring cells; which, the access plan knows.</summary>
    /// <param name="i">The cell's number after <paramref name="first"/>.</param>
    /// <param name="first">The first cell.</param>
    /// <param name="lane">The device's lane.</param>
    /// <param name="sequences">How often each cell has been written.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="wrong">How many values were lost and torn.</param>
    [HmmKernel]
    public static void WriteRange(int i, int first, int lane, ReadOnlySpan<int> sequences, Span<long> cells, Span<int> wrong)
        => Write(first + i, lane, sequences[first + i], cells, wrong);

    /// <summary>Writes scattered cells; only the device knows which.</summary>
    /// <param name="i">The place in <paramref name="order"/> after <paramref name="first"/>.</param>
    /// <param name="first">The first place.</param>
    /// <param name="lane">The device's lane.</param>
    /// <param name="order">All cells, in some order.</param>
    /// <param name="sequences">How often each cell has been written.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="wrong">How many values were lost and torn.</param>
    [HmmKernel]
    public static void WriteScattered(
        int i, int first, int lane, ReadOnlySpan<int> order, ReadOnlySpan<int> sequences, Span<long> cells, Span<int> wrong)
        => Write(order[first + i], lane, sequences[order[first + i]], cells, wrong);

    private static void Write(int cell, int lane, int sequence, Span<long> cells, Span<int> wrong)
    {
        int place = CellLayout.Place(cell, lane);
        long found = cells[place];
        if (found != CellStamp.Of(place, sequence))
        {
            Interlocked.Increment(ref wrong[CellStamp.IsOf(place, found) ? 0 : 1]);
        }

        int plain = CellLayout.Place(cell, CellLayout.PlainLane);
        if (!CellStamp.IsOf(plain, cells[plain]))
        {
            Interlocked.Increment(ref wrong[1]);
        }

        cells[place] = CellStamp.Of(place, sequence + 1);
    }
}
