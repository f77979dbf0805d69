using System.Numerics.Tensors;
using HmmGen.Benchmarks.Host.Naive;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Items whose row is a slice.</summary>
internal static class SliceCases
{
    private const int Count = 2000;
    private const int Width = 384;

    /// <summary>Dot products with a vector.</summary>
    public static HostCase Score()
    {
        float[] rows = Values.Of(Count * Width), query = Values.Of(Width), scores = Pinned.Zeros<float>(Count);
        return new HostCase($"scores by slices {Count} × {Width}", device => SliceKernels.Score(device, Count, Width, rows, query, scores), () => scores)
        {
            Peers =
            [
                Loop(row => SliceKernels.Score(row, Width, rows, query, scores)),
                Tensors(row => scores[row] = TensorPrimitives.Dot(Row(rows, row), query)),
            ],
            Goals = [HostGoal.ByTensors],
        };
    }

    /// <summary>Similarities of rows.</summary>
    public static HostCase Cosine()
    {
        float[] some = Values.Of(Count * Width), others = [.. Values.Of(Count * Width).Reverse()], similarities = Pinned.Zeros<float>(Count);
        return new HostCase($"cosines by slices {Count} × {Width}", device => SliceKernels.Cosine(device, Count, Width, some, others, similarities), () => similarities)
        {
            Peers =
            [
                Loop(row => SliceKernels.Cosine(row, Width, some, others, similarities)),
                Tensors(row => similarities[row] = TensorPrimitives.CosineSimilarity(Row(some, row), Row(others, row))),
            ],
            Goals = [new HostGoal(PeerKind.Loop, 1)],
        };
    }

    /// <summary>Layer norms.</summary>
    public static HostCase Normalize()
    {
        float[] rows = Values.Of(Count * Width), gains = Values.Of(Width), results = Pinned.Zeros<float>(Count * Width);
        return new HostCase($"layer norms by slices {Count} × {Width}", device => SliceKernels.Normalize(device, Count, Width, rows, gains, results), () => results)
        {
            Peers = [Loop(row => SliceKernels.Normalize(row, Width, rows, gains, results))],
            Goals = [new HostGoal(PeerKind.Loop, 1)],
        };
    }

    /// <summary>Sums from the first element to the last.</summary>
    public static HostCase Sum()
    {
        float[] rows = Values.Of(Count * Width), sums = Pinned.Zeros<float>(Count);
        return new HostCase($"sums from start to end {Count} × {Width}", device => SliceKernels.Sum(device, Count, Width, rows, sums), () => sums)
        {
            Peers =
            [
                Loop(row => SliceKernels.Sum(row, Width, rows, sums)),
                Tensors(row => sums[row] = TensorPrimitives.Sum(Row(rows, row))),
            ],
            Goals = [HostGoal.ByTensors],
        };
    }

    private static ReadOnlySpan<float> Row(float[] rows, int row) => rows.AsSpan(row * Width, Width);

    private static HostPeer Loop(Action<int> item) => HostTools.Loop(Count, HostTools.Each(item));

    private static HostPeer Tensors(Action<int> item) => HostTools.Tensors(Count, HostTools.Each(item), tolerance: 1e-4);
}
