using HmmGen.Benchmarks.Host.Naive;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Items that make different numbers of turns.</summary>
internal static class TurnCases
{
    private const int Size = 512;
    private const int Features = 64;
    private const float Scale = 0.125f;

    /// <summary>A product with a lower triangle.</summary>
    public static HostCase Multiply()
    {
        float[] triangle = Values.Of(Size * Size), vector = Values.Of(Size), products = Pinned.Zeros<float>(Size);
        return HostCase.OfRows(
            $"triangle times vector {Size}", Size, device => TurnKernels.MultiplyTriangle(device, Size, Size, triangle, vector, products), products,
            row => TurnKernels.MultiplyTriangle(row, Size, triangle, vector, products));
    }

    /// <summary>A causal softmax.</summary>
    public static HostCase Attend()
    {
        float[] scores = Values.Of(Size * Size), weights = Pinned.Zeros<float>(Size * Size);
        return HostCase.OfRows(
            $"causal softmax {Size}", Size, device => TurnKernels.Attend(device, Size, Size, scores, weights), weights,
            query => TurnKernels.Attend(query, Size, scores, weights));
    }

    /// <summary>Scores of causal attention, a row an item.</summary>
    public static HostCase ScoreQueries()
    {
        float[] queries = Values.Of(Size * Features), keys = Values.Of(Size * Features), scores = Pinned.Zeros<float>(Size * Size);
        return HostCase.OfRows(
            $"causal scores {Size} × {Features}", Size, device => TurnKernels.ScoreQuery(device, Size, Size, Features, Scale, queries, keys, scores), scores,
            query => TurnKernels.ScoreQuery(query, Size, Features, Scale, queries, keys, scores));
    }

    /// <summary>Outputs of causal attention.</summary>
    public static HostCase MixValues()
    {
        float[] weights = Values.Of(Size * Size), values = Values.Of(Size * Features), outputs = Pinned.Zeros<float>(Size * Features);
        return HostCase.OfRows(
            $"causal outputs {Size} × {Features}", Size, device => TurnKernels.MixValues(device, Size, Size, Features, weights, values, outputs), outputs,
            query => TurnKernels.MixValues(query, Size, Features, weights, values, outputs));
    }

    /// <summary>Scores of causal attention, an element an item.</summary>
    public static HostCase ScorePairs()
    {
        float[] queries = Values.Of(Size * Features), keys = Values.Of(Size * Features), scores = Pinned.Zeros<float>(Size * Size);
        return HostCase.OfRows(
            $"masked scores {Size} × {Features}", Size, device => TurnKernels.ScorePair(device, (Size, Size), Size, Features, Scale, queries, keys, scores), scores,
            query =>
            {
                for (int key = 0; key < Size; key++)
                {
                    TurnKernels.ScorePair(query, key, Size, Features, Scale, queries, keys, scores);
                }
            });
    }

    /// <summary>Sums of windows.</summary>
    public static HostCase SumWindow()
    {
        const int Count = 20_000, Length = 40;
        float[] values = Values.Of(Count), sums = Pinned.Zeros<float>(Count);
        return HostCase.OfRows(
            $"sums of windows {Count} × {Length}", Count, device => TurnKernels.SumWindow(device, Count, Length, values, sums), sums,
            item => TurnKernels.SumWindow(item, Length, values, sums));
    }

    /// <summary>Searches by halves.</summary>
    public static HostCase Bucketize()
    {
        const int Count = 1 << 16, Edges = 1000;
        float[] edges = Values.Of(Edges), values = Values.Of(Count);
        int[] buckets = Pinned.Zeros<int>(Count);
        Array.Sort(edges);
        return HostCase.OfRows(
            $"buckets of {Count} among {Edges}", Count, device => TurnKernels.Bucketize(device, Count, edges, values, buckets), buckets,
            item => TurnKernels.Bucketize(item, edges, values, buckets));
    }
}
