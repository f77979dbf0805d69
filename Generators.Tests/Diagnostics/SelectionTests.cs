using Xunit;

namespace HmmGen.Generators.Tests.Diagnostics;

/// <summary>One mistake, one error.</summary>
public sealed class SelectionTests
{
    public static TheoryData<string, string[]> Bodies => new()
    {
        // The compiler says it already.
        { "x[i] = missing;", [] },
        { "x[i] = Missing(i) + 1;", [] },
        { "var k = missing; x[i] = k; x[k] = k + 1;", [] },
        { "Missing k = default; x[i] = k.Size;", [] },
        { "x[i] = Math.Missing(x[i]);", [] },
        { "x[i] = \"a\";", [] },

        // One mistake beside one of the compiler's.
        { "x[i] = missing; Console.Beep();", ["HMM007: Console.Beep()"] },

        // Operands of a refused call do not matter.
        { "Console.WriteLine(string.Concat(\"a\", \"b\"));", ["HMM007: Console.WriteLine(string.Concat(\"a\", \"b\"))"] },

        // Two mistakes stay two.
        { "Console.Beep(); x[i] = 1; Console.Clear();", ["HMM007: Console.Beep()", "HMM007: Console.Clear()"] },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Mistake_IsReportedOnce(string body, string[] findings)
    {
        Analyzed analyzed = await Analyzed.Of(
            $"static partial class Ops {{ [HmmKernel] public static void K(int i, Span<int> x) {{ {body} }} }}");
        Assert.Equal(findings, analyzed.Findings());
    }

    [Theory]
    [InlineData("decimal d = x[i]; x[i] = (int)(d + 1); d = d * d; x[i] = (int)d;")]
    [InlineData("int[] t = new int[i]; t[0] = 1; t[1] = t[0] + 1; x[i] = t[1];")]
    [InlineData("string s = \"a\"; x[i] = s.Length; x[i] += s[0];")]
    [InlineData("S s = new S(3); x[i] = s.Twice();")]
    [InlineData("var s = new S(i); x[i] = s.Twice();")]
    [InlineData("x[i] = new S(i).Twice();")]
    public async Task UsesOfARefusedLocal_AreNotReported(string body)
    {
        Analyzed analyzed = await Analyzed.Of(
            $"static partial class Ops {{ [HmmKernel] public static void K(int i, Span<int> x) {{ {body} }} }} struct S(int b) {{ public int Twice() => b * 2; }}");
        Assert.Single(analyzed.Findings());
    }

    [Fact]
    public async Task MistakeInAHelper_IsReportedOnce_ForAllKernelsThatCallIt()
    {
        Analyzed analyzed = await Analyzed.Of(
            """
            static partial class Ops
            {
                [HmmKernel] public static void A(int i, Span<int> x) => x[i] = Helper(i);
                [HmmKernel] public static void B(int i, Span<int> x) => x[i] = Helper(i + 1);
                private static int Helper(int n) { Console.Beep(); return n; }
            }
            """);
        Assert.Equal(["HMM007: Console.Beep()"], analyzed.Findings());
    }
}
