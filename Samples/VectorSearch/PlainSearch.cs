using System.Diagnostics;
using System.Numerics.Tensors;

namespace HmmGen.VectorSearch;

/// <summary>The same searches in plain C#, without any kernel launch.</summary>
/// <param name="vectors">A copy of the lists' vectors.</param>
/// <param name="centres">A copy of the centres.</param>
/// <param name="starts">A copy of the lists' starts.</param>
/// <param name="members">A copy of the vectors' numbers.</param>
/// <param name="dimensions">How many numbers a vector has.</param>
internal sealed class PlainSearch(float[] vectors, float[] centres, int[] starts, int[] members, int dimensions)
{
    /// <summary>Searches the lists with the nearest centres, in the same order of arithmetic as the kernels.</summary>
    /// <param name="query">The query.</param>
    /// <param name="probes">How many lists.</param>
    /// <returns>The nearest vectors, nearest first.</returns>
    public List<Neighbour> Search(float[] query, int probes)
    {
        float[] distances = new float[starts.Length - 1];
        for (int list = 0; list < distances.Length; list++)
            distances[list] = Distance(query, centres.AsSpan(list * dimensions, dimensions));

        List<Neighbour> nearest = [];
        foreach (int list in SearchIndex.Nearest(distances, Math.Min(probes, distances.Length)))
        {
            for (int place = starts[list]; place < starts[list + 1]; place++)
                Keep(nearest, new Neighbour(Distance(query, vectors.AsSpan(place * dimensions, dimensions)), members[place]));
        }

        return nearest;
    }

    /// <summary>All searches at the same time, each on one processor.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="probes">How many lists each looks into.</param>
    /// <returns>What each found.</returns>
    public List<Neighbour>[] SearchAll(float[][] queries, int probes)
    {
        List<Neighbour>[] found = new List<Neighbour>[queries.Length];
        Parallel.For(0, queries.Length, q => found[q] = Search(queries[q], probes));
        return found;
    }

    /// <summary>Compares all vectors with all queries: the neighbours that are truly nearest.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The nearest of each query.</returns>
    public List<Neighbour>[] Exact(float[][] queries, CancellationToken cancellationToken)
    {
        const int Block = 4_096;
        List<Neighbour>[] found = [.. queries.Select(_ => new List<Neighbour>())];
        ParallelOptions options = new() { CancellationToken = cancellationToken };
        Parallel.For(0, (members.Length + Block - 1) / Block, options, block =>
        {
            List<Neighbour>[] here = [.. queries.Select(_ => new List<Neighbour>())];
            for (int place = block * Block; place < Math.Min((block + 1) * Block, members.Length); place++)
            {
                ReadOnlySpan<float> vector = vectors.AsSpan(place * dimensions, dimensions);
                for (int q = 0; q < queries.Length; q++)
                    Keep(here[q], new Neighbour(TensorPrimitives.Distance(queries[q], vector), members[place]));
            }

            lock (found)
            {
                for (int q = 0; q < queries.Length; q++)
                    here[q].ForEach(one => Keep(found[q], one));
            }
        });
        return found;
    }

    /// <summary>Measures searches one after another.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="probes">How many lists each looks into.</param>
    /// <returns>How long all took.</returns>
    public TimeSpan Measure(float[][] queries, int probes)
    {
        long start = Stopwatch.GetTimestamp();
        SearchAll(queries, probes);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>The number of the centre that is nearest to a vector.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="centres">The centres.</param>
    /// <returns>The number.</returns>
    public static int NearestCentre(ReadOnlySpan<float> vector, ReadOnlySpan<float> centres)
    {
        int best = 0;
        float least = float.PositiveInfinity;
        for (int list = 0; list < centres.Length / vector.Length; list++)
        {
            float distance = Distance(vector, centres.Slice(list * vector.Length, vector.Length));
            if (distance < least)
                (best, least) = (list, distance);
        }

        return best;
    }

    private static void Keep(List<Neighbour> nearest, Neighbour one)
    {
        if (nearest.Count == SearchKernels.Neighbours && one.CompareTo(nearest[^1]) >= 0)
            return;
        int at = nearest.BinarySearch(one);
        nearest.Insert(at < 0 ? ~at : at, one);
        if (nearest.Count > SearchKernels.Neighbours)
            nearest.RemoveAt(SearchKernels.Neighbours);
    }

    private static float Distance(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        float sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        int d = 0;
        for (; d <= one.Length - 4; d += 4)
        {
            sum0 += Square(one[d] - other[d]);
            sum1 += Square(one[d + 1] - other[d + 1]);
            sum2 += Square(one[d + 2] - other[d + 2]);
            sum3 += Square(one[d + 3] - other[d + 3]);
        }

        for (; d < one.Length; d++)
            sum0 += Square(one[d] - other[d]);
        return sum0 + sum1 + (sum2 + sum3);
    }

    private static float Square(float x) => x * x;
}
