using HmmGen.Generators.Lowering.Lanes;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Lanes;

/// <summary>
/// Loops along rows are walked. Lanes that load the elements of a row one by one have the same bits and take longer than the loop, so no comparison of results
/// finds them.
/// </summary>
public sealed class RowShapeTests
{
    [Theory]
    [InlineData("float a = 0; for (int k = 0; k < n; k++) a += x[i * n + k] * w[k]; y[i] = a;", 1)]
    [InlineData("float a = 0; for (int k = 0; k <= i; k++) a += x[i * n + k] * w[k]; y[i] = a;", 1)]
    [InlineData("for (int j = 0; j <= i; j++) { float a = 0; for (int k = 0; k < n; k++) a += x[i * n + k] * w[j * n + k]; y[i * n + j] = a * 0.5f; }", 2)]
    [InlineData("for (int k = 0; k < n; k++) y[i * n + k] = 0; for (int j = 0; j <= i; j++) { float a = w[i * n + j]; for (int k = 0; k < n; k++) y[i * n + k] += a * x[j * n + k]; }", 2)]
    [InlineData("float a = 0; for (int k = i * n; k < (i + 1) * n; k++) a += x[k]; y[i] = a;", 1)]
    [InlineData("float a = 0; for (int k = n - 1; k >= 0; k--) a = a * 0.9f + x[i * n + k]; y[i] = a;", 1)]
    [InlineData("int a = 0; for (int k = 1; k < n; k++) if (x[i * n + k] > x[i * n + a]) a = k; y[i] = a;", 1)]
    [InlineData("float a = 0, b = 0; int k = 0; for (; k <= n - 2; k += 2) { a += x[i * n + k]; b += x[i * n + k + 1]; } for (; k < n; k++) a += x[i * n + k]; y[i] = a + b;", 2)]
    public void A_loop_along_a_row_is_walked(string body, int walks) => Assert.Equal(walks, Walks(body));

    [Theory]
    [InlineData("float a = 0; for (int k = 0; k < v.Length; k++) a += v[k] * w[k]; y[i] = a;", 1)]
    [InlineData("float a = 0, b = 0; int k = 0; for (; k <= v.Length - 2; k += 2) { a += v[k]; b += v[k + 1]; } for (; k < v.Length; k++) a += v[k]; y[i] = a + b;", 2)]
    [InlineData("float a = 0, b = 0; int k = 0; for (; k + 2 <= v.Length; k += 2) { a += v[k]; b += v[k + 1]; } for (; k < v.Length; k++) a += v[k]; y[i] = a + b;", 2)]
    [InlineData("float a = 0, b = 0; int k = 0; for (; k < v.Length - 1; k += 2) { a += v[k]; b += v[k + 1]; } for (; k < v.Length; k++) a += v[k]; y[i] = a + b;", 2)]
    [InlineData("float a = 0, b = 0; int k = 0; for (; k < (n & ~1); k += 2) { a += v[k]; b += v[k + 1]; } for (; k < v.Length; k++) a += v[k]; y[i] = a + b;", 2)]
    [InlineData("float a = 0, b = 0; for (int k = 0; k < v.Length; k += 2) { a += v[k]; b += v[k + 1]; } y[i] = a + b;", 1)]
    public void A_loop_along_a_slice_is_walked(string body, int walks) => Assert.Equal(walks, Walks("ReadOnlySpan<float> v = x.Slice(i * n, n); " + body));

    [Theory]
    [InlineData("float a = 0; for (int k = 0; k < p[i]; k++) a += x[i * n + k]; y[i] = a;", true)]
    [InlineData("float a = 0; for (int k = 0; k < 3; k++) a += x[i * n + k] * w[k]; y[i] = a;", false)]
    [InlineData("y[i] = x[i * 2] + x[i * 2 + 1];", false)]
    public void Distances_are_trusted_where_nothing_else_gains(string body, bool trusts) => Assert.Equal(trusts, Lower(body).TrustsDistances);

    private static int Walks(string body)
    {
        LaneModel lanes = Lower(body);
        Assert.False(lanes.TrustsDistances);
        return lanes.Walks.Count + lanes.Held.Count;
    }

    private static LaneModel Lower(string body) => LoweredLanes.Of($$"""
        using System;
        using HmmGen;
        public static partial class Kernels
        {
            [HmmKernel] public static void K(int i, int n, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<int> p, Span<float> y) { {{body}} }
        }
        """);
}
