using System.Collections.Immutable;
using HmmGen.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace HmmGen.Generators.Tests.Diagnostics;

/// <summary>On request, each kernel says how its work items run on the host.</summary>
public sealed class LaneAnalyzerTests
{
    private const string Source =
        """
        using System;
        using HmmGen;

        static partial class Ops
        {
            [HmmKernel]
            public static void Scale(int i, Span<float> x) => x[i] *= 2;

            [HmmKernel(FloatingPoint = HmmFloatingPoint.Fast)]
            public static void Sum(int i, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z) => z[i] += x[i] * y[i];

            [HmmKernel(Rank = 2)]
            public static void Product(int row, int column, int n, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
            {
                float sum = 0;
                for (int k = 0; k < n; k++) sum += a[row * n + k] * b[k * n + column];
                c[row * n + column] = sum;
            }

            [HmmKernel]
            public static void Bias(int i, int n, ReadOnlySpan<float> bias, Span<float> x) => x[i] += bias[i % n];

            [HmmKernel]
            public static void Shift(int i, Span<float> x) => x[i] = x[i + 1];

            [HmmKernel]
            public static void Look(int i, int n, ReadOnlySpan<int> rows, ReadOnlySpan<float> table, Span<float> y)
            {
                int row = rows[i];
                for (int k = 0; k < n; k++) y[i * n + k] = table[row * n + k];
            }

            [HmmKernel]
            public static void Wrong(int i, Span<string> x) { }
        }
        """;

    [Fact]
    public async Task EachKernel_SaysHowItRuns()
    {
        string[] said = await Said(ReportDiagnostic.Info);

        Assert.Equal(6, said.Length);
        Assert.Contains("On the host, the work items of 'Ops.Scale' run 32 side by side", said);
        Assert.Contains(said, static one => one.Contains("'Ops.Sum'", StringComparison.Ordinal) && one.EndsWith("side by side, fast", StringComparison.Ordinal));
        Assert.Contains("On the host, the work items of 'Ops.Product' run 16 side by side in each of 4 rows", said);
        Assert.Contains("On the host, the work items of 'Ops.Look' run one after another, turns of their loops side by side", said);
        Assert.Contains("On the host, the work items of 'Ops.Bias' run 32 side by side, along rows that the last index counts", said);
        Assert.Contains("On the host, the work items of 'Ops.Shift' run one after another: an item may read or overwrite what another item writes", said);
    }

    [Fact]
    public async Task NobodyIsTold_WhoDoesNotAsk() => Assert.Empty(await Said(ReportDiagnostic.Default));

    private static async Task<string[]> Said(ReportDiagnostic severity)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        CSharpCompilation compilation = Compilations.Of(Compilations.Tree(Source));
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            severity == ReportDiagnostic.Default ? [] : ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("HMM022", severity)));
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([new LaneAnalyzer()]).GetAnalyzerDiagnosticsAsync(cancel);
        return [.. found.Select(static one => one.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
    }
}
