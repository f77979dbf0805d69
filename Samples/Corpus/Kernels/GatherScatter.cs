namespace HmmGen.Corpus;

/// <summary>Indices read from memory.</summary>
public static partial class GatherScatter
{
    /// <summary>Reads at given places.</summary>
    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> places, ReadOnlySpan<double> source, Span<double> target)
        => target[i] = source[places[i]];

    /// <summary>Writes at given places, which are all different.</summary>
    [HmmKernel]
    public static void Scatter(int i, ReadOnlySpan<int> places, ReadOnlySpan<long> source, Span<long> target)
        => target[places[i]] = source[i];

    /// <summary>Reads through two tables; places outside the second one stand for nothing.</summary>
    [HmmKernel]
    public static void TwoLevels(
        int i, ReadOnlySpan<ushort> first, ReadOnlySpan<int> second, ReadOnlySpan<float> source, Span<float> target)
    {
        int place = second[first[i]];
        target[i] = (uint)place < (uint)source.Length ? source[place] : float.NaN;
    }

    /// <summary>Exchanges elements between pairs of places that no two items share.</summary>
    [HmmKernel]
    public static void Exchange(int i, ReadOnlySpan<int> places, Span<int> x)
    {
        int a = places[2 * i];
        int b = places[2 * i + 1];
        if (x[a] > x[b])
            (x[a], x[b]) = (x[b], x[a]);
    }

    /// <summary>Sums the rows of a table that a bag names.</summary>
    [HmmKernel(Rank = 2)]
    public static void EmbeddingBag(
        int bag, int column, int perBag, int columns, ReadOnlySpan<int> rows, ReadOnlySpan<float> table, Span<float> sums)
    {
        float sum = 0;
        for (int k = 0; k < perBag; k++)
            sum += table[rows[bag * perBag + k] * columns + column];
        sums[bag * columns + column] = sum;
    }
}
