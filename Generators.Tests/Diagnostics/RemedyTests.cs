using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HmmGen.Generators.Tests.Diagnostics;

/// <summary>A mistake is one error, at the user's own code, that says what to write in its place.</summary>
public sealed class RemedyTests
{
    /// <summary>Generated code is beside the user's when the analyzer runs: no error may be placed there.</summary>
    [Theory]
    [InlineData("K(HmmDevice.Host, 1, x.ToArray());", "K(HmmDevice.Host, 1, x.ToArray())", "call the plain method 'K(i, x)'")]
    [InlineData("K(HmmDevice.Host, i > 2 ? 3 : 4, x.ToArray());", "K(HmmDevice.Host, i > 2 ? 3 : 4, x.ToArray())", "call the plain method 'K(i, x)'")]
    [InlineData("_ = KAsync(HmmDevice.Host, 1, x.ToArray());", "KAsync(HmmDevice.Host, 1, x.ToArray())", "call the plain method 'K(i, x)'")]
    [InlineData("x[i] = KKernel.Rank;", "Rank", "HmmGen generated it for the host")]
    public async Task A_launch_in_a_kernel_is_refused_at_the_call(string body, string place, string remedy)
    {
        Diagnostic error = await Only(
            "[HmmKernel] public static void K(int i, Span<int> x) => x[i] = 1; "
            + $"[HmmKernel] public static void Outer(int i, Span<int> x) {{ {body} }}");
        Assert.Equal(("HMM007", place), (error.Id, Analyzed.TextAt(error)));
        Assert.Contains(remedy, Text(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x[0] = x[i] + x[0];", "operator +")]
    [InlineData("x[i].V = x[i];", "implicit operator int")]
    [InlineData("x[i].V = x[i][2];", "this[].get")]
    [InlineData("x[i].V = x[i].P;", "P.get")]
    [InlineData("x[i].Q = 3;", "Q.set")]
    [InlineData("x[i] = new S(3);", "new S")]
    [InlineData("x[i].V = S.F(i);", "F")]
    public async Task A_member_that_calls_itself_has_its_name_of_the_source(string body, string name)
    {
        const string Struct = """
            struct S
            {
                public int V;
                public S(int a) { V = new S(a).V; }
                public static S operator +(S a, S b) => a + b;
                public static implicit operator int(S s) => s;
                public int this[int i] => this[i];
                public int P => P;
                public int Q { get => 0; set => Q = value; }
                public static int F(int n) => F(n - 1);
            }
            """;
        Diagnostic error = await Only($"[HmmKernel] public static void Outer(int i, Span<S> x) {{ {body} }}", Struct);
        Assert.Equal("HMM008", error.Id);
        Assert.StartsWith($"'{name}' calls itself", Text(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, "H1(i)", "are more than 64 deep")]
    [InlineData(20, "H1(i)", "inline to more than 20000 operations")]
    public async Task A_kernel_that_is_too_large_is_told_the_limit(int depth, string call, string reason)
    {
        string again = depth > 64 ? "" : " + {0}";
        IEnumerable<string> helpers = Enumerable.Range(1, depth).Select(n =>
            $"static int H{n}(int a) => H{n + 1}(a)" + string.Format(CultureInfo.InvariantCulture, again, $"H{n + 1}(a + {n})") + ";");
        Diagnostic error = await Only(
            $"[HmmKernel] public static void Outer(int i, Span<int> x) => x[i] = {call}; static int H{depth + 1}(int a) => a; {string.Concat(helpers)}");
        Assert.Equal("HMM015", error.Id);
        Assert.Contains(reason, Text(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int[] a = [1, i]; a = [4, 5]; x[i] = a[0];", "'a' views '[1, i]' at one place and '[4, 5]' at another (set the elements of one array, or use a local")]
    [InlineData("int[] a = new int[3]; if (i > 2) a = new int[4]; x[i] = a[0];", "'a' views 'new int[3]' at one place and 'new int[4]' at another (set")]
    [InlineData("Span<int> a = stackalloc int[3]; if (i > 2) a = x; a[0] = i;", "'a' views 'stackalloc int[3]' at one place and 'x' at another; in a kernel")]
    [InlineData("ReadOnlySpan<int> a = [1, 2]; if (i > 2) a = [4, 5]; x[i] = a[0];", "'a' views '[1, 2]' at one place and '[4, 5]' at another; in a kernel")]
    [InlineData("ReadOnlySpan<char> a = \"ab\"; if (i > 2) a = \"cd\"; x[i] = a[0];", "'a' views '\"ab\"' at one place and '\"cd\"' at another; in a kernel")]
    public async Task Two_origins_of_a_span_are_quoted(string body, string message)
    {
        Diagnostic error = await Only($"[HmmKernel] public static void Outer(int i, Span<int> x) {{ {body} }}");
        Assert.Equal("HMM010", error.Id);
        Assert.StartsWith(message, Text(error), StringComparison.Ordinal);
    }

    /// <summary>A helper may be far from every kernel.</summary>
    [Theory]
    [InlineData("Helper(i)", "Console.Beep();", "make the text on the host (a kernel reaches it)")]
    [InlineData("Helper(i)", "string s = \"a\";", "use ReadOnlySpan<char> (a kernel reaches it)")]
    [InlineData("Helper(i)", "n = Count;", "or pass it as a parameter (a kernel reaches it)")]
    [InlineData("Helper(i)", "Helper(n);", "write a loop (a kernel reaches it)")]
    [InlineData("Helper(Count)", "n = 1;", "or pass it as a parameter")]
    public async Task An_error_in_a_helper_says_that_a_kernel_reaches_it(string call, string helper, string end)
    {
        Diagnostic error = await Only(
            $"static int Count; static int Helper(int n) {{ {helper} return n; }} [HmmKernel] public static void Outer(int i, Span<int> x) => x[i] = {call};");
        Assert.EndsWith(end, Text(error), StringComparison.Ordinal);
    }

    /// <summary>Which kernel is looked at first is left to chance, and what is said is not.</summary>
    [Fact]
    public async Task A_kernel_that_another_one_calls_is_no_helper()
    {
        Diagnostic error = await Only(
            "static int Count; [HmmKernel] public static void First(int i, Span<int> x) => Second(i, x); [HmmKernel] public static void Second(int i, Span<int> x) => x[i] = Count;");
        Assert.EndsWith("or pass it as a parameter", Text(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("try { x[i] = 1; } catch { }", "'try' cannot run on a device: test for the error before it can happen")]
    [InlineData("lock (Gate) { x[i] = 1; }", "'lock' cannot run on a device: use Interlocked or HmmAtomic")]
    [InlineData("R(x) = 3;", "Assigning 'R(x)', which a method returns by reference, cannot run on a device: assign the element itself")]
    [InlineData("R(x) += i > 2 ? 3 : 4;", "Assigning 'R(x)', which a method returns by reference, cannot run on a device: assign the element itself")]
    [InlineData("if (x is [1, ..]) x[i] = 3;", "The list pattern '[1, ..]' cannot run on a device: compare the length and the elements")]
    [InlineData("throw new Odd { V = 1 };", "The initializer of 'new Odd { V = 1 }' cannot run on a device: pass the values to the constructor")]
    [InlineData("throw new Odd { W = 1, V = i };", "The initializer of 'new Odd { W = 1, V = i }' cannot run on a device: pass the values to the constructor")]
    public async Task What_is_refused_has_a_remedy(string body, string message)
    {
        Diagnostic error = await Only(
            $"static readonly object Gate = new(); static ref int R(Span<int> x) => ref x[0]; [HmmKernel] public static void Outer(int i, Span<int> x) {{ {body} }}",
            "class Odd : Exception { public int V; public int W { get; set; } }");
        Assert.Equal(("HMM005", message), (error.Id, Text(error)));
    }

    private static async Task<Diagnostic> Only(string members, string types = "")
    {
        Analyzed analyzed = await Analyzed.Of($"static partial class Ops {{ {members} }} {types}");
        Assert.Empty(analyzed.All.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        return Assert.Single(analyzed.Reported, d => d.Severity == DiagnosticSeverity.Error);
    }

    private static string Text(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);
}
