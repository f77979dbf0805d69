using System.Globalization;

namespace HmmGen.VectorSearch;

/// <summary>What the searches of a run gave.</summary>
/// <param name="dimensions">How many numbers a vector has.</param>
internal sealed class SearchFindings(int dimensions)
{
    private const int PageSize = 4_096;

    private readonly List<TimeSpan> _latencies = [];
    private readonly List<int> _probed = [];

    /// <summary>What each search found.</summary>
    public List<IReadOnlyList<Neighbour>> Found { get; } = [];

    /// <summary>The time of all searches together.</summary>
    public TimeSpan Time => _latencies.Aggregate(TimeSpan.Zero, (sum, one) => sum + one);

    /// <summary>Adds a search.</summary>
    /// <param name="latency">How long it took.</param>
    /// <param name="nearest">What it found.</param>
    /// <param name="probed">Where it looked.</param>
    public void Add(TimeSpan latency, IReadOnlyList<Neighbour> nearest, int[] probed)
    {
        _latencies.Add(latency);
        Found.Add(nearest);
        _probed.AddRange(probed);
    }

    /// <summary>The bytes of all pages of the lists that were probed.</summary>
    /// <param name="starts">Where each list begins.</param>
    /// <returns>The bytes, each page once.</returns>
    public long BytesTouched(ReadOnlySpan<int> starts)
    {
        HashSet<long> pages = [];
        foreach (int list in _probed.Distinct())
        {
            if (starts[list] == starts[list + 1])
                continue;
            long last = ((long)starts[list + 1] * dimensions * sizeof(float) - 1) / PageSize;
            for (long page = (long)starts[list] * dimensions * sizeof(float) / PageSize; page <= last; page++)
                pages.Add(page);
        }

        return pages.Count * (long)PageSize;
    }

    /// <summary>The bytes of all lists that were probed, as often as they were: what a device moves that keeps nothing.</summary>
    /// <param name="starts">Where each list begins.</param>
    /// <returns>The bytes.</returns>
    public long BytesProbed(ReadOnlySpan<int> starts)
    {
        long vectors = 0;
        foreach (int list in _probed)
            vectors += starts[list + 1] - starts[list];
        return vectors * dimensions * sizeof(float);
    }

    /// <summary>The part of the truly nearest vectors that the searches found.</summary>
    /// <param name="exact">The truly nearest of each search.</param>
    /// <returns>From 0 to 1.</returns>
    public double Recall(IReadOnlyList<Neighbour>[] exact)
    {
        int hits = Found.Zip(exact, (found, truth) => found.Select(one => one.Row).Intersect(truth.Select(one => one.Row)).Count()).Sum();
        return (double)hits / exact.Sum(truth => truth.Count);
    }

    /// <summary>The largest difference between a distance found here and in plain C#; infinite where another number of vectors was found.</summary>
    /// <param name="plain">What plain C# found.</param>
    /// <returns>The difference.</returns>
    public double DifferenceTo(IReadOnlyList<Neighbour>[] plain)
    {
        double largest = 0;
        for (int q = 0; q < plain.Length; q++)
        {
            if (Found[q].Count != plain[q].Count)
                return double.PositiveInfinity;
            for (int k = 0; k < plain[q].Count; k++)
            {
                double difference = Math.Abs((double)Found[q][k].Distance - plain[q][k].Distance);
                bool isOther = difference == 0 && Found[q][k].Row != plain[q][k].Row;
                largest = Math.Max(largest, isOther ? double.PositiveInfinity : difference);
            }
        }

        return largest;
    }

    /// <summary>The latencies in words.</summary>
    /// <returns>The text.</returns>
    public string Latencies()
    {
        TimeSpan[] sorted = [.. _latencies.Order()];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"p50 {sorted[sorted.Length / 2].TotalMilliseconds:0.00} ms, p99 {sorted[sorted.Length * 99 / 100].TotalMilliseconds:0.00} ms");
    }
}
