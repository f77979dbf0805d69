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
    public Task Collection_IsMadeASpan(string parameter, string body, string span, string spanBody)
    {
        const string First = "#nullable enable\nstatic partial class Ops { [HmmKernel] static void K(int i, ";
        return FixVerifier.Verify<KernelAnalyzer, ToSpanCodeFix>(
            $"{First}{parameter}, Span<int> y) {{ {body} }} }}", $"{First}{span}, Span<int> y) {{ {spanBody} }} }}");
    }

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
    public Task Double_IsMadeFloat(string before, string after) => FixVerifier.Verify<KernelLintAnalyzer, FloatCodeFix>(
        $"static partial class Ops {{ [HmmKernel] static void K(int i, ReadOnlySpan<float> x, Span<float> y) => y[i] = {before}; }}",
        $"static partial class Ops {{ [HmmKernel] static void K(int i, ReadOnlySpan<float> x, Span<float> y) => y[i] = {after}; }}");
}
