using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Generators.Tests.Projects;

/// <summary>Names that generated code uses itself, that C# takes for something else in places, or that only differ a little.</summary>
public sealed class OddNameTests
{
    private const string Usings = "global using System; global using HmmGen;";

    /// <summary>Members, classes, namespaces and kernels of all names; a quick run tries every third.</summary>
    public static TheoryData<string> Declarations => [.. TestScale.Sample(All, 3)];

    private static string[] All =>
    [
        "static partial class Ops { [HmmKernel] static void Scale(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void scale(int i, Span<int> x) { x[i] = 2; } [HmmKernel] static void SCALE(int i, Span<int> x) { x[i] = 2; } }",
        "static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } static partial class OPS { [HmmKernel] static void k(int i, Span<int> x) { x[i] = 1; } }",
        "namespace A.B { static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } } namespace a.B { static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } } namespace A.b { static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } }",
        "namespace A { static partial class B { static partial class C { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } } } namespace A.B2 { static partial class C { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } }",
        "namespace My.@event.@namespace { static partial class @record { static partial class @file { [HmmKernel] static void @checked(int @var, Span<int> @await) { @await[@var] = 1; } } } }",
        "namespace @global { static partial class @alias { [HmmKernel] static void @global(int i, Span<int> x) { x[i] = 1; } } }",
        "namespace N.System { class Span { } static partial class Ops { [HmmKernel] static void K(int i, global::System.Span<int> x) { x[i] = global::System.Math.Abs(x[i]); } } }",
        "namespace N.ILGPU { class Interop { } static partial class Ops { struct S { public int A; } [HmmKernel] static void K(int i, Span<S> x) { x[i].A = 1; } } }",
        "namespace N.HmmGen { class Kernels { } static partial class HmmDevice { [global::HmmGen.HmmKernel] static void HmmExtent(int i, Span<int> x) { x[i] = 1; } } }",
        "class Span { } class Math { } class Int32 { } class KernelLaunch { } class ItemRecorder { } class PlanValue { } static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = global::System.Math.Max(x[i], 3); } }",
        "namespace HmmGen.More { static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } }",
        "namespace HmmGen.Kernels { static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } }",
        "namespace HmmGen.Kernels.HmmGen { static partial class Ops { [global::HmmGen.HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } }",
        "static partial class Plan { [HmmKernel] static void Plan_(int i, Span<int> x) { x[i] = 1; } static partial class PlanKernel { [HmmKernel] static void Plan(int i, Span<int> x) { x[i] = 1; } } }",
        "static partial class Ops { [HmmKernel] static void Arguments(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void State(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void Descriptor(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void Resumable(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void Direct(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void Site(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void TMemory(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void __hmm(int i, Span<int> x) { x[i] = 1; } }",
        "static partial class Ops { [HmmKernel] static void Equals(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void GetType(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void MemberwiseClone(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void Finalize(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void ReferenceEquals(int i, Span<int> x) { x[i] = 1; } }",
        "static partial class Ops { class Arguments { } class State { } class Site { } class TMemory { } class TProgress { } static int Host, Run, On, Descriptor, memory, frame, slot, address, element; [HmmKernel] static void K(int i, Span<int> x) { if (x[i] > 0) x[i] = x[x[i]]; } }",
        "static partial class FooKernel { static partial class Inner { [HmmKernel] static void Foo(int i, Span<int> x) { x[i] = 1; } } [HmmKernel] static void Foo(int i, Span<int> x) { x[i] = 1; } }",
        "static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void KKernel(int i, Span<int> x) { x[i] = 2; } [HmmKernel] static void KKernel_(int i, Span<int> x) { x[i] = 2; } [HmmKernel] static void KKernelKernel(int i, Span<int> x) { x[i] = 2; } }",
        "static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void K(int i, Span<long> x) { x[i] = 1; } [HmmKernel] static void K(int i, Span<byte> x) { x[i] = 1; } class KKernel2 { } class KKernel3<T> { } static void KKernel() { } }",
        "static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void k(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void K(int i, Span<long> x) { x[i] = 1; } [HmmKernel] static void k(int i, Span<long> x) { x[i] = 1; } }",
        "static partial class Ops { [HmmKernel] static void Add(int i, Span<int> x) { x[i] = 1; } const int AddKernel = 3; static int AddKernel_ => 4; event Action AddKernel__ { add { } remove { } } }".Replace("event", "static event", StringComparison.Ordinal),
        "class Base { protected class KKernel { } } partial class Ops : Base { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } }",
        "partial class Base { [HmmKernel] protected static void K(int i, Span<int> x) { x[i] = 1; } } partial class Ops : Base { [HmmKernel] protected static void L(int i, Span<int> x) { x[i] = 1; } static void M() { K(0, default); } }",
        "partial class Base { [HmmKernel] public static void K(int i, Span<int> x) { x[i] = 1; } } partial class Ops : Base { [HmmKernel] public static new void K(int i, Span<int> x) { x[i] = 2; } }",
        "static partial class Ops { [HmmKernel] static void \\u004b(int \\u0069, Span<int> x) { x[i] = 1; } }",
        "static partial class \u00c4\u00f6\u4e16 { [HmmKernel] static void \u03b1\u03b2(int \u0131, Span<int> \u4e16) { \u4e16[\u0131] = 1; } }",
        "static partial class I { [HmmKernel] static void \u0130(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void \u0131(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void i(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void K\u0130(int i, Span<int> x) { x[i] = 1; } }",
        "static partial class Ops { [HmmKernel] static void \u017f(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void s(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void S(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void \u212a(int i, Span<int> x) { x[i] = 1; } [HmmKernel] static void k(int i, Span<int> x) { x[i] = 1; } }",
        "static partial class Ops { enum @enum { @class = 1, @int } struct @struct { public int @base, @this; public @enum @in; } [HmmKernel] static void K(int i, @struct @params, @enum @ref, Span<@struct> @out) { @out[i].@base = @params.@this + (int)@ref; @out[i].@in = @enum.@int; } }",
        "static partial class Ops { struct Mirror { public int Site; public int A; } struct State { public int Site; public Mirror M; } struct Arguments { public State S; } [HmmKernel] static void K(int i, Arguments arguments, Span<State> state) { State s = state[i]; if (s.M.A > state.Length) s.M.A = arguments.S.M.A; state[s.Site] = s; } }",
        "namespace A { struct P { public int X; } } namespace B { struct P { public int X; } } static partial class Ops { struct P { public int X; } [HmmKernel] static void K(int i, A.P a, B.P b, Span<P> c) { c[i].X = a.X + b.X; A.P d = a; B.P e = b; P f = c[i]; c[i].X = d.X + e.X + f.X; } }",
        "static partial class " + Long('O') + " { [HmmKernel] static void " + Long('K') + "(int i, Span<int> " + Long('x') + ") { int " + Long('y') + " = i; " + Long('x') + "[" + Long('y') + "] = 1; } }",
        "namespace " + string.Join(".", Enumerable.Repeat("Deep", 60)) + " { static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; } } }",
        string.Concat(Enumerable.Range(0, 30).Select(n => $"static partial class C{n} {{ ")) + "[HmmKernel] static void K(int i, Span<int> x) { x[i] = 1; }" + new string('}', 30),
    ];

    /// <summary>Names of a kernel's parameters and locals.</summary>
    private static readonly string[] Names =
    [
        "device", "extent", "launch", "cancellationToken", "hmmDevice", "hmmLaunch", "__hmm", "Block1", "Exit", "Access0", "resume", "TMemory", "TProgress", "Arguments", "State", "Site", "Descriptor",
        "Host", "Run", "Plan", "Start", "On", "memory", "frame", "arguments", "slot", "address", "site", "element", "state", "scratch", "plan", "progress", "first", "end", "at", "at0", "_i", "_x",
        "index", "Index0", "loop", "loop1", "value", "zeros", "xStart", "xLength", "xValue", "iValue", "valueValue", "KKernel", "K", "Ops", "System", "HmmGen", "ILGPU", "global", "Equals", "GetType", "ToString",
        "@int", "@void", "@for", "@this", "@base", "@checked", "@is", "@var", "@await", "@async", "@yield", "@record", "@field", "@file", "@required", "@scoped", "@nameof", "@dynamic", "@when", "@where", "@partial",
        "@global", "@alias", "@nint", "@unmanaged", "@notnull", "@managed", "@with", "@and", "@or", "@not", "@init", "@get", "@set", "@add", "@remove", "@from", "@select", "@allows", "@extension", "@default", "@__arglist", "@__makeref",
        "var", "nint", "nameof", "dynamic", "when", "partial", "value2", "Size", "Length", "Zero", "lane", "Mirror", "Pair", "Read", "Write", "Missed", "Outside", "Parks", "Unsafe", "Math", "MathF", "unchecked_", "int32", "Span", "_", "__", "e\u0301",
    ];

    [Theory]
    [MemberData(nameof(Declarations))]
    public Task Declaration_Builds(string source) => OddProject.Builds([("Usings.cs", Usings), ("Ops.cs", source)]);

    [Theory]
    [InlineData("local")]
    [InlineData("parameter")]
    [InlineData("member")]
    public async Task Everything_MayHaveAnyName(string kind)
    {
        // One project for all names: each has a namespace of its own.
        IEnumerable<string> files = TestScale.Sample(Names, 50).Where(name => kind != "member" || (name[0] != '@' && !IsSpecial(name)))
            .Select((name, number) => $"namespace N{number}.Odd;\n" + (kind switch { "local" => Local(name), "parameter" => Parameter(name, number), _ => Member(name) }));
        await OddProject.Builds([("Usings.cs", Usings), .. files.Select((text, number) => ($"N{number}.cs", text))]);
    }

    // C# itself takes a call of these for something else.
    private static bool IsSpecial(string name) => name is "nameof" or "_" or "var" or "partial" or "dynamic" or "when";

    private static string Local(string name) =>
        $$"""
        static partial class Ops
        {
            struct ThePair { public int Other; public float {{name}}; public int Last; }
            [HmmKernel]
            static void K(int i, int n, Span<int> x, Span<ThePair> pairs)
            {
                int {{name}} = x[i];
                for (int j = 0; j < n; j++) { {{name}} += x[{{name}} & 7]; if ({{name}} > 100) break; }
                ThePair pair = pairs[i];
                pair.{{name}} = {{name}};
                Span<int> table = stackalloc int[4];
                table[{{name}} & 3] = 1;
                pairs[x[table[0]]] = pair;
                pairs[i].Last = {{name}};
            }
        }
        """;

    /// <summary>A parameter of a name, as an index, a scalar and a span. Of each there are two kinds; which one a full run tries, its seed says.</summary>
    private static string Parameter(string name, int number)
    {
        IEnumerable<(string Kernel, string Call)> tried = Parameters(name).Where((_, kind) => RunSize.IsLong || (kind + (kind / 2) + number + TestSeeds.First) % 2 == 0);
        return $$"""
            static partial class Ops
            {
                {{string.Join("\n    ", tried.Select(one => one.Kernel))}}
                static void Use(HmmDevice d, int[] y) { {{string.Join(' ', tried.Select(one => one.Call))}} }
            }
            """;
    }

    private static (string Kernel, string Call)[] Parameters(string name) =>
    [
        ($$"""[HmmKernel] static void Indexed(int {{name}}, Span<int> y) { y[{{name}}] = y[y[{{name}}]] / 2; }""", "Indexed(d, 1, y);"),
        ($$"""[HmmKernel(Rank = 2)] static void Second(int row, int {{name}}, int n, Span<int> y) { for (int k = {{name}}; k < n; k++) y[row * n + k] += {{name}}; }""", "Second(d, (1, 1), 2, y);"),
        ($$"""[HmmKernel] static void Scalar(int i, int {{name}}, Span<int> y) { for (int k = 0; k < {{name}}; k++) y[i + k] += {{name}}; }""", "Scalar(d, 1, 2, y); _ = ScalarAsync(d, 1, 2, y);"),
        ($$"""[HmmKernel] static void Flag(int i, bool {{name}}, Span<int> y) { if ({{name}}) y[i] = 1; }""", "Flag(d, 1, true, y);"),
        ($$"""[HmmKernel] static void Read(int i, ReadOnlySpan<int> {{name}}, Span<int> y) { y[i] = {{name}}[i] + {{name}}.Length; }""", "Read(d, 1, y, y);"),
        (
            $$"""
            [HmmKernel] static void Written(int i, Span<int> {{name}}, int n = 3) { {{name}}[i] += Helped({{name}}[i]) + n; }
            static int Helped(int {{name}}) { {{name}} = {{name}} > 3 ? 3 : {{name}}; return {{name}}; }
            """,
            "Written(d, 1, y);"),
    ];

    private static string Member(string name) =>
        $$"""
        static partial class {{name}}C
        {
            static int {{name}}(int v) => v + 1;
            [HmmKernel] static void Kern(int i, Span<int> y) { y[i] = {{name}}(y[i]); {{name}}L: if (y[i]-- > 0) goto {{name}}L; }
        }
        """;

    private static string Long(char letter) => new(letter, 400);
}
