using HmmGen.Benchmarks.Host.Naive;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Items that make different numbers of turns.</summary>
internal static class TurnCases
{
    private const int Size = 512;

    /// <summary>A product with a lower triangle.</summary>
    public static HostCase Multiply()
    {
        float[] triangle = Values.Of(Size * Size), vector = Values.Of(Size), products = Pinned.Zeros<float>(Size);
        return Case(
            $"triangle times vector {Size}", Size, device => TurnKernels.MultiplyTriangle(device, Size, Size, triangle, vector, products), () => products,
            row => TurnKernels.MultiplyTriangle(row, Size, triangle, vector, products));
    }

    /// <summary>A causal softmax.</summary>
    public static HostCase Attend()
    {
        float[] scores = Values.Of(Size * Size), weights = Pinned.Zeros<float>(Size * Size);
        return Case(
            $"causal softmax {Size}", Size, device => TurnKernels.Attend(device, Size, Size, scores, weights), () => weights,
            query => TurnKernels.Attend(query, Size, scores, weights));
    }

    /// <summary>Sums of windows.</summary>
    public static HostCase SumWindow()
    {
        const int Count = 20_000, Length = 40;
        float[] values = Values.Of(Count), sums = Pinned.Zeros<float>(Count);
        return Case(
            $"sums of windows {Count} × {Length}", Count, device => TurnKernels.SumWindow(device, Count, Length, values, sums), () => sums,
            item => TurnKernels.SumWindow(item, Length, values, sums));
    }

    /// <summary>Searches by halves.</summary>
    public static HostCase Bucketize()
    {
        const int Count = 1 << 16, Edges = 1000;
        float[] edges = Values.Of(Edges), values = Values.Of(Count);
        int[] buckets = Pinned.Zeros<int>(Count);
        Array.Sort(edges);
        return Case(
            $"buckets of {Count} among {Edges}", Count, device => TurnKernels.Bucketize(device, Count, edges, values, buckets), () => buckets,
            item => TurnKernels.Bucketize(item, edges, values, buckets));
    }

    private static HostCase Case<T>(string name, int count, Action<HmmDevice> launch, Func<T[]> results, Action<int> item)
        where T : unmanaged
        => new(name, launch, () => results()) { Peers = [HostTools.Loop(count, HostTools.Each(item))], Goals = [new HostGoal(PeerKind.Loop, 0.5)] };
}
