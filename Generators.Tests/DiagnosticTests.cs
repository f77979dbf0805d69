using Microsoft.CodeAnalysis;
using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>What is outside the kernel language is refused at the place where it stands, and nothing is emitted for it.</summary>
public sealed class DiagnosticTests
{
    public static TheoryData<string, string, string> Refused => new()
    {
        { "HMM002", "static int [|Bad|](int i, Span<float> x) => 0;", "returns a value" },
        { "HMM002", "static void Bad<T>(int i, Span<float> x) { }", "is generic" },
        { "HMM003", "static void Bad(long i, Span<float> x) { }", "has a long index" },
        { "HMM003", "static void Bad(Span<float> x) { }", "has no index" },
        { "HMM004", "static void Bad(int i, string s, Span<float> x) { }", "takes a string" },
        { "HMM004", "static void Bad(int i, Span<decimal> x) { }", "takes decimals" },
        { "HMM004", "static void Bad(int i, Span<string> x) { }", "takes strings" },
        { "HMM004", "static void Bad(int i, ref int n, Span<float> x) { }", "takes a reference" },
        { "HMM004", "struct S { public decimal B; } static void Bad(int i, Span<S> x) { }", "takes a struct with a decimal" },
        { "HMM004", "struct S(int b) { public int Twice() => b * 2; } static void Bad(int i, Span<S> x) { }", "takes a struct with a captured parameter" },
        { "HMM005", "static void Bad(int i, Span<float> x) { throw new Exception(x[i] > 0 ? \"a\" : \"b\"); }", "throws what is not made of constants" },
        { "HMM005", "static void Bad(int i, Span<float> x) { try { x[i] = 1; } finally { x[i] = 2; } }", "has a try" },
        { "HMM006", "static void Bad(int i, Span<float> x) { Func<int> f = () => i; x[i] = f(); }", "has a lambda" },
        { "HMM005", "static void Bad(int i, Span<float> x) { Span<int> t = stackalloc int[i]; x[i] = t[0]; }", "has an array of unknown length" },
        { "HMM005", "static int Count; static void Bad(int i, Span<float> x) { x[i] = Count; }", "reads a mutable static" },
        { "HMM005", "static void Bad(int i, Span<int> x) { int n = 0; Interlocked.Add(ref n, 1); x[i] = n; }", "has an atomic on a local" },
        { "HMM006", "static void Bad(int i, Span<float> x) { decimal d = i; x[i] = (float)d; }", "has a decimal local" },
        { "HMM006", "static void Bad(int i, Span<float> x) { string s = \"a\"; x[i] = s.Length; }", "has a string local" },
        { "HMM007", "static void Bad(int i, Span<float> x) { Console.WriteLine(); }", "calls the console" },
        { "HMM007", "static void Bad(int i, Span<float> x) { x[i] = MathF.ReciprocalEstimate(x[i]); }", "calls what no device has" },
        { "HMM007", "static void Bad(int i, Span<float> x) { x.Reverse(); }", "calls a method without source" },
        { "HMM008", "static int F(int n) => n < 2 ? n : F(n - 1) + F(n - 2); static void Bad(int i, Span<int> x) { x[i] = F(i); }", "recurses" },
        { "HMM009", "static class T { private static readonly int N = 1; public static int Get() => N; } static void Bad(int i, Span<int> x) { x[i] = T.Get(); }", "reads a private static field of another type" },
        { "HMM010", "static void Bad(int i, Span<int> x, Span<int> y) { Span<int> s = x; if (i > 2) s = y; s[i] = 1; }", "has a span of two origins" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Kernel_IsRefused(string id, string member, string because)
    {
        string source = $$"""
            static partial class Ops
            {
                {{Annotated(member.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal))}}
            }
            """;
        IReadOnlyList<Diagnostic> errors = await Compilations.Errors(source);
        Assert.True(errors.Any(e => e.Id == id), $"A kernel that {because} gave: {string.Join("; ", errors)}");
        Assert.All(errors, e => Assert.True(e.Location.IsInSource));
        GeneratorDriverRunResult run = Compilations.Driver()
            .RunGenerators(Compilations.Of(Compilations.Tree(source)), TestContext.Current.CancellationToken).GetRunResult();
        Assert.DoesNotContain(
            run.Results[0].GeneratedSources,
            s => s.HintName.Contains("Bad", StringComparison.Ordinal) && !s.HintName.EndsWith(".Launch.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NotPartial_IsRefused()
    {
        IReadOnlyList<Diagnostic> errors = await Compilations.Errors("static class Ops { [HmmKernel] static void Bad(int i, Span<int> x) => x[i] = 1; }");
        Assert.Equal("HMM001", Assert.Single(errors).Id);
    }

    [Fact]
    public async Task Error_IsAtTheVeryPlace()
    {
        const string source = "static partial class Ops { [HmmKernel] static void Bad(int i, Span<float> x) { x[i] = 1; Console.Beep(); } }";
        Diagnostic error = Assert.Single(await Compilations.Errors(source));
        Assert.Equal("Console.Beep()", source.Substring(error.Location.SourceSpan.Start, error.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task EveryError_OfAKernel_IsReported()
    {
        IReadOnlyList<Diagnostic> errors = await Compilations.Errors(
            "static partial class Ops { [HmmKernel] static void Bad(int i, Span<float> x) { Console.Beep(); x[i] = 1; Console.Clear(); } }");
        Assert.Equal(2, errors.Count);
    }

    [Fact]
    public async Task GoodKernel_HasNoErrors() =>
        Assert.Empty(await Compilations.Errors("static partial class Ops { [HmmKernel] static void Good(int i, Span<float> x) => x[i] = i; }"));

    private static string Annotated(string member)
    {
        int at = member.IndexOf("Bad", StringComparison.Ordinal);
        int start = member.LastIndexOf("static", at, StringComparison.Ordinal);
        return member.Insert(start, "[HmmKernel] ");
    }
}
