using HmmGen.Generators.Lowering.Lanes;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Lanes;

/// <summary>Loads of neighbours are put together from two others where these have all elements, and nowhere else.</summary>
public sealed class SlidLoadTests
{
    [Theory]
    [InlineData("float v = 0; for (int k = 0; k < 3; k++) v += w[k] * x[i + k]; y[i] = v;", "1 of 2")]
    [InlineData("float v = 0; for (int k = -2; k <= 2; k++) v += w[k + 2] * x[i + 2 + k]; y[i] = v;", "1 of 4, 2 of 4, 3 of 4")]
    [InlineData("float v = 0; for (int k = 4; k > 0; k -= 2) v += x[i + k]; y[i] = v * x[i] * w[0] - v / 3;", "2 of 4")]
    [InlineData("y[i] = x[i + 1] - x[i] * 2 + x[i + 17] - x[i + 16] * x[i + 3];", "1 of 16, 3 of 16")]
    [InlineData("float v = 0; for (int r = 0; r < 2; r++) for (int k = 0; k < 3; k++) v += x[i + r * n + k]; y[i] = v * w[0];", "1 of 2, 1 of 2")]

    // Two loads have nothing between them; other loads are at a distance, as many as an argument says, too far away, or by an index that is set in between, or in a walk along a row.
    [InlineData("y[i] = x[i] * x[i + 1] - w[0] * w[1] + x[i] / 3;", "")]
    [InlineData("float v = 0; for (int k = 0; k < 3; k++) v += x[2 * i + k] * w[k]; y[i] = v;", "")]
    [InlineData("float v = 0; for (int k = 0; k < 16; k++) v += w[i * 16 + k] * x[i + k]; y[i] = v;", "")]
    [InlineData("float v = 0; for (int k = 0; k < n; k++) v += x[i + k] * w[k]; y[i] = v;", "")]
    [InlineData("float v = x[i] * 2 - w[0]; v += x[i + 20] * v; v -= x[i + 40]; y[i] = v;", "")]
    [InlineData("int at = i; float v = x[at++]; v -= x[at++]; v *= x[at]; y[i] = v * v + w[0] / v;", "")]
    public void Loads_between_two_others_are_found(string body, string slid)
    {
        string source = $$"""
            using System;
            using HmmGen;
            public static partial class Kernels
            {
                [HmmKernel] public static void K(int i, int n, ReadOnlySpan<float> w, ReadOnlySpan<float> x, Span<float> y) { {{body}} }
            }
            """;
        LaneModel lanes = LoweredLanes.Of(source);
        Assert.Equal(slid, string.Join(", ", lanes.Slid.Select(static one => $"{one.Ahead} of {one.Distance}").Order(StringComparer.Ordinal)));
    }
}
