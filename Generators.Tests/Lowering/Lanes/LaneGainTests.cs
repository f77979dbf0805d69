using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Lanes;

/// <summary>Elements that are reached one by one cost more where neighbouring lanes take turns, and no more where a processor could not guess the branch.</summary>
public sealed class LaneGainTests
{
    [Theory]
    [InlineData("if ((i & 1) == 0) y[i] = x[i >> 1]; else y[i] = x[n + (i >> 1)];", false)]
    [InlineData("y[i] = (i & 1) == 0 ? x[i / 2] : x[i / 2 + n];", false)]
    [InlineData("int k = i % 3; y[i] = k == 0 ? x[i / 3] : k == 1 ? x[n + i / 3] : x[2 * n + i / 3];", false)]
    [InlineData("if (x[i] > 0) y[i] = w[p[i] & 15] * x[i];", true)]
    [InlineData("float a = x[i]; if (a < 0) a *= w[p[i] & 7]; y[i] = a;", true)]
    [InlineData("if (x[i] > 0) y[i] = w[p[i]] + w[p[i + n]] + w[p[i + 2 * n]];", true)]
    [InlineData("if (i < n) y[i] = w[p[i]] + w[p[i + n]] + w[p[i + 2 * n]];", true)]
    [InlineData("y[i] = x[n - i];", true)]
    public void Lanes_are_taken_where_they_gain(string body, bool gains)
    {
        string source = $$"""
            using System;
            using HmmGen;
            public static partial class Kernels
            {
                [HmmKernel] public static void K(int i, int n, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<int> p, Span<float> y) { {{body}} }
            }
            """;
        Assert.Equal(gains, LoweredLanes.Find(source) is not null);
    }
}
