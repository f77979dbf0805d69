// Safety: matrices are pinned and have the sizes that are given with them.
using System.Numerics.Tensors;
using HmmGen.Benchmarks.Host.Naive;
using HmmGen.Benchmarks.Host.Vectors;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Matrices.</summary>
internal static unsafe class MatrixCases
{
    /// <summary>The size up to which the plain loop is worth waiting for.</summary>
    private const int Patience = 512;

    /// <summary>The product of square matrices.</summary>
    public static HostCase Product(HostTools tools, int size, bool isFast = false)
    {
        float[] a = Values.Of(size * size), b = Values.Of(size * size), c = Pinned.Zeros<float>(size * size);
        void Launch(HmmDevice device)
        {
            if (isFast)
            {
                FastKernels.Multiply(device, (size, size), size, size, a, b, c);
            }
            else
            {
                MatrixKernels.Multiply(device, (size, size), size, size, a, b, c);
            }
        }

        return new HostCase($"matrix product {size}", Launch, () => c)
        {
            Peers =
            [
                size > Patience ? null : HostTools.Loop(size, (from, to) =>
                {
                    ReadOnlySpan<float> left = a, right = b;
                    Span<float> product = c;
                    for (int row = from; row < to; row++)
                    {
                        for (int column = 0; column < size; column++)
                        {
                            MatrixKernels.Multiply(row, column, size, size, left, right, product);
                        }
                    }
                }),
                HostTools.Vector(
                    size, (from, to) => MatrixVectors.Multiply(from, to, size, Pinned.At(a), Pinned.At(b), Pinned.At(c)), pieces: 1),
                HostTools.Tensors(size, (from, to) =>
                {
                    for (int row = from; row < to; row++)
                    {
                        Span<float> sums = c.AsSpan(row * size, size);
                        sums.Clear();
                        for (int k = 0; k < size; k++)
                        {
                            TensorPrimitives.MultiplyAdd(b.AsSpan(k * size, size), a[row * size + k], sums, sums);
                        }
                    }
                }),
                tools.Blas.Product(size, a, b, c),
                tools.Native.Peer("multiply", size, [a, b, c], [size]),
            ],
            Goals = [new HostGoal(PeerKind.Blas, 1 / 0.75)],
        };
    }

    /// <summary>Rows become columns.</summary>
    public static HostCase Transpose(HostTools tools, int size)
    {
        float[] source = Values.Of(size * size), target = Pinned.Zeros<float>(size * size);
        return new HostCase($"transpose {size}", device => MatrixKernels.Transpose(device, (size, size), size, size, source, target), () => target)
        {
            Peers =
            [
                HostTools.Loop(size, (from, to) =>
                {
                    ReadOnlySpan<float> rows = source;
                    Span<float> columns = target;
                    for (int row = from; row < to; row++)
                    {
                        for (int column = 0; column < size; column++)
                        {
                            MatrixKernels.Transpose(row, column, size, size, rows, columns);
                        }
                    }
                }),
                HostTools.Vector(size, (from, to) => MatrixVectors.Transpose(from, to, size, size, Pinned.At(source), Pinned.At(target))),
                tools.Native.Peer("transpose", size, [source, target], [size, size]),
            ],
            Goals = HostGoal.ByHand,
        };
    }

    /// <summary>A multiple is added, of matrices that lie by columns.</summary>
    public static HostCase AddColumns(HostTools tools, int size)
    {
        float[] a = Values.Of(size * size), c = Pinned.Zeros<float>(size * size);
        return new HostCase($"sum by columns {size}", device => MatrixKernels.AddColumns(device, (size, size), size, 0.5f, a, c), () => c)
        {
            Reset = () => c.AsSpan().Clear(),
            Peers =
            [
                HostTools.Loop(size, (from, to) =>
                {
                    ReadOnlySpan<float> added = a;
                    Span<float> sums = c;
                    for (int row = from; row < to; row++)
                    {
                        for (int column = 0; column < size; column++)
                        {
                            MatrixKernels.AddColumns(row, column, size, 0.5f, added, sums);
                        }
                    }
                }),
                HostTools.Vector(size * size, (from, to) => ElementVectors.Saxpy(from, to, 0.5f, Pinned.At(a), Pinned.At(c))),
                tools.Native.Peer("saxpy", size * size, [a, c], [0.5f]),
            ],
            Goals = HostGoal.ByHand,
        };
    }

    /// <summary>The product of square matrices that lie by columns: that of the exchanged matrices by rows.</summary>
    public static HostCase ProductByColumns(int size)
    {
        float[] a = Values.Of(size * size), b = Values.Of(size * size), c = Pinned.Zeros<float>(size * size);
        return new HostCase($"product by columns {size}", device => MatrixKernels.MultiplyColumns(device, (size, size), size, size, a, b, c), () => c)
        {
            Peers =
            [
                HostTools.Loop(size, (from, to) =>
                {
                    ReadOnlySpan<float> left = a, right = b;
                    Span<float> product = c;
                    for (int row = from; row < to; row++)
                    {
                        for (int column = 0; column < size; column++)
                        {
                            MatrixKernels.MultiplyColumns(row, column, size, size, left, right, product);
                        }
                    }
                }),
                HostTools.Vector(size, (from, to) => MatrixVectors.Multiply(from, to, size, Pinned.At(b), Pinned.At(a), Pinned.At(c)), pieces: 1),
            ],
            Goals = HostGoal.ByHand,
        };
    }
}
