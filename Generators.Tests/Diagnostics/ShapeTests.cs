using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace HmmGen.Generators.Tests.Diagnostics;

/// <summary>What is wrong with a kernel's signature and place is said once, at the narrowest place.</summary>
public sealed class ShapeTests
{
    private const string Kernel = "[HmmKernel] public static void K(int i, Span<int> x) => x[i] = 1;";

    public static TheoryData<string, string> Members => new()
    {
        { "[HmmKernel] public static int Bad(int i, Span<float> x) => 0;", "HMM002: Bad" },
        { "[HmmKernel] public static void Bad<T>(int i, Span<float> x) { }", "HMM002: Bad" },
        { "[HmmKernel] public void Bad(int i, Span<float> x) { }", "HMM002: Bad" },
        { "[HmmKernel] public abstract void Bad(int i, Span<float> x);", "HMM002: Bad" },
        { "[HmmKernel] public virtual void Bad(int i, Span<float> x) { }", "HMM002: Bad" },
        { "[HmmKernel] public static extern void Bad(int i, Span<float> x);", "HMM002: Bad" },
        { "[HmmKernel] static partial void Bad(int i, Span<float> x);", "HMM002: Bad" },
        { "[HmmKernel] public static async void Bad(int i, float x) { await System.Threading.Tasks.Task.Yield(); }", "HMM002: Bad" },
        { "[HmmKernel, System.Runtime.InteropServices.UnmanagedCallersOnly] public static void Bad(int i, int n) { }", "HMM002: Bad" },
        { "[HmmKernel] public static void Bad(Span<float> x) { }", "HMM003: Bad" },
        { "[HmmKernel] public static void Bad() { }", "HMM003: Bad" },
        { "[HmmKernel] public static void Bad(long i, Span<float> x) { }", "HMM003: long i" },
        { "[HmmKernel] public static void Bad(double i, Span<float> x) { }", "HMM003: double i" },
        { "[HmmKernel] public static void Bad(int? i, Span<float> x) { }", "HMM003: int? i" },
        { "[HmmKernel] public static void Bad(Index i, Span<float> x) { }", "HMM003: Index i" },
        { "[HmmKernel] public static void Bad(decimal i, Span<float> x) { }", "HMM003: decimal i" },
        { "[HmmKernel] public static void Bad(ref int i, Span<float> x) { }", "HMM003: ref int i" },
        { "[HmmKernel(Rank = 2)] public static void Bad(int i, Span<float> x) { }", "HMM003: Bad" },
        { "[HmmKernel(Rank = 0)] public static void Bad(int i, Span<float> x) { }", "HMM003: Rank = 0" },
        { "[HmmKernel] public static void Bad(int i, float[] x) { x[i] = 1; }", "HMM004: float[] x" },
        { "[HmmKernel] public static void Bad(int i, params float[] x) { x[i] = 1; }", "HMM004: params float[] x" },
        { "[HmmKernel] public static void Bad(int i, float[,] x) { x[i, i] = 1; }", "HMM004: float[,] x" },
        { "[HmmKernel] public static void Bad(int i, List<float> x) { x[i] = 1; }", "HMM004: List<float> x" },
        { "[HmmKernel] public static void Bad(int i, HmmArray<float> x) { x[i] = 1; }", "HMM004: HmmArray<float> x" },
        { "[HmmKernel] public static void Bad(int i, Memory<float> x) { x.Span[i] = 1; }", "HMM004: Memory<float> x" },
        { "[HmmKernel] public static void Bad(int i, IEnumerable<float> x) { }", "HMM004: IEnumerable<float> x" },
        { "[HmmKernel] public static unsafe void Bad(int i, float* x) { x[i] = 1; }", "HMM004: float* x" },
        { "[HmmKernel] public static void Bad(int i, ref int n) { n = i; }", "HMM004: ref int n" },
        { "[HmmKernel] public static void Bad(int i, in Span<int> n) { n[i] = i; }", "HMM004: in Span<int> n" },
        { "[HmmKernel] public static void Bad(int i, string s = \"a\") { }", "HMM004: string s" },
        { "[HmmKernel] public static void Bad(int i, Span<decimal> x) { }", "HMM004: Span<decimal> x" },
        { "[HmmKernel] public static void Bad(int i, int? n) { }", "HMM004: int? n" },
        { "[HmmKernel] public static void Bad(int i, Span<int?> x) { x[i] = 1; }", "HMM004: Span<int?> x" },
        { "[HmmKernel] public static void Bad(int i, ReadOnlySpan<DayOfWeek?> x) { }", "HMM004: ReadOnlySpan<DayOfWeek?> x" },
        { "[HmmKernel] public static void Bad(int i, int?[] x) { }", "HMM004: int?[] x" },
        { "[HmmKernel] public static void Bad(int i, Func<int, int> f) { }", "HMM004: Func<int, int> f" },
        { "[HmmKernel] public static void Bad(int i, (int A, int B) t) { }", "HMM004: (int A, int B) t" },
        { "public static void Outer() { [HmmKernel] static void Bad(int i, Span<float> x) { } Bad(0, default); }", "HMM011: HmmKernel" },
        { "public static Action<int> Outer = [HmmKernel] (i) => { };", "HMM011: HmmKernel" },
        { "public static int Count { [HmmKernel] get => 0; }", "HMM011: HmmKernel" },
        { "[HmmKernel] public static Ops operator +(Ops a, Ops b) => a;", "HMM011: HmmKernel" },
        { "[HmmKernel] public static implicit operator int(Ops a) => 0;", "HMM011: HmmKernel" },
        { "[HmmKernel(Rank = 1)] ~Ops() { }", "HMM011: HmmKernel(Rank = 1)" },
    };

    public static TheoryData<string> Fine =>
    [
        "[HmmKernel] public static void Good(int i, params Span<float> x) => x[i] = 1;",
        "[HmmKernel] public static void Good(int i, Span<float> x, int n = 3) => x[i] = n;",
        "[HmmKernel] static partial void Good(int i, Span<float> x); static partial void Good(int i, Span<float> x) => x[i] = 1;",
        "[HmmKernel] public static void Good(int i, Span<float> x) => x[i] = 1; "
            + "[HmmKernel] public static void Good(int i, Span<int> x) => x[i] = 1;",
        "[HmmKernel] public static void Good(int i, scoped Span<float> x) => x[i] = 1;",
    ];

    /// <summary>What the compiler itself refuses.</summary>
    public static TheoryData<string> Broken =>
    [
        "[HmmKernel] public static void K(int , Span<float> x) { }",
        "[HmmKernel] public static void K(int i, Span<float> ) { }",
        "[HmmKernel] public static void K(int i, Span<Missing> x) { x[i] = 1; }",
        "[HmmKernel] public static void K(int i, Missing[] x) { }",
        "[HmmKernel] public static void K(int i, Span<float> x, Span<float> x) { }",
        "[HmmKernel] public static void K(int i, Span<void> x) { }",
        "[HmmKernel] public static Missing K(int i, Span<float> x) { }",
        "[HmmKernel] public static void (int i, Span<float> x) { }",
        "[HmmKernel] public static void K(int i, Span<float> x);",
        "[HmmKernel] public static void K(int i, Span<float x) { x[i] = 1; }",
        "[HmmKernel] public static void K(int i, Span<float> x) { x[i] = ; Console.Beep(); }",
        "[HmmKernel] public static void K(int i, Span<float> x) { x[i] = (1; }",
        "[HmmKernel(Rank = )] public static void K(int i, Span<float> x) { }",
        "[HmmKernel(Rank = \"a\")] public static void K(int i, Span<float> x) { }",
        "[HmmKernel] public static void",
        "[HmmKernel]",
        "[HmmKernel] int x;",
        "[HmmKernel] Ops() { }",
    ];

    [Theory]
    [MemberData(nameof(Members))]
    public async Task Mistake_IsSaidOnce_AtTheNarrowestPlace(string member, string finding)
    {
        string kind = member.Contains("abstract", StringComparison.Ordinal) ? "abstract partial class" : "partial class";
        Analyzed analyzed = await Analyzed.Of($"{kind} Ops {{ {member} }}");
        Assert.Equal([finding], analyzed.Findings());
        Assert.DoesNotContain(Errors(analyzed.All), d => true);
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public async Task GoodShape_IsAccepted(string member)
    {
        Analyzed analyzed = await Analyzed.Of($"partial class Ops {{ {member} }}");
        Assert.Empty(analyzed.Findings());
        Assert.Empty(Errors(analyzed.All));
        Assert.True(analyzed.All.SyntaxTrees.Count() > 3, "Nothing was generated.");
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task WhatTheCompilerRefuses_IsLeftToIt(string member)
    {
        Analyzed analyzed = await Analyzed.Of($"partial class Ops {{ {member} }}");
        Assert.Empty(analyzed.Findings(DiagnosticSeverity.Hidden));
        Assert.NotEmpty(Errors(analyzed.User));
        Assert.Equal(Errors(analyzed.User).Select(d => d.Id), Errors(analyzed.All).Select(d => d.Id));
    }

    [Theory]
    [InlineData("float[] x", "take 'ReadOnlySpan<float>'")]
    [InlineData("float[][] x", "take one 'ReadOnlySpan<float>'")]
    [InlineData("HmmArray<int> x", "take 'ReadOnlySpan<int>'")]
    [InlineData("IReadOnlyList<int> x", "take 'ReadOnlySpan<int>'")]
    [InlineData("string x", "take 'ReadOnlySpan<char>'")]
    [InlineData("List<string> x", "take 'ReadOnlySpan<char>'")]
    [InlineData("nint x", "take int or long")]
    public async Task RefusedParameter_SaysWhatToTake(string parameter, string advice)
    {
        Analyzed analyzed = await Analyzed.Of($"partial class Ops {{ [HmmKernel] static void Bad(int i, {parameter}) {{ }} }}");
        Assert.Contains(advice, Message(Assert.Single(analyzed.Reported)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TypeThatIsNotPartial_IsSaidOnce_ForAllItsKernels()
    {
        Analyzed analyzed = await Analyzed.Of(
            """
            static class Outer
            {
                public static class Inner
                {
                    [HmmKernel] public static void A(int i, Span<int> x) => x[i] = 1;
                    [HmmKernel] public static void B(int i, Span<int> x) => x[i] = 1;
                }

                [HmmKernel] public static void C(int i, Span<int> x) => x[i] = 1;
            }
            """);
        Assert.Equal(["HMM001: Outer", "HMM001: Inner"], analyzed.Findings());
    }

    [Theory]
    [InlineData("public static void K(HmmDevice d, HmmExtent e, HmmBuffer<int> x) { }", "HMM012: K")]
    [InlineData("public static void KAsync(HmmDevice d, HmmExtent e, HmmBuffer<int> x, CancellationToken c) { }", "HMM012: K")]
    [InlineData("public static int KAsync;", "HMM012: K")]
    [InlineData("public class KAsync { }", "HMM012: K")]
    [InlineData("public static void KAsync(HmmDevice d, HmmExtent e, HmmBuffer<int> x) { }", "HMM012: K")]
    [InlineData("public static void KAsync(HmmDevice d, HmmExtent e, HmmBuffer<int> x, CancellationToken c = default) { }", "HMM012: K")]
    [InlineData("public static void KAsync(HmmDevice d, HmmExtent e, HmmBuffer<int> x, int n = 0) { }", "HMM012: K")]
    [InlineData("public static void KAsync(HmmDevice d, HmmExtent e, HmmBuffer<int> x, CancellationToken c, int n = 0) { }", "HMM012: K")]
    [InlineData("[HmmKernel] public static void KAsync(int i, Span<int> x) => x[i] = 2;", "HMM012: K")]
    [InlineData("[HmmKernel] public static void KAsync(int i, ReadOnlySpan<int> x) { }", "HMM012: K")]
    [InlineData("[HmmKernel] public static void KAsync(int i, Span<int> x, int n = 1) => x[i] = n;", "HMM012: K")]
    [InlineData("[HmmKernel(Rank = 2)] public static void KAsync(int i, int j, Span<int> x) => x[i] = j;", "HMM012: K")]
    [InlineData("[HmmKernel] public static void KAsync(int i, Span<float> x) => x[i] = 2;", null)]
    [InlineData("[HmmKernel] public static void KAsync(int i, Span<int> x, int n) => x[i] = n;", null)]
    [InlineData("public static void KAsync(HmmDevice d, HmmExtent e, HmmBuffer<int> x, int n) { }", null)]
    [InlineData("public static void KAsync(in HmmDevice d, HmmExtent e, HmmBuffer<int> x, CancellationToken c) { }", null)]
    [InlineData("public static void KAsync(int i, Span<int> x) { }", null)]
    [InlineData("public static void K(HmmDevice d, HmmExtent e, HmmReadOnlyBuffer<int> x) { }", null)]
    public async Task MemberWithTheNameOfALaunch_Clashes(string member, string? finding)
    {
        Analyzed analyzed = await Analyzed.Of($"static partial class Ops {{ {Kernel} {member} }}");
        Assert.Equal(finding is null ? [] : [finding], analyzed.Findings());
        Assert.Empty(Errors(analyzed.All));
    }

    [Fact]
    public async Task TypeWithTheNameOfALaunch_Clashes()
    {
        Analyzed analyzed = await Analyzed.Of($"static partial class KAsync {{ {Kernel} }}");
        Assert.Equal(["HMM012: K"], analyzed.Findings());
        Assert.Empty(Errors(analyzed.All));
    }

    [Fact]
    public async Task MemberOfAnExtensionBlock_IsMisplaced()
    {
        Analyzed analyzed = await Analyzed.Of($"static class Ops {{ extension(int n) {{ {Kernel} }} }}");
        Assert.Equal(["HMM011: HmmKernel"], analyzed.Findings());
    }

    [Fact]
    public async Task OldLanguage_IsSaidOnce_ForTheWholeProject()
    {
        const string Body = " { [HmmKernel] public static void K(int i, Span<int> x) => x[i] = 1; }";
        Analyzed analyzed = await Analyzed.Of("static partial class A" + Body, LanguageVersion.CSharp10, "static partial class B" + Body);
        Diagnostic only = Assert.Single(analyzed.Reported);
        Assert.Equal("HMM014", only.Id);
        Assert.Contains("C# 11", Message(only), StringComparison.Ordinal);
        Assert.Contains("C# 10", Message(only), StringComparison.Ordinal);
    }

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

    private static IEnumerable<Diagnostic> Errors(Compilation compilation) =>
        compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error);
}
