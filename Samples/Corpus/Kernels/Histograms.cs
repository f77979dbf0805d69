namespace HmmGen.Corpus;

/// <summary>Counting with atomics; the counts do not depend on the order.</summary>
public static partial class Histograms
{
    private const int Bins = 8;

    /// <summary>Counts bytes.</summary>
    [HmmKernel]
    public static void Bytes(int i, ReadOnlySpan<byte> data, Span<int> bins) => Interlocked.Increment(ref bins[data[i]]);

    /// <summary>Each item counts a segment in a local array, then adds its counts to the common ones.</summary>
    [HmmKernel]
    public static void Privatised(int i, int width, ReadOnlySpan<byte> data, Span<uint> bins)
    {
        Span<uint> local = stackalloc uint[Bins];
        for (int j = 0; j < Bins; j++)
            local[j] = 0;
        for (int j = i * width; j < (i + 1) * width; j++)
            local[data[j] % Bins]++;
        for (int j = 0; j < Bins; j++)
        {
            if (local[j] > 0)
                Interlocked.Add(ref bins[j], local[j]);
        }
    }

    /// <summary>Counts pairs of features, with weights.</summary>
    [HmmKernel]
    public static void Joint(int i, int columns, ReadOnlySpan<int> a, ReadOnlySpan<int> b, ReadOnlySpan<long> weight, Span<long> table)
        => Interlocked.Add(ref table[a[i] * columns + b[i]], weight[i]);
}
