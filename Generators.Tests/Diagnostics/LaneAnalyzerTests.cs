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

    /// <summary>What keeps turns of an item's loops from running side by side.</summary>
    /// <param name="body">The body of a kernel whose items do not.</param>
    /// <param name="reason">What is said of its turns; null where nothing is.</param>
    /// <param name="settings">What the kernel's attribute says.</param>
    /// <returns>The task.</returns>
    [Theory]
    [InlineData("y[names[i]] = x[i];", null)]
    [InlineData("for (int k = 0; k < n; k++) y[names[i] * n + k] += x[i * n + k];", "too: the kernel is fast", "(FloatingPoint = HmmFloatingPoint.Fast)")]
    [InlineData("for (int k = 0; k < n; k++) Interlocked.Add(ref seen[names[i] * n + k], 1);", "too: the kernel changes elements atomically")]
    [InlineData("int j = 0; while (names[j] > i) { y[names[j] * n + j] = 0; j++; }", "in line 12 too: the loop does not count by one to a limit that no turn changes")]
    [InlineData("for (int k = 0; k < n; k += 2) y[names[i] * n + k] += x[i * n + k];", "in line 12 too: the loop does not count by one to a limit that no turn changes")]
    [InlineData("for (int k = 0; k < n; k++) { if (x[i * n + k] > 0) break; y[names[i] * n + k] += x[i * n + k]; }", "in line 12 too: a turn branches or leaves the loop")]
    [InlineData("for (int k = 0; k < n; k++) y[names[i] * n + 2 * k] += x[i * n + k];", "in line 12 too: their elements are no neighbours")]
    [InlineData("float s = 0; for (int k = 0; k < n; k++) s += x[names[i] * n + k]; y[names[i]] = s;", "in line 12 too: a turn leaves a value to those after it")]
    [InlineData("for (int k = 0; k < n; k++) y[names[i] * n + k] = y[names[i] * n + k + 1];", "in line 12 too: a turn stores near what others reach")]
    [InlineData("for (int k = 0; k < n; k++) y[names[i] * n + k] += MathF.Sinh(x[i * n + k]);", "in line 12 too: MathF.Sinh has no form for vectors")]
    [InlineData("for (int k = 0; k < n; k++) { y[names[i]] = x[i]; break; }", null)]
    public async Task KernelsWhoseTurnsHaveNoLanes_SayWhy(string body, string? reason, string settings = "")
    {
        string source = Add("int i, int n, ReadOnlySpan<int> names, ReadOnlySpan<float> x, Span<float> y, Span<int> seen", "// Names are the rows.\n\n" + body, settings);
        string said = Assert.Single(await Said(ReportDiagnostic.Info, source));

        Assert.StartsWith("On the host, the work items of 'Ops.Add' run one after another: ", said);
        Assert.Equal(reason, said.Split("; turns ") is [_, string turns] ? turns : null);
    }

    /// <summary>What keeps items from running side by side, by name and line.</summary>
    /// <param name="body">The body of a kernel whose items do not.</param>
    /// <param name="reason">What is said of them.</param>
    /// <returns>The task.</returns>
    [Theory]
    [InlineData("y[i] = MathF.ScaleB(x[i], seen[0]);", "MathF.ScaleB has no form for vectors (line 10)")]
    [InlineData("y[i] = x[i];\nif (float.IsNegative(x[i + 1])) y[i] = 0;", "float.IsNegative has no form for vectors (line 11)")]
    [InlineData("y[i] = Interlocked.Exchange(ref seen[i], n);", "Interlocked.Exchange has no form for vectors (line 10)")]
    [InlineData("y[i] = Interlocked.Increment(ref seen[i]);", "the result of Interlocked.Add has no form for vectors (line 10)")]
    [InlineData("y[i] = MathF.Sinh(x[i]);", "MathF.Sinh has no vector form, and such functions outweigh the rest (line 10)")]
    [InlineData("y[i] = (i & 1) == 0 ? x[i / 2] : x[i / 2 + n];", "elements of x are scattered (line 10)")]
    [InlineData("float s = 0;\nfor (int k = 0; k < n; k++) s += x[seen[i + k * n]];\ny[i] = s;", "elements of x are scattered (line 11)")]
    [InlineData("Span<float> parts = stackalloc float[4];\nfor (int k = 0; k < n; k++) parts[seen[i] & 3] += x[i];\ny[i] = parts[0];", "elements of a local array are scattered (line 11)")]
    public async Task KernelsWithoutLanes_NameWhatTheyLackThemFor(string body, string reason)
    {
        string source = Add("int i, int n, ReadOnlySpan<float> x, Span<float> y, Span<int> seen", body);
        string said = Assert.Single(await Said(ReportDiagnostic.Info, source));

        Assert.Equal(reason, said.TrimEnd('.').Split(": ")[1].Split("; turns ")[0]);
    }

    // A kernel whose body begins in line 10.
    private static string Add(string parameters, string body, string settings = "") =>
        $$"""
        using System;
        using System.Threading;
        using HmmGen;

        static partial class Ops
        {
            [HmmKernel{{settings}}]
            public static void Add({{parameters}})
            {
                {{body}}
            }
        }
        """;

    private static async Task<string[]> Said(ReportDiagnostic severity, string source = Source)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        CSharpCompilation compilation = Compilations.Of(Compilations.Tree(source));
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            severity == ReportDiagnostic.Default ? [] : ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("HMM022", severity)));
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([new LaneAnalyzer()]).GetAnalyzerDiagnosticsAsync(cancel);
        return [.. found.Select(static one => one.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
    }
}
