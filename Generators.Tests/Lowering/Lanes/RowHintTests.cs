using HmmGen.Generators.Lowering.Lanes;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Lanes;

/// <summary>Hints are given for rows whose names follow each other, and for no others.</summary>
public sealed class RowHintTests
{
    [Theory]
    [InlineData("y[i * n + j] = x[v[i] * n + j];", "v by 1 for x")]
    [InlineData("float s = 0; for (int k = 0; k < n; k++) s += x[v[i * n + k] * n + j]; y[i * n + j] = s;", "v by 1 for x")]
    [InlineData("float s = 0; for (int k = 0; k < n; k += 2) { int r = v[3 + k + i]; if (r > 3) s += x[(r - 1) * n + j]; } y[i * n + j] = s;", "v by 2 for x")]
    [InlineData("float s = 0; for (int k = v[i]; k < v[i + 1]; k++) { int r = v[k], at = r * n; s += x[at + j]; } y[i * n + j] = s;", "v by 1 for x")]
    [InlineData("int r = v[2 * i]; y[i * n + j] = x[r * n + j] - x[r * n + j + 9] * w[r + j];", "v by 2 for x, v by 2 for x, v by 2 for w")]
    [InlineData("float s = 0; for (int k = 0; k < n; k++) { int at = i * n + k; s += x[v[at] * n + j]; } y[i * n + j] = s;", "v by 1 for x")]

    // Names that do not follow each other, or go back; rows that no element names; elements that are no neighbours; a row that follows from another one's element.
    [InlineData("y[i * n + j] = x[v[i * n] * n + j];", "")]
    [InlineData("y[i * n + j] = x[v[n - i] * n + j];", "")]
    [InlineData("y[i * n + j] = x[v[3] * n + j];", "")]
    [InlineData("float s = 0; for (int k = 0; k < n; k++) s += x[k * n + j]; y[i * n + j] = s;", "")]
    [InlineData("float s = 0; for (int k = 1; k < n; k *= 2) s += x[v[k] * n + j]; y[i * n + j] = s;", "")]
    [InlineData("float s = 0; int r = 0; for (int k = 0; k < n; k++) { r = v[r]; s += x[r * n + j]; } y[i * n + j] = s;", "")]
    [InlineData("float s = 0; for (int k = 0; k < n; k++) s += x[n / v[k] + j]; y[i * n + j] = s;", "")]
    public void Rows_with_names_ahead_are_found(string body, string hints)
    {
        string source = $$"""
            using System;
            using HmmGen;
            public static partial class Kernels
            {
                [HmmKernel(Rank = 2)] public static void K(int i, int j, int n, ReadOnlySpan<int> v, ReadOnlySpan<float> w, ReadOnlySpan<float> x, Span<float> y) { {{body}} }
            }
            """;
        LaneModel lanes = LoweredLanes.Of(source);
        Assert.Equal(hints, string.Join(", ", lanes.Hints.Select(
            hint => $"{lanes.Kernel.Parameters[hint.Name.Access.Parameter].Name} by {hint.Distance} for {lanes.Kernel.Parameters[hint.Row.Parameter].Name}")));
    }
}
