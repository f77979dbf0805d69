using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>What is emitted, read by people.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Saxpy() => Verifier.Verify(Compilations.Generate(
        """
        static partial class Ops
        {
            [HmmKernel]
            public static void Saxpy(int i, float a, ReadOnlySpan<float> x, Span<float> y)
                => y[i] += a * x[i];
        }
        """));

    [Fact]
    public void MatrixProduct() => Verifier.Verify(Compilations.Generate(
        """
        namespace Linear;

        internal static partial class Ops
        {
            [HmmKernel(Rank = 2)]
            public static void MatMul(int row, int col, int k, int n, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
            {
                float sum = 0;
                for (int j = 0; j < k; j++)
                    sum += a[row * k + j] * b[j * n + col];
                c[row * n + col] = sum;
            }
        }
        """));

    [Fact]
    public void FlatIndex() => Verifier.Verify(Compilations.Generate(
        """
        static partial class Layers
        {
            [HmmKernel]
            public static void AddBias(int i, int rows, int n, ReadOnlySpan<float> bias, Span<float> x)
            {
                if (i >= rows * n) return;
                x[i] += bias[i % n];
            }
        }
        """));

    [Fact]
    public void PointerChase() => Verifier.Verify(Compilations.Generate(
        """
        static partial class Lists
        {
            [HmmKernel]
            internal static void Sum(int i, ReadOnlySpan<int> heads, ReadOnlySpan<int> next, ReadOnlySpan<long> values, Span<long> sums)
            {
                long sum = 0;
                foreach (int head in heads.Slice(i, 1))
                {
                    for (int node = head; node >= 0; node = next[node])
                    {
                        sum += values[node] / (node + 1);
                    }
                }

                Interlocked.Add(ref sums[i], sum);
            }
        }
        """));
}
