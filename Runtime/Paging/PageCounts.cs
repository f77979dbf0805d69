using HmmGen.Base;

namespace HmmGen.Paging;

/// <summary>The counts of pages at one moment. Never changes.</summary>
/// <param name="state">Two snapshots of one device are equal if this is equal.</param>
/// <param name="values">One number for each <see cref="Counter"/>. Those before <see cref="Counter.FirstOfPages"/> are not used.</param>
internal sealed class PageCounts(long state, long[] values)
{
    /// <summary>Two snapshots of one device are equal if this is equal.</summary>
    public long State => state;

    /// <summary>Adds what was counted between two snapshots.</summary>
    /// <param name="start">The earlier snapshot.</param>
    /// <param name="sums">The numbers to add to, one for each <see cref="Counter"/>.</param>
    public void AddSince(PageCounts start, Span<long> sums)
    {
        if (ReferenceEquals(this, start))
        {
            return;
        }

        for (int i = (int)Counter.FirstOfPages; i < sums.Length; i++)
        {
            sums[i] += values[i] - start.Value(i);
        }
    }

    private long Value(int counter) => values[counter];
}
