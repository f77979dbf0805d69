// Safety: arrays are pinned and have the sizes that are given with them; indices lie within their tables.
using System.Numerics.Tensors;
using HmmGen.Benchmarks.Host.Naive;
using HmmGen.Benchmarks.Host.Vectors;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Bodies, and kernels whose data says where to look or where to add.</summary>
internal static unsafe class TableCases
{
    /// <summary>Accelerations of bodies.</summary>
    public static HostCase Accelerate(HostTools tools)
    {
        const int Count = 1024;
        const float Softening = 0.01f;
        float[] values = Values.Of(4 * Count);
        Body[] bodies = Pinned.Of(Count, i => new Body { X = values[4 * i], Y = values[4 * i + 1], Z = values[4 * i + 2], Mass = 1 + values[4 * i + 3] });
        Body[] accelerations = Pinned.Zeros<Body>(Count);
        return new HostCase($"n-body {Count}", device => BodyKernels.Accelerate(device, Count, Softening, bodies, accelerations), () => accelerations)
        {
            Peers =
            [
                HostTools.Loop(Count, (from, to) =>
                {
                    ReadOnlySpan<Body> all = bodies;
                    Span<Body> target = accelerations;
                    for (int i = from; i < to; i++)
                    {
                        BodyKernels.Accelerate(i, Softening, all, target);
                    }
                }),
                HostTools.Vector(Count, (from, to) => BodyVectors.Accelerate(from, to, Softening, Pinned.At(bodies), Count, Pinned.At(accelerations))),
                tools.Native.Peer("accelerate", Count, [bodies, accelerations], [Count, Softening]),
            ],
            Goals = HostGoal.ByHand,
        };
    }

    /// <summary>Sums of table rows.</summary>
    public static HostCase Pool(HostTools tools)
    {
        const int Bags = 256;
        const int Lookups = 20;
        const int Width = 64;
        const int TableRows = 10_000;
        int[] rows = Values.Below(Bags * Lookups, TableRows);
        float[] table = Values.Of(TableRows * Width), pooled = Pinned.Zeros<float>(Bags * Width);
        return new HostCase(
            $"embedding bag {Bags} × {Lookups} × {Width}",
            device => TableKernels.Pool(device, (Bags, Width), Lookups, Width, rows, table, pooled),
            () => pooled)
        {
            Peers =
            [
                HostTools.Loop(Bags, (from, to) =>
                {
                    ReadOnlySpan<int> named = rows;
                    ReadOnlySpan<float> all = table;
                    Span<float> target = pooled;
                    for (int bag = from; bag < to; bag++)
                    {
                        for (int column = 0; column < Width; column++)
                        {
                            TableKernels.Pool(bag, column, Lookups, Width, named, all, target);
                        }
                    }
                }),
                HostTools.Vector(Bags, (from, to) => BodyVectors.Pool(from, to, Lookups, Width, Pinned.At(rows), Pinned.At(table), TableRows, Pinned.At(pooled))),
                HostTools.Tensors(Bags, (from, to) =>
                {
                    for (int bag = from; bag < to; bag++)
                    {
                        Span<float> sum = pooled.AsSpan(bag * Width, Width);
                        sum.Clear();
                        for (int k = 0; k < Lookups; k++)
                        {
                            TensorPrimitives.Add(sum, table.AsSpan(rows[bag * Lookups + k] * Width, Width), sum);
                        }
                    }
                }),
                tools.Native.Peer("pool", Bags, [rows, table, pooled], [Lookups, Width]),
            ],
            Goals = HostGoal.ByHand,
        };
    }

    /// <summary>A gather.</summary>
    public static HostCase Gather(HostTools tools, int tableLength, string size)
    {
        const int Length = 1 << 15;
        int[] index = Values.Below(Length, tableLength);
        float[] table = Values.Of(tableLength), result = Pinned.Zeros<float>(Length);
        return new HostCase($"gather, table of {size}", device => TableKernels.Gather(device, Length, index, table, result), () => result)
        {
            Peers =
            [
                HostTools.Loop(Length, (from, to) =>
                {
                    ReadOnlySpan<int> indices = index;
                    ReadOnlySpan<float> source = table;
                    Span<float> target = result;
                    for (int i = from; i < to; i++)
                    {
                        TableKernels.Gather(i, indices, source, target);
                    }
                }),
                HostTools.Vector(
                    Length, (from, to) => ElementVectors.Gather(from, to, Pinned.At(index), Pinned.At(table), tableLength, Pinned.At(result))),
                tools.Native.Peer("gather", Length, [index, table, result], []),
            ],
            Goals = [HostGoal.NotSlower],
        };
    }

    /// <summary>A sparse matrix by a vector.</summary>
    public static HostCase Sparse(HostTools tools, int least, int most)
    {
        const int Rows = 8192;
        Random random = new(least);
        int[] starts = Pinned.Zeros<int>(Rows + 1);
        for (int row = 0; row < Rows; row++)
        {
            starts[row + 1] = starts[row] + random.Next(least, most + 1);
        }

        int[] columns = Values.Below(starts[Rows], Rows);
        float[] values = Values.Of(starts[Rows]), x = Values.Of(Rows), y = Pinned.Zeros<float>(Rows);
        return new HostCase($"CSR product, {least}–{most} a row", device => TableKernels.Sparse(device, Rows, starts, columns, values, x, y), () => y)
        {
            Peers =
            [
                HostTools.Loop(Rows, (from, to) =>
                {
                    ReadOnlySpan<int> begins = starts, places = columns;
                    ReadOnlySpan<float> factors = values, vector = x;
                    Span<float> target = y;
                    for (int row = from; row < to; row++)
                    {
                        TableKernels.Sparse(row, begins, places, factors, vector, target);
                    }
                }),
                tools.Native.Peer("sparse", Rows, [starts, columns, values, x, y], []),
            ],
            Goals = [HostGoal.NotSlower],
        };
    }

    /// <summary>All items add to one element. Whoever adds in another order comes to another sum; the loop adds on one thread.</summary>
    public static HostCase Sum(HostTools tools)
    {
        const int Length = 1 << 16;
        const double Tolerance = 1e-4;
        float[] x = Values.Of(Length, 0, 1), sum = Pinned.Zeros<float>(1);
        return new HostCase($"atomic sum, {Length / 1024}K", device => TableKernels.Sum(device, Length, x, sum), () => sum)
        {
            Reset = () => sum[0] = 0,
            Peers =
            [
                HostTools.Loop(
                    Length,
                    (from, to) =>
                    {
                        ReadOnlySpan<float> source = x;
                        Span<float> target = sum;
                        for (int i = from; i < to; i++)
                        {
                            TableKernels.Sum(i, source, target);
                        }
                    },
                    pieces: 0) with
                {
                    Tolerance = Tolerance,
                },
                HostTools.Vector(Length, (from, to) => ElementVectors.Sum(from, to, Pinned.At(x), Pinned.At(sum)), Tolerance),
                HostTools.Tensors(
                    Length, (from, to) => HmmAtomic.Add(ref sum[0], TensorPrimitives.Sum<float>(x.AsSpan(from, to - from))), Tolerance),
                tools.Native.Peer("sum", Length, [x, sum], [], pieces: 0) is { } native ? native with { Tolerance = Tolerance } : null,
            ],
            Goals = [new HostGoal(PeerKind.Loop, 1 / 20.0)],
        };
    }

    /// <summary>A histogram of bytes; the loop counts on one thread.</summary>
    public static HostCase Count(HostTools tools, bool isSkewed)
    {
        const int Length = 1 << 18;
        byte[] data = Values.Bytes(Length);
        if (isSkewed)
        {
            for (int i = 0; i < Length; i++)
            {
                data[i] = data[i] < 230 ? (byte)7 : data[i];
            }
        }

        int[] counts = Pinned.Zeros<int>(256);
        return new HostCase(
            $"histogram, {Length / 1024}K{(isSkewed ? ", skewed" : "")}", device => TableKernels.Count(device, Length, data, counts), () => counts)
        {
            Reset = () => counts.AsSpan().Clear(),
            Peers =
            [
                HostTools.Loop(
                    Length,
                    (from, to) =>
                    {
                        ReadOnlySpan<byte> source = data;
                        Span<int> target = counts;
                        for (int i = from; i < to; i++)
                        {
                            TableKernels.Count(i, source, target);
                        }
                    },
                    pieces: 0),
                HostTools.Vector(Length, (from, to) => ElementVectors.Count(from, to, Pinned.At(data), Pinned.At(counts))),
                tools.Native.Peer("count", Length, [data, counts], [], pieces: 0),
            ],
            Goals = [new HostGoal(PeerKind.Loop, 1 / 3.0)],
        };
    }
}
