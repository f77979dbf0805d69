using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Analyzers.Lints;
using HmmGen.Generators.CodeFixes;
using Xunit;

namespace HmmGen.Generators.Tests.CodeFixes;

/// <summary>What each code fix makes of a mistake.</summary>
public sealed class CodeFixTests
{
    [Theory]
    [InlineData("static class {|HMM001:Ops|}", "static partial class Ops")]
    [InlineData("// Of mine.\nclass {|HMM001:Ops|}", "// Of mine.\npartial class Ops")]
    [InlineData("[Serializable]\npublic class {|HMM001:Ops|}", "[Serializable]\npublic partial class Ops")]
    [InlineData("[Serializable]\n// Of mine.\nclass {|HMM001:Ops|}", "[Serializable]\n// Of mine.\npartial class Ops")]
    [InlineData("public readonly record struct {|HMM001:Ops|}", "public readonly partial record struct Ops")]
    public Task Type_IsMadePartial(string before, string after)
    {
        const string Body = " { [HmmKernel] static void K(int i, Span<int> x) => x[i] = 1; }";
        return FixVerifier.Verify<KernelAnalyzer, MakePartialCodeFix>(before + Body, after + Body);
    }

    [Fact]
    public Task TypesAroundAType_AreMadePartial() => FixVerifier.Verify<KernelAnalyzer, MakePartialCodeFix>(
        "class {|HMM001:Outer|} { struct {|HMM001:Inner|} { [HmmKernel] static void K(int i, Span<int> x) => x[i] = 1; } }",
        "partial class Outer { partial struct Inner { [HmmKernel] static void K(int i, Span<int> x) => x[i] = 1; } }");

    [Theory]
    [InlineData("public void {|HMM002:K|}", "public static void K")]
    [InlineData("void {|HMM002:K|}", "static void K")]
    [InlineData("protected internal virtual void {|HMM002:K|}", "protected internal static void K")]
    public Task Method_IsMadeStatic(string before, string after)
    {
        const string First = "partial class Ops { [HmmKernel] ";
        const string Rest = "(int i, Span<int> x) => x[i] = 1; }";
        return FixVerifier.Verify<KernelAnalyzer, MakeStaticCodeFix>(First + before + Rest, First + after + Rest);
    }

    [Theory]
    [InlineData(1, "{|HMM003:K|}(Span<int> x)", "K(int i, Span<int> x)", null)]
    [InlineData(1, "{|HMM003:K|}()", "K(int i)", null)]
    [InlineData(2, "{|HMM003:K|}(int i, Span<int> x)", "K(int i, int j, Span<int> x)", null)]
    [InlineData(3, "{|HMM003:K|}(Span<int> i)", "K(int j, int k, int row, Span<int> i)", null)]
    [InlineData(1, "K({|HMM003:long i|}, Span<int> x)", "K(int i, Span<int> x)", "Change")]
    [InlineData(1, "K({|HMM003:ref int i|}, Span<int> x)", "K(int i, Span<int> x)", "Change")]
    [InlineData(1, "K({|HMM003:float a|}, Span<int> x)", "K(int i, float a, Span<int> x)", "Add")]
    [InlineData(
        1,
        "{|HMM003:K|}(\n    // What is cleared.\n    Span<int> x,\n    Span<int> y)",
        "K(\n    int i,\n    // What is cleared.\n    Span<int> x,\n    Span<int> y)",
        null)]
    [InlineData(2, "{|HMM003:K|}(\n    int i, // Row.\n    Span<int> x)", "K(\n    int i, // Row.\n    int j,\n    Span<int> x)", null)]
    [InlineData(3, "{|HMM003:K|}(\n    int i // Layer.\n)", "K(\n    int i, // Layer.\n    int j,\n    int k\n)", null)]
    [InlineData(2, "{|HMM003:K|}(\n    int i)", "K(\n    int i,\n    int j)", null)]
    [InlineData(1, "{|HMM003:K|}(Span<int> x,\n    Span<int> y)", "K(int i, Span<int> x,\n    Span<int> y)", null)]
    public Task Index_IsAdded(int rank, string before, string after, string? key)
    {
        string first = $"static partial class Ops {{ [HmmKernel(Rank = {rank})] static void ";
        return FixVerifier.Verify<KernelAnalyzer, IndexParameterCodeFix>(first + before + " { } }", first + after + " { } }", key);
    }

    [Theory]
    [InlineData("{|HMM004:int[] x|}", "x[i] = 1;", "Span<int> x", "x[i] = 1;")]
    [InlineData("{|HMM004:int[] x|}", "y[i] = x[i] + x.Length;", "ReadOnlySpan<int> x", "y[i] = x[i] + x.Length;")]
    [InlineData("{|HMM004:int[]? x|}", "y[i] = 1;", "ReadOnlySpan<int> x", "y[i] = 1;")]
    [InlineData("{|HMM004:List<int> x|}", "x[i]++;", "Span<int> x", "x[i]++;")]
    [InlineData("{|HMM004:List<int> x|}", "y[i] = x[0] + x.Count;", "ReadOnlySpan<int> x", "y[i] = x[0] + x.Length;")]
    [InlineData("{|HMM004:IReadOnlyList<int> x|}", "y[i] = x[0];", "ReadOnlySpan<int> x", "y[i] = x[0];")]
    [InlineData("{|HMM004:HmmArray<int> x|}", "x[i] = 2;", "Span<int> x", "x[i] = 2;")]
    [InlineData("{|HMM004:Memory<int> x|}", "x.Span[i] = 2;", "Span<int> x", "x[i] = 2;")]
    [InlineData("{|HMM004:ReadOnlyMemory<int> x|}", "y[i] = x.Span[i];", "ReadOnlySpan<int> x", "y[i] = x[i];")]
    [InlineData("{|HMM004:int[] x|}", "((x[i], y[i]), _) = ((1, 2), 3);", "Span<int> x", "((x[i], y[i]), _) = ((1, 2), 3);")]
    [InlineData("{|HMM004:int[] x|}", "(y[i], y[0]) = (x[i], x[0]);", "ReadOnlySpan<int> x", "(y[i], y[0]) = (x[i], x[0]);")]
    [InlineData("{|HMM004:int[] x|}", "x.AsSpan().Fill(1);", "Span<int> x", "x.Fill(1);")]
    [InlineData("{|HMM004:int[] x|}", "x.AsSpan(i).Fill(1);", "Span<int> x", "x.Slice(i).Fill(1);")]
    [InlineData("{|HMM004:int[] x|}", "x.AsSpan(i, 2)[0] = 1;", "Span<int> x", "x.Slice(i, 2)[0] = 1;")]
    [InlineData("{|HMM004:int[] x|}", "x.AsSpan(i..)[0] = 1;", "Span<int> x", "x[i..][0] = 1;")]
    [InlineData("{|HMM004:int[] x|}", "x.AsSpan(^2)[0] = 1;", "Span<int> x", "x[^2..][0] = 1;")]
    [InlineData("{|HMM004:int[] x|}", "Range r = i..; x.AsSpan(r)[0] = 1;", "Span<int> x", "Range r = i..; x[r][0] = 1;")]
    [InlineData("{|HMM004:int[] x|}", "var k = ^2; x.AsSpan(k)[0] = 1;", "Span<int> x", "var k = ^2; x[k..][0] = 1;")]
    [InlineData("{|HMM004:int[] x|}", "y[i] = x.AsSpan(start: 1, length: 2)[1];", "ReadOnlySpan<int> x", "y[i] = x.Slice(start: 1, length: 2)[1];")]
    [InlineData("{|HMM004:int[] x|}", "y[i] = MemoryExtensions.AsSpan(x, 1)[i];", "ReadOnlySpan<int> x", "y[i] = x.Slice(1)[i];")]
    [InlineData("{|HMM004:int[] x|}", "foreach (ref int v in x.AsSpan()) v = 1;", "Span<int> x", "foreach (ref int v in x) v = 1;")]
    [InlineData("{|HMM004:int[] x|}", "foreach (int v in x.AsSpan(1)) y[i] += v;", "ReadOnlySpan<int> x", "foreach (int v in x.Slice(1)) y[i] += v;")]
    [InlineData("{|HMM004:HmmArray<int> x|}", "x.AsSpan().Fill(1);", "Span<int> x", "x.Fill(1);")]
    [InlineData("{|HMM004:Memory<int> x|}", "Span<int> s = x.Slice(1).Span[1..]; s[i] = 2;", "Span<int> x", "Span<int> s = x.Slice(1)[1..]; s[i] = 2;")]
    public Task Collection_IsMadeASpan(string parameter, string body, string span, string spanBody)
    {
        const string First = "#nullable enable\nstatic partial class Ops { [HmmKernel] static void K(int i, ";
        return FixVerifier.Verify<KernelAnalyzer, ToSpanCodeFix>(
            $"{First}{parameter}, Span<int> y) {{ {body} }} }}", $"{First}{span}, Span<int> y) {{ {spanBody} }} }}");
    }

    [Theory]
    [InlineData("{|HMM004:int[]? x|} = null", "ReadOnlySpan<int> x")]
    [InlineData("{|HMM004:int[]? x|} /* none */ = null", "ReadOnlySpan<int> x /* none */")]
    public Task Default_GoesWithItsSpace(string before, string after)
    {
        const string First = "#nullable enable\nstatic partial class Ops { [HmmKernel] static void K(int i, Span<int> y, ";
        return FixVerifier.Verify<KernelAnalyzer, ToSpanCodeFix>($"{First}{before}) {{ y[i] = 1; }} }}", $"{First}{after}) {{ y[i] = 1; }} }}");
    }

    [Fact]
    public Task Collections_OfOneKernel_AreMadeSpansTogether() => FixVerifier.Verify<KernelAnalyzer, ToSpanCodeFix>(
        "static partial class Ops { [HmmKernel] static void K(int i, {|HMM004:int[] x|}, {|HMM004:List<int> y|}) { ((x[i], y[i]), _) = ((1, 2), y.Count); } }",
        "static partial class Ops { [HmmKernel] static void K(int i, Span<int> x, Span<int> y) { ((x[i], y[i]), _) = ((1, 2), y.Length); } }");

    [Theory]
    [InlineData("{|HMM021:Span<int> x|}", "ReadOnlySpan<int> x")]
    [InlineData("{|HMM021:System.Span<int> x|}", "System.ReadOnlySpan<int> x")]
    [InlineData("{|HMM021:scoped Span<int> x|}", "scoped ReadOnlySpan<int> x")]
    public Task Span_IsMadeReadOnly(string before, string after) => FixVerifier.Verify<KernelLintAnalyzer, ReadOnlySpanCodeFix>(
        $"static partial class Ops {{ [HmmKernel] static void K(int i, {before}, Span<int> y) => y[i] = x[i]; }}",
        $"static partial class Ops {{ [HmmKernel] static void K(int i, {after}, Span<int> y) => y[i] = x[i]; }}");

    [Theory]
    [InlineData("(float)(x[i] * {|HMM020:0.5|})", "(float)(x[i] * 0.5f)")]
    [InlineData("(float)(x[i] * {|HMM020:1e-3d|})", "(float)(x[i] * 1e-3f)")]
    [InlineData("(float){|HMM020:Math.Sqrt|}(x[i])", "MathF.Sqrt(x[i])")]
    [InlineData("(float){|HMM020:System.Math.Sin|}(x[i])", "System.MathF.Sin(x[i])")]
    [InlineData("(float)(x[i] * {|HMM020:Math.PI|})", "(float)(x[i] * MathF.PI)")]
    [InlineData("(float){|HMM020:Math.FusedMultiplyAdd|}(x[i], {|HMM020:2.0|}, {|HMM020:1.0|})", "MathF.FusedMultiplyAdd(x[i], 2.0f, 1.0f)")]
    [InlineData("(float){|HMM020:Math.Exp|}(-{|HMM020:0.5|} * x[i] * x[i])", "MathF.Exp(-0.5f * x[i] * x[i])")]
    [InlineData("(float){|HMM020:Math.Sqrt|}(x[i] * (float)1e300)", "MathF.Sqrt(x[i] * (float)1e300)")]
    public Task Double_IsMadeFloat(string before, string after) => FixVerifier.Verify<KernelLintAnalyzer, FloatCodeFix>(
        $"static partial class Ops {{ [HmmKernel] static void K(int i, ReadOnlySpan<float> x, Span<float> y) => y[i] = {before}; }}",
        $"static partial class Ops {{ [HmmKernel] static void K(int i, ReadOnlySpan<float> x, Span<float> y) => y[i] = {after}; }}");
}
