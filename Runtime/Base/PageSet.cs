using System.Numerics;

namespace HmmGen.Base;

/// <summary>
/// A set of pages of a region: one bit a page. Above it, level by level, each bit stands for a word of the level below that is not 0. So finding
/// the next page takes a few steps at any distance, and the set takes memory only where it has pages.
/// </summary>
/// <remarks>Several threads may add pages at the same time. A thread that removes pages must be alone with the set.</remarks>
internal sealed class PageSet
{
    private const int WordShift = 6;
    private const ulong All = ulong.MaxValue;
    private readonly LazyZeros<ulong>[] _levels;

    /// <summary>Makes an empty set.</summary>
    /// <param name="pages">The number of pages of the region.</param>
    public PageSet(long pages)
    {
        List<LazyZeros<ulong>> levels = [];
        long words = pages;
        try
        {
            do
            {
                words = ((words - 1) >> WordShift) + 1;
                levels.Add(new LazyZeros<ulong>(words));
            }
            while (words > 1);
        }
        catch
        {
            // Nothing else frees them.
            levels.ForEach(level => level.Free());
            throw;
        }

        _levels = [.. levels];
    }

    /// <summary>Whether a page is in the set.</summary>
    /// <param name="page">The page.</param>
    /// <returns>True when it is.</returns>
    public bool Contains(long page) => (Volatile.Read(ref _levels[0][page >> WordShift]) & Bit(page)) != 0;

    /// <summary>Adds a page.</summary>
    /// <param name="page">The page.</param>
    public void Add(long page) => Add(page, 1);

    /// <summary>Adds consecutive pages.</summary>
    /// <param name="first">The first page.</param>
    /// <param name="count">The number of pages.</param>
    public void Add(long first, long count)
    {
        if (count <= 0)
        {
            return;
        }

        long last = first + count - 1;
        foreach (LazyZeros<ulong> level in _levels)
        {
            for (long word = first >> WordShift; word <= last >> WordShift; word++)
            {
                ulong bits = (word == first >> WordShift ? All << Within(first) : All) & (word == last >> WordShift ? All >> (63 - Within(last)) : All);
                if ((Volatile.Read(ref level[word]) & bits) != bits)
                {
                    Interlocked.Or(ref level[word], bits);
                }
            }

            first >>= WordShift;
            last >>= WordShift;
        }
    }

    /// <summary>Removes a page.</summary>
    /// <param name="page">The page.</param>
    public void Remove(long page)
    {
        foreach (LazyZeros<ulong> level in _levels)
        {
            ref ulong word = ref level[page >> WordShift];
            word &= ~Bit(page);
            if (word != 0)
            {
                return;
            }

            page >>= WordShift;
        }
    }

    /// <summary>The first page of the set at or after a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="end">The page at which the search ends.</param>
    /// <returns>The page, or <paramref name="end"/> when there is none before it.</returns>
    public long Next(long page, long end)
    {
        int height = 0;
        while (page << (height * WordShift) < end && page >> WordShift < _levels[height].Length)
        {
            ulong word = Volatile.Read(ref _levels[height][page >> WordShift]) & (All << Within(page));
            if (word != 0)
            {
                page = (page & ~63L) + BitOperations.TrailingZeroCount(word);
                if (height == 0)
                {
                    return Math.Min(page, end);
                }

                // The search goes on below this bit, at the bit's first page.
                height--;
                page <<= WordShift;
            }
            else if (height + 1 < _levels.Length)
            {
                height++;
                page = (page >> WordShift) + 1;
            }
            else
            {
                return end;
            }
        }

        return end;
    }

    /// <summary>The first page at or after a page that is not in the set.</summary>
    /// <param name="page">The page.</param>
    /// <param name="end">The page at which the search ends.</param>
    /// <returns>The page, or <paramref name="end"/> when there is none before it.</returns>
    public long NextAbsent(long page, long end)
    {
        while (page < end)
        {
            ulong word = ~Volatile.Read(ref _levels[0][page >> WordShift]) & (All << Within(page));
            if (word != 0)
            {
                return Math.Min(end, (page & ~63L) + BitOperations.TrailingZeroCount(word));
            }

            page = (page & ~63L) + 64;
        }

        return end;
    }

    /// <summary>Frees the set's memory. No thread may use the set afterwards.</summary>
    public void Free()
    {
        foreach (LazyZeros<ulong> level in _levels)
        {
            level.Free();
        }
    }

    private static ulong Bit(long page) => 1UL << Within(page);

    private static int Within(long page) => (int)(page & 63);
}
