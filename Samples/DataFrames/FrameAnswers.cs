namespace HmmGen.DataFrames;

/// <summary>What the queries give.</summary>
/// <param name="Taken">The rows that the filter takes, in their order.</param>
/// <param name="Counts">How many flights each hour has.</param>
/// <param name="Sums">The sum of their delays.</param>
/// <param name="Matches">The route of each taken row; -1 where there is none.</param>
/// <param name="Sorted">The taken rows by delay.</param>
internal sealed record FrameAnswers(int[] Taken, int[] Counts, long[] Sums, int[] Matches, int[] Sorted)
{
    /// <summary>In how many numbers two answers differ.</summary>
    /// <param name="other">The other answers.</param>
    /// <returns>The number.</returns>
    public int DifferencesTo(FrameAnswers other)
        => Differences(Taken, other.Taken)
            + Differences(Counts, other.Counts)
            + Differences(Sums, other.Sums)
            + Differences(Matches, other.Matches)
            + Differences(Sorted, other.Sorted);

    private static int Differences<T>(T[] one, T[] other) where T : IEquatable<T>
        => Math.Abs(one.Length - other.Length) + one.Zip(other, (left, right) => left.Equals(right) ? 0 : 1).Sum();
}
