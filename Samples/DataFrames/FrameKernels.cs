namespace HmmGen.DataFrames;

/// <summary>All kernels: filter, group, join and sort columns as Arrow lays them out, with a bit for each value that is not null.</summary>
public static partial class FrameKernels
{
    /// <summary>How many rows an item works on where their order matters.</summary>
    public const int Block = 2_048;

    /// <summary>How many groups there are: the hours of a day.</summary>
    public const int Hours = 24;

    /// <summary>How many values a digit of the sort has.</summary>
    public const int Digits = 256;

    /// <summary>Filter, first launch: counts the rows of a block that are taken.</summary>
    [HmmKernel]
    public static void CountLate(
        int block, Lateness lateness, ReadOnlySpan<short> delay, ReadOnlySpan<byte> delayBits, ReadOnlySpan<short> distance,
        ReadOnlySpan<byte> distanceBits, Span<int> counts)
    {
        int count = 0;
        for (int row = block * Block; row < Math.Min((block + 1) * Block, delay.Length); row++)
        {
            if (IsLate(row, lateness, delay, delayBits, distance, distanceBits))
                count++;
        }

        counts[block] = count;
    }

    /// <summary>Filter, second launch: writes the numbers of these rows. The batch begins with the row <paramref name="first"/> of the file.</summary>
    [HmmKernel]
    public static void TakeLate(
        int block, int first, Lateness lateness, ReadOnlySpan<short> delay, ReadOnlySpan<byte> delayBits, ReadOnlySpan<short> distance,
        ReadOnlySpan<byte> distanceBits, ReadOnlySpan<int> starts, Span<int> taken)
    {
        int place = starts[block];
        for (int row = block * Block; row < Math.Min((block + 1) * Block, delay.Length); row++)
        {
            if (IsLate(row, lateness, delay, delayBits, distance, distanceBits))
                taken[place++] = first + row;
        }
    }

    /// <summary>Group by the hour of departure, first launch: counts and adds up the delays of a block.</summary>
    [HmmKernel]
    public static void GroupBlock(
        int block, ReadOnlySpan<float> time, ReadOnlySpan<byte> timeBits, ReadOnlySpan<short> delay, ReadOnlySpan<byte> delayBits,
        Span<int> counts, Span<long> sums)
    {
        counts.Slice(block * Hours, Hours).Clear();
        sums.Slice(block * Hours, Hours).Clear();
        for (int row = block * Block; row < Math.Min((block + 1) * Block, time.Length); row++)
        {
            if (HasValue(row, timeBits) && HasValue(row, delayBits))
            {
                int hour = block * Hours + Math.Clamp((int)time[row], 0, Hours - 1);
                counts[hour]++;
                sums[hour] += delay[row];
            }
        }
    }

    /// <summary>Group by, second launch: adds the blocks up.</summary>
    [HmmKernel]
    public static void GroupAll(
        int hour, int blocks, ReadOnlySpan<int> blockCounts, ReadOnlySpan<long> blockSums, Span<int> counts, Span<long> sums)
    {
        int count = 0;
        long sum = 0;
        for (int block = 0; block < blocks; block++)
        {
            count += blockCounts[block * Hours + hour];
            sum += blockSums[block * Hours + hour];
        }

        counts[hour] = count;
        sums[hour] = sum;
    }

    /// <summary>Join, first launch: puts a key into a hash table of 2^n slots, which hold a key's number plus 1.</summary>
    [HmmKernel]
    public static void Insert(int i, ReadOnlySpan<int> keys, Span<int> slots)
    {
        int slot = Hash(keys[i]) & (slots.Length - 1);
        while (Interlocked.CompareExchange(ref slots[slot], i + 1, 0) != 0)
            slot = (slot + 1) & (slots.Length - 1);
    }

    /// <summary>Join, second launch: finds the key of a taken row; -1 where there is none.</summary>
    [HmmKernel]
    public static void Join(
        int i, int first, ReadOnlySpan<int> taken, ReadOnlySpan<short> distance, ReadOnlySpan<int> keys, ReadOnlySpan<int> slots, Span<int> matches)
    {
        int key = distance[taken[i] - first];
        int slot = Hash(key) & (slots.Length - 1);
        while (slots[slot] != 0 && keys[slots[slot] - 1] != key)
            slot = (slot + 1) & (slots.Length - 1);
        matches[i] = slots[slot] - 1;
    }

    /// <summary>Sort, first launch: fetches the delays of the taken rows, so that the sort itself needs the column no more.</summary>
    [HmmKernel]
    public static void TakeKeys(int i, int first, ReadOnlySpan<int> taken, ReadOnlySpan<short> delay, Span<short> keys)
        => keys[i] = delay[taken[i] - first];

    /// <summary>Sort, first launch of a pass: counts the digits of a block.</summary>
    [HmmKernel]
    public static void CountDigits(int block, int shift, ReadOnlySpan<short> keys, Span<int> counts)
    {
        counts.Slice(block * Digits, Digits).Clear();
        for (int i = block * Block; i < Math.Min((block + 1) * Block, keys.Length); i++)
            counts[block * Digits + Digit(keys[i], shift)]++;
    }

    /// <summary>Sort, second launch of a pass: puts a block's rows at their places; rows with the same digit keep their order.</summary>
    [HmmKernel]
    public static void PlaceByDigit(
        int block, int shift, ReadOnlySpan<short> keys, ReadOnlySpan<int> rows, Span<int> places, Span<short> sortedKeys,
        Span<int> sortedRows)
    {
        for (int i = block * Block; i < Math.Min((block + 1) * Block, rows.Length); i++)
        {
            int place = places[block * Digits + Digit(keys[i], shift)]++;
            sortedKeys[place] = keys[i];
            sortedRows[place] = rows[i];
        }
    }

    private static bool IsLate(
        int row, Lateness lateness, ReadOnlySpan<short> delay, ReadOnlySpan<byte> delayBits, ReadOnlySpan<short> distance,
        ReadOnlySpan<byte> distanceBits)
        => HasValue(row, delayBits) && HasValue(row, distanceBits) && delay[row] > lateness.Minutes && distance[row] < lateness.Miles;

    private static bool HasValue(int row, ReadOnlySpan<byte> bits) => bits.IsEmpty || (bits[row >> 3] >> (row & 7) & 1) != 0;

    private static int Hash(int key) => (int)((uint)key * 2654435761u >> 12);

    private static int Digit(short delay, int shift) => (delay - short.MinValue) >> shift & (Digits - 1);
}
