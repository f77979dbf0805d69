using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HmmGen.Generators.Tests.Diagnostics;

/// <summary>What is warned of, and what is near it and is not.</summary>
public sealed class LintTests
{
    public static TheoryData<string, string[]> Bodies => new()
    {
        // Constant indices.
        { "y[-1] = x[i];", ["HMM016: y[-1]"] },
        { "int k = 2 - 3; y[i] = x[k];", ["HMM016: x[k]"] },
        { "y[i] = x[i - i - 1];", ["HMM016: x[i - i - 1]"] },
        { "Span<float> t = stackalloc float[4]; t[7] = 1; y[i] = t[0];", ["HMM016: t[7]"] },
        { "Span<float> t = stackalloc float[4]; t[^4] = 1; y[i] = t[^5];", ["HMM016: t[^5]"] },
        { "float[] t = new float[4]; t[4] = 1; y[i] = t[3];", ["HMM016: t[4]"] },
        { "Span<float> t = stackalloc float[] { 1, 2 }; y[i] = t[2];", ["HMM016: t[2]"] },
        { "y[i] = x[^0];", ["HMM016: x[^0]"] },
        { "y[i] = x[x.Length];", ["HMM016: x[x.Length]"] },
        { "y[i] = x[x.Length - 1] + x[^1] + x[0] + x[1000];", [] },
        { "Span<float> t = stackalloc float[4]; t = t.Slice(1); y[i] = t[2];", [] },
        { "int k = 3; k = i; y[i] = x[k - 4];", [] },

        // One element for all.
        { "y[0] = x[i];", ["HMM017: y[0]"] },
        { "y[n] += x[i];", ["HMM017: y[n]"] },
        { "int k = n + 1; y[k]++; y[i] = 0;", ["HMM017: y[k]"] },
        { "if (i == 0) y[0] = x[i];", [] },
        { "if (x[i] > 0) y[0] = 1;", [] },
        { "if (i > 0) return; y[0] = x[i];", [] },
        { "y[0] = 1;", [] },
        { "HmmAtomic.Add(ref y[0], x[i]);", [] },
        { "y[i / 2] = x[i];", [] },
        { "int k = i; y[k] = x[0];", [] },
        { "for (int j = 0; j < n; j++) y[j] = x[i];", [] },

        // Neighbours.
        { "y[i] = y[i + 1];", ["HMM018: y[i + 1]"] },
        { "y[i] += y[i - 1] * 2;", ["HMM018: y[i - 1]"] },
        { "if (i > 0 && i < n - 1) y[i] = (y[i - 1] + y[i + 1]) / 2;", ["HMM018: y[i - 1]", "HMM018: y[i + 1]"] },
        { "if (i >= n) return; int k = i + 1; y[k - 1] = y[k];", ["HMM018: y[k]"] },
        { "y[n * i] = y[n * i - n];", ["HMM018: y[n * i - n]"] },
        { "y[i] = i > 0 ? y[i - 1] : 0;", ["HMM018: y[i - 1]"] },
        { "y[i] = x[i + 1] + y[i];", [] },
        { "y[2 * i] = y[2 * i + 1];", [] },
        { "y[n * i] = y[n * i + 1];", [] },
        { "if (i % 2 == 0) y[i] = y[i + 1];", [] },
        { "if ((i & 1) == 0) return; y[i] = y[i - 1];", [] },
        { "if (i == 0) y[i] = y[i + 1];", [] },
        { "if (i < 1) y[i] = y[i + 1];", [] },
        { "if (i != 0) return; y[i] = y[i + 1];", [] },
        { "if (n == 0) y[i] = 1; else x2[i] = y[i + 1];", [] },
        { "if (n == 0) { y[i] = y[i + 1]; }", ["HMM018: y[i + 1]"] },
        { "for (int j = 1; j < n; j++) y[i * 8 + j] = y[i * 8 + j - 1];", [] },
        { "y[i] = y[i ^ 1];", [] },
        { "HmmAtomic.Add(ref y[i], y[i + 1]);", [] },
    };

    public static TheoryData<string, string[]> FloatBodies => new()
    {
        { "y[i] = (float)(x[i] * 0.5);", ["HMM020: 0.5"] },
        { "y[i] = (float)Math.Sqrt(x[i]);", ["HMM020: Math.Sqrt"] },
        { "var d = Math.Pow(x[i], 2); y[i] = (float)d;", ["HMM020: Math.Pow"] },
        { "y[i] = (float)(x[i] * Math.PI);", ["HMM020: Math.PI"] },
        { "y[i] = Math.Max(x[i], 1f);", [] },
        { "y[i] = (float)0.1 * x[i];", [] },
        { "double sum = x[i]; y[i] = (float)(sum * 0.5);", [] },
        { "y[i] = (float)((double)x[i] * 0.5);", [] },
        { "y[i] = (float)Half(x[i]);", [] },
        { "y[i] = 0.5f * x[i];", [] },

        // What no float holds.
        { "y[i] = x[i] < 1e300 ? 1 : 0;", [] },
        { "y[i] = x[i] < -3.5e38D ? 1 : 0;", [] },
        { "y[i] = x[i] < 3.4e38 ? 1 : 0;", ["HMM020: 3.4e38"] },
        { "y[i] = (float)(x[i] * 1e-50);", [] },
        { "y[i] = (float)(x[i] + 1e-40);", [] },
        { "y[i] = (float)(x[i] + 1.2e-38);", ["HMM020: 1.2e-38"] },
        { "y[i] = (float)(x[i] + 0.0e-400);", ["HMM020: 0.0e-400"] },
        { "y[i] = (float)(x[i] * (1e30 * 1e30));", [] },
        { "y[i] = (float)(x[i] * (1e-30 * 1e-30 * Math.PI));", [] },
        { "y[i] = x[i] < 1 / 0.0 ? 1 : 0;", ["HMM020: 0.0"] },
        { "y[i] = x[i] < double.PositiveInfinity ? 1 : 0;", [] },
        { "y[i] = (float)Math.Sqrt(x[i] * 1e300);", [] },
        { "y[i] = (float)Math.Sqrt(Math.Max(x[i], 1e-50)) + (float)Math.Sin(x[i]);", ["HMM020: Math.Sin"] },
        { "var large = 1e300; y[i] = (float)Math.Sqrt(x[i] * large);", [] },
        { "y[i] = (float)Math.Sqrt(x[i] < 1e300 ? 1 : 2);", ["HMM020: Math.Sqrt"] },
    };

    public static TheoryData<string, string[]> ReadBodies => new()
    {
        { "y[i] = a[i];", ["HMM021: Span<int> a"] },
        { "y[i] = a.Length + a[^1];", ["HMM021: Span<int> a"] },
        { "foreach (int v in a) y[i] += v;", ["HMM021: Span<int> a"] },
        { "y[i] = Sum(a);", ["HMM021: Span<int> a"] },
        { "a[i] = y[i];", ["HMM021: Span<int> y"] },
        { "y[i] = a[i]++;", [] },
        { "foreach (ref int v in a) v = y[i] = 1;", [] },
        { "(a[i], y[i]) = (1, 2);", [] },
        { "y[i] = Interlocked.Increment(ref a[i]);", [] },
        { "ref int r = ref a[i]; r = y[i] = 1;", [] },
        { "Span<int> s = a.Slice(i); s[0] = y[i] = 1;", [] },
        { "y[i] = 1;", [] },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_IsWarnedOf(string body, string[] findings) =>
        Assert.Equal(findings, (await Kernel("int i, int n, ReadOnlySpan<float> x, Span<float> y, Span<float> x2", body)).Findings());

    [Theory]
    [MemberData(nameof(FloatBodies))]
    public async Task Double_IsFound_AmongFloats(string body, string[] findings) =>
        Assert.Equal(findings, (await Kernel("int i, ReadOnlySpan<float> x, Span<float> y", body)).Findings(DiagnosticSeverity.Info));

    [Theory]
    [InlineData("0.1", "use '0.1f'")]
    [InlineData("1.234567D", "use '1.234567f'")]
    [InlineData("16777216.0", "use '16777216.0f'")]
    [InlineData("16777217.0", "use '16777217.0f', which is 16777216")]
    [InlineData("3.141592653589793", "use '3.141592653589793f', which is 3.14159274")]
    public async Task LostDigits_AreTold(string literal, string advice) => Assert.EndsWith(
        advice,
        (await Kernel("int i, ReadOnlySpan<float> x, Span<float> y", $"y[i] = (float)(x[i] * {literal});")).Reported
            .Single().GetMessage(CultureInfo.InvariantCulture),
        StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(ReadBodies))]
    public async Task Span_OnlyRead_IsFound(string body, string[] findings) =>
        Assert.Equal(findings, (await Kernel("int i, Span<int> a, Span<int> y", body)).Findings(DiagnosticSeverity.Info));

    [Theory]
    [InlineData("a[r * w + c] = a[r * w + c - 1];", "HMM018: a[r * w + c - 1]")]
    [InlineData("if (r > 0) a[r * w + c] = a[(r - 1) * w + c];", "HMM018: a[(r - 1) * w + c]")]
    [InlineData("a[r * w + c] = a[c * w + r];", null)]
    [InlineData("a[r * w + c] = MathF.Min(a[r * w + c], a[r * w + k] + a[k * w + c]);", null)]
    public async Task Neighbour_IsFound_InTables(string body, string? finding)
    {
        Analyzed analyzed = await Kernel("int r, int c, int w, int k, Span<float> a", body, rank: 2);
        Assert.Equal(finding is null ? [] : [finding], analyzed.Findings());
    }

    [Fact]
    public async Task DeepAndSharedExpressions_TakeNoTime()
    {
        string sum = string.Concat(Enumerable.Repeat("i + ", 3000)) + "1";
        string doublings = "int a0 = i; " + string.Concat(Enumerable.Range(1, 70).Select(k => $"int a{k} = a{k - 1} + a{k - 1}; "));
        string body = $"y[{sum}] = 0; {doublings} y[a70] = y[a69]; y[a3 - 7 * i] = y[i + 1];";
        Assert.Equal(
            ["HMM018: y[i + 1]"],
            await Analyzed.Lints($"static partial class Ops {{ [HmmKernel] static void K(int i, Span<int> y) {{ {body} }} }}"));
    }

    [Theory]
    [InlineData("y = y.Slice(i); y[0] = 1;")]
    [InlineData("y = y.Slice(i * 2); y[i] = y[i + 1];")]
    public async Task ReassignedSpan_IsLeftAlone(string body) => Assert.Empty(
        await Analyzed.Lints($"static partial class Ops {{ [HmmKernel] public static void K(int i, Span<int> y) {{ {body} }} }}"));

    [Fact]
    public async Task PartialMethod_IsWarnedOf() => Assert.Equal(
        ["HMM016: y[-1]"],
        (await Analyzed.Of(
            """
            static partial class Ops
            {
                [HmmKernel] static partial void K(int i, Span<int> y);
                static partial void K(int i, Span<int> y) { y[-1] = i; }
            }
            """)).Findings());

    private static Task<Analyzed> Kernel(string parameters, string body, int rank = 1) => Analyzed.Of(
        $$"""
        static partial class Ops
        {
            [HmmKernel(Rank = {{rank}})] public static void K({{parameters}}) { {{body}} }
            static int Sum(ReadOnlySpan<int> s) { int sum = 0; foreach (int v in s) sum += v; return sum; }
            static double Half(double v) => v / 2;
        }
        """);
}
