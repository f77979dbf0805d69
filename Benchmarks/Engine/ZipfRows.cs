namespace HmmGen.Benchmarks.Engine;

/// <summary>Draws rows of a table by Zipf's law with exponent 1.05. Frequent rows lie anywhere in the table.</summary>
internal sealed class ZipfRows
{
    private const double Exponent = 1.05;

    private readonly double[] _sums;
    private readonly int[] _rows;

    /// <summary>Prepares to draw.</summary>
    /// <param name="count">The number of rows.</param>
    public ZipfRows(int count)
    {
        _sums = new double[count];
        double sum = 0;
        for (int rank = 0; rank < count; rank++)
        {
            _sums[rank] = sum += Math.Pow(rank + 1, -Exponent);
        }

        _rows = [.. Enumerable.Range(0, count)];
        new Random(3).Shuffle(_rows);
    }

    /// <summary>Draws a row.</summary>
    /// <param name="random">The random numbers.</param>
    /// <returns>The row.</returns>
    public int Next(Random random)
    {
        int found = Array.BinarySearch(_sums, random.NextDouble() * _sums[^1]);
        return _rows[Math.Min(found < 0 ? ~found : found, _rows.Length - 1)];
    }
}
