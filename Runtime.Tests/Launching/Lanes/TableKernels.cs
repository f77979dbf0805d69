namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels whose items change elements of tables.</summary>
public static partial class TableKernels
{
    /// <summary>Counts numbers.</summary>
    [HmmKernel]
    public static void Count(int i, ReadOnlySpan<int> data, Span<int> counts) => Interlocked.Increment(ref counts[data[i]]);

    /// <summary>Counts bytes.</summary>
    [HmmKernel]
    public static void CountBytes(int i, ReadOnlySpan<byte> data, Span<int> counts) => Interlocked.Increment(ref counts[data[i]]);

    /// <summary>Adds some weights.</summary>
    [HmmKernel]
    public static void Weigh(int i, ReadOnlySpan<int> data, ReadOnlySpan<long> weights, Span<long> sums)
    {
        int at = data[i];
        if ((at & 3) != 1)
        {
            Interlocked.Add(ref sums[at], weights[i]);
        }
    }

    /// <summary>Notes bits.</summary>
    [HmmKernel]
    public static void Note(int i, ReadOnlySpan<int> data, ReadOnlySpan<long> weights, Span<ulong> bits) => Interlocked.Or(ref bits[data[i]], (ulong)weights[i]);

    /// <summary>Keeps bits that all have.</summary>
    [HmmKernel]
    public static void Keep(int i, ReadOnlySpan<int> data, ReadOnlySpan<long> weights, Span<uint> all) => Interlocked.And(ref all[data[i]], (uint)weights[i]);

    /// <summary>Counts, in planes, the numbers of a row.</summary>
    [HmmKernel(Rank = 2)]
    public static void CountRows(int row, int column, int columns, ReadOnlySpan<byte> data, Span<uint> counts, Span<int> marks)
    {
        Interlocked.Add(ref counts[data[row * columns + column]], (uint)row + 1);
        marks[row * columns + column] = data[row * columns + column] + 1;
    }

    /// <summary>Counts, and reads what others count.</summary>
    [HmmKernel]
    public static void Read(int i, ReadOnlySpan<int> data, Span<int> counts, Span<int> seen)
    {
        Interlocked.Increment(ref counts[data[i]]);
        seen[i] = counts[0];
    }

    /// <summary>Counts what is not zero; a zero fails.</summary>
    [HmmKernel]
    public static void CountUntil(int i, ReadOnlySpan<int> data, Span<int> counts)
    {
        int one = 1000 / data[i];
        Interlocked.Add(ref counts[one & 15], data[i]);
    }
}
