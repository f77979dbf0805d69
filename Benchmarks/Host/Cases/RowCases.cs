// Safety: arrays are pinned and have the sizes that are given with them.
using System.Numerics.Tensors;
using HmmGen.Benchmarks.Host.Naive;
using HmmGen.Benchmarks.Host.Vectors;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Items that walk along their rows.</summary>
internal static unsafe class RowCases
{
    /// <summary>Distances from a point.</summary>
    public static HostCase Distance(HostTools tools, int count, bool isFast = false)
    {
        const int Width = 128;
        float[] rows = Values.Of(count * Width), point = Values.Of(Width), distances = Pinned.Zeros<float>(count);
        void Launch(HmmDevice device)
        {
            if (isFast)
            {
                FastKernels.Distance(device, count, Width, rows, point, distances);
            }
            else
            {
                RowKernels.Distance(device, count, Width, rows, point, distances);
            }
        }

        return new HostCase($"L2 rows {count} × {Width}", Launch, () => distances)
        {
            Peers =
            [
                HostTools.Loop(count, (from, to) =>
                {
                    ReadOnlySpan<float> all = rows, one = point;
                    Span<float> target = distances;
                    for (int row = from; row < to; row++)
                    {
                        RowKernels.Distance(row, Width, all, one, target);
                    }
                }),
                HostTools.Vector(count, (from, to) => RowVectors.Distance(from, to, Width, Pinned.At(rows), Pinned.At(point), Pinned.At(distances))),
                HostTools.Tensors(
                    count,
                    (from, to) =>
                    {
                        for (int row = from; row < to; row++)
                        {
                            distances[row] = TensorPrimitives.Distance<float>(rows.AsSpan(row * Width, Width), point);
                        }
                    },
                    tolerance: 1e-5),
                tools.Native.Peer("distance", count, [rows, point, distances], [Width]),
            ],
            Goals = [HostGoal.ByTensors],
        };
    }

    /// <summary>Sums of squares.</summary>
    public static HostCase SumOfSquares(HostTools tools, bool isFast = false)
    {
        const int Count = 2000;
        const int Width = 512;
        float[] rows = Values.Of(Count * Width), sums = Pinned.Zeros<float>(Count);
        void Launch(HmmDevice device)
        {
            if (isFast)
            {
                FastKernels.SumOfSquares(device, Count, Width, rows, sums);
            }
            else
            {
                RowKernels.SumOfSquares(device, Count, Width, rows, sums);
            }
        }

        return new HostCase($"sum of squares {Count} × {Width}", Launch, () => sums)
        {
            Peers =
            [
                HostTools.Loop(Count, (from, to) =>
                {
                    ReadOnlySpan<float> all = rows;
                    Span<float> target = sums;
                    for (int row = from; row < to; row++)
                    {
                        RowKernels.SumOfSquares(row, Width, all, target);
                    }
                }),
                HostTools.Vector(Count, (from, to) => RowVectors.SumOfSquares(from, to, Width, Pinned.At(rows), Pinned.At(sums))),
                HostTools.Tensors(
                    Count,
                    (from, to) =>
                    {
                        for (int row = from; row < to; row++)
                        {
                            sums[row] = TensorPrimitives.SumOfSquares<float>(rows.AsSpan(row * Width, Width));
                        }
                    },
                    tolerance: 1e-5),
                tools.Native.Peer("sum_of_squares", Count, [rows, sums], [Width]),
            ],
            Goals = [HostGoal.ByTensors],
        };
    }

    /// <summary>Softmax.</summary>
    public static HostCase Softmax(HostTools tools, bool isFast = false)
    {
        const int Count = 64;
        const int Width = 1024;
        float[] scores = Values.Of(Count * Width, -5, 5), shares = Pinned.Zeros<float>(Count * Width);
        void Launch(HmmDevice device)
        {
            if (isFast)
            {
                FastKernels.Softmax(device, Count, Width, scores, shares);
            }
            else
            {
                RowKernels.Softmax(device, Count, Width, scores, shares);
            }
        }

        return new HostCase($"softmax {Count} × {Width}", Launch, () => shares)
        {
            Peers =
            [
                HostTools.Loop(Count, (from, to) =>
                {
                    ReadOnlySpan<float> source = scores;
                    Span<float> target = shares;
                    for (int row = from; row < to; row++)
                    {
                        RowKernels.Softmax(row, Width, source, target);
                    }
                }),
                HostTools.Vector(Count, (from, to) => RowVectors.Softmax(from, to, Width, Pinned.At(scores), Pinned.At(shares)), tolerance: 1e-6),
                HostTools.Tensors(
                    Count,
                    (from, to) =>
                    {
                        for (int row = from; row < to; row++)
                        {
                            TensorPrimitives.SoftMax(scores.AsSpan(row * Width, Width), shares.AsSpan(row * Width, Width));
                        }
                    },
                    tolerance: 1e-6),
                tools.Native.Peer("softmax", Count, [scores, shares], [Width]),
            ],
            Goals = [HostGoal.ByTensors],
        };
    }

    /// <summary>Dot products of bytes.</summary>
    public static HostCase DotOfBytes(HostTools tools)
    {
        const int Count = 1024;
        const int Width = 512;
        sbyte[] rows = Pinned.Of(Count * Width, static i => (sbyte)(i * 31 >> 3)), vector = Pinned.Of(Width, static i => (sbyte)(i * 57));
        int[] dots = Pinned.Zeros<int>(Count);
        return new HostCase($"int8 dot {Count} × {Width}", device => RowKernels.DotOfBytes(device, Count, Width, rows, vector, dots), () => dots)
        {
            Peers =
            [
                HostTools.Loop(Count, (from, to) =>
                {
                    ReadOnlySpan<sbyte> all = rows, one = vector;
                    Span<int> target = dots;
                    for (int row = from; row < to; row++)
                    {
                        RowKernels.DotOfBytes(row, Width, all, one, target);
                    }
                }),
                HostTools.Vector(Count, (from, to) => RowVectors.DotOfBytes(from, to, Width, Pinned.At(rows), Pinned.At(vector), Pinned.At(dots))),
                tools.Native.Peer("dot_of_bytes", Count, [rows, vector, dots], [Width]),
            ],
            Goals = HostGoal.ByHand,
        };
    }

    /// <summary>Nearest centres.</summary>
    public static HostCase Assign(HostTools tools)
    {
        const int Count = 8192;
        const int Width = 16;
        const int Centres = 16;
        float[] points = Values.Of(Count * Width), means = Values.Of(Centres * Width);
        int[] nearest = Pinned.Zeros<int>(Count);
        return new HostCase(
            $"k-means {Count} × {Width}, {Centres} centres", device => RowKernels.Assign(device, Count, Width, Centres, points, means, nearest), () => nearest)
        {
            Peers =
            [
                HostTools.Loop(Count, (from, to) =>
                {
                    ReadOnlySpan<float> all = points, some = means;
                    Span<int> target = nearest;
                    for (int point = from; point < to; point++)
                    {
                        RowKernels.Assign(point, Width, Centres, all, some, target);
                    }
                }),
                HostTools.Vector(
                    Count, (from, to) => RowVectors.Assign(from, to, Width, Centres, Pinned.At(points), Pinned.At(means), Pinned.At(nearest))),
                tools.Native.Peer("assign", Count, [points, means, nearest], [Width, Centres]),
            ],
            Goals = HostGoal.ByHand,
        };
    }
}
