namespace HmmGen.Embeddings;

/// <summary>Draws rows by Zipf's law: the row of rank n is named n^s times less often than the first.</summary>
internal sealed class PopularRows
{
    private readonly double[] _sums;
    private readonly int[]? _rowOfRank;
    private readonly Random _random;

    /// <summary>Makes the law.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="exponent">The law's exponent.</param>
    /// <param name="isHotFirst">Whether rows are numbered by popularity; else they are at random places.</param>
    /// <param name="seed">The seed.</param>
    public PopularRows(int rows, double exponent, bool isHotFirst, int seed)
    {
        _sums = new double[rows];
        double sum = 0;
        for (int rank = 0; rank < rows; rank++)
            _sums[rank] = sum += Math.Pow(rank + 1, -exponent);
        if (!isHotFirst)
        {
            _rowOfRank = [.. Enumerable.Range(0, rows)];
            new Random(seed).Shuffle(_rowOfRank);
        }

        _random = new Random(seed);
    }

    /// <summary>Draws a row.</summary>
    /// <returns>Its number in the table, and how popular it is: 0 for the most popular.</returns>
    public (int Row, int Rank) Draw()
    {
        int found = Array.BinarySearch(_sums, _random.NextDouble() * _sums[^1]);
        int rank = Math.Min(found < 0 ? ~found : found, _sums.Length - 1);
        return (_rowOfRank is null ? rank : _rowOfRank[rank], rank);
    }
}
