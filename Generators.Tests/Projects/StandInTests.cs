using System.Reflection;
using System.Runtime.Loader;
using HmmGen.Generators.Signatures;
using HmmGen.Generators.Tests.Diagnostics;
using HmmGen.Generators.Tests.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace HmmGen.Generators.Tests.Projects;

/// <summary>
/// A project has types with the full names of the framework's or HmmGen's. C# takes the project's own, so a kernel runs their code too, or is refused: it never
/// runs the framework's in their place.
/// </summary>
public sealed class StandInTests
{
    /// <summary>The project's own types, and a body that calls them.</summary>
    public static TheoryData<string, string> Taken => new()
    {
        { "namespace System { internal static class MathF { public static float Sqrt(float a) => 42; } }", "x[i] = (int)MathF.Sqrt(4);" },
        { "namespace System { internal static class MathF { } }", "x[i] = (int)float.Round(2.56f, i) + (int)float.Round(1.5f, (MidpointRounding)i);" },
        { "namespace System { internal static class Other { } } namespace System.Numerics { internal static class BitOperations { public static int PopCount(uint a) => 77; } }", "x[i] = System.Numerics.BitOperations.PopCount(1u);" },
        { "namespace System { internal static class BitConverter { public static int SingleToInt32Bits(float a) => 78; } }", "x[i] = BitConverter.SingleToInt32Bits(1f);" },
        { "namespace System.Threading { internal static class Interlocked { public static int Add(ref int a, int b) { a += 50 + b; return 3; } } }", "x[i] = 1; x[i] += Interlocked.Add(ref x[i], 2);" },
        { "namespace System.Diagnostics { internal static class Debug { public static void Assert(bool a) { } } }", "System.Diagnostics.Debug.Assert(i < 0); x[i] = 4;" },
        { "namespace System.Diagnostics { internal class ConditionalAttribute(object s) : Attribute { public object S = s; } }", "Note(x, i);" },
        { "namespace System.Diagnostics { internal class ConditionalAttribute(string s) : Attribute { public object S = s; } }", "x[i] = 5; Note(x, i);" },
        { "namespace System { internal struct Index { public static implicit operator Index(int a) => default; public Index(int a, bool b) { } public int GetOffset(int n) => 0; } }", "x[^(i + 1)] = i + 2;" },
        { "namespace My { class InlineArrayAttribute : Attribute { } class StructLayoutAttribute : Attribute { } [InlineArray, StructLayout] struct S { public int A; } }", "My.S s; s.A = i + 3; x[i] = s.A;" },
    };

    /// <summary>The project's own types, a body that uses them, and what is said of it.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { "namespace System { static class Math { public static int Abs(int a) => 42; } }", "x[i] = Math.Abs(-4);", "HMM009" },
        { "namespace System { static class Math { public static int DivRem(int a, int b) => 42; } }", "x[i] = Math.DivRem(-4, 1);", "HMM009" },
        { "namespace HmmGen { static class HmmAtomic { public static int Add(ref int a, int b) => 42; } }", "x[i] = HmmAtomic.Add(ref x[i], 1);", "HMM009" },
        { "namespace HmmGen.Kernels { static class DeviceMath { } }", "x[i] = 1;", "HMM009" },
        { Index, "Index last = ^1; x[i] = x[last];", "HMM006" },
        { Index, "Index last = new(1, true); x[i] = last.GetOffset(3);", "HMM006" },
        { Index, "x[i] = x[At(i)];", "HMM006" },
        { "namespace System { struct Range { public Range(Index a, Index b) { } public Index Start => default; public Index End => default; } }", "Range r = 1..2; x[i] = 1;", "HMM006" },
        { Tuple, "(int a, int b) = Two(i); x[i] = a + b;", "HMM006" },
        { Tuple, "(int A, int B) t = (i, 1); x[i] = t.A;", "HMM006" },
        { "namespace My { class StructLayoutAttribute : Attribute { } [StructLayout, System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] struct S { [System.Runtime.InteropServices.FieldOffset(0)] public int A; } }", "My.S s; s.A = 1; x[i] = s.A;", "HMM006" },
    };

    /// <summary>The names of types that generated code uses.</summary>
    public static TheoryData<string> Named { get; } = [.. GeneratedTypes.OfFramework];

    private const string Index = "namespace System { struct Index { public static implicit operator Index(int a) => default; public Index(int a, bool b = false) { } public int GetOffset(int n) => 0; } }";
    private const string Tuple = "namespace System { struct ValueTuple<A, B> { public A Item1; public B Item2; public ValueTuple(A a, B b) { Item1 = a; Item2 = a is B c ? c : b; } } }";

    [Theory]
    [MemberData(nameof(Taken))]
    public void The_projects_own_code_runs(string types, string body)
    {
        CSharpCompilation project = Compilations.Of(Compilations.Tree(types, "Types.cs"), Compilations.Tree(
            $$"""
            public static partial class Ops
            {
                [System.Diagnostics.Conditional("NEVER")] static void Note(Span<int> x, int i) => x[i] = 7;
                [HmmKernel] static void K(int i, Span<int> x) { {{body}} }
                public static int[] Launched(HmmDevice d) { int[] x = new int[3]; K(d, 3, x); return x; }
                public static int[] Called() { int[] x = new int[3]; for (int i = 0; i < 3; i++) { K(i, x); } return x; }
            }
            """));
        project = project.WithOptions(project.Options.WithAllowUnsafe(true));
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(project, out Compilation all, out _, TestContext.Current.CancellationToken);
        using MemoryStream stream = new();
        Assert.Empty(all.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error));
        stream.Position = 0;
        Type ops = new AssemblyLoadContext(body).LoadFromStream(stream).GetType("Ops")!;
        using HmmDevice simulated = HmmDevice.Simulated();
        object? called = ops.GetMethod("Called")!.Invoke(null, null);
        MethodInfo launched = ops.GetMethod("Launched")!;
        Assert.Equal(called, launched.Invoke(null, [HmmDevice.Host]));
        Assert.Equal(called, launched.Invoke(null, [simulated]));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Else_it_is_refused(string types, string body, string error)
    {
        string helpers = types == Tuple ? "static (int, int) Two(int i) => (i, 1);" : types == Index ? "static Index At(int i) => default;" : "";
        Analyzed analyzed = await Analyzed.Of($"static partial class Ops {{ {helpers} [HmmKernel] static void K(int i, Span<int> x) {{ {body} }} }}", more: types);
        Assert.Empty(analyzed.User.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error));
        Assert.All(analyzed.Findings(DiagnosticSeverity.Error), finding => Assert.StartsWith(error, finding, StringComparison.Ordinal));
        Assert.NotEmpty(analyzed.Findings(DiagnosticSeverity.Error));
    }

    [Theory]
    [MemberData(nameof(Named))]
    public async Task A_type_that_generated_code_names_is_not_replaced(string name)
    {
        string space = name[..name.LastIndexOf('.')], type = name[(space.Length + 1)..].Replace("`1", "<A>", StringComparison.Ordinal);
        Analyzed analyzed = await Analyzed.Of("static partial class Ops { [HmmKernel] static void K(int i, int a) { } }", more: $"namespace {space} {{ class {type} {{ }} }}");
        Assert.Equal(["HMM009: K"], analyzed.Findings(DiagnosticSeverity.Error));
    }

    /// <summary>In all code that is generated for the corpus, beside what the kernels themselves throw.</summary>
    [Fact]
    public void Every_type_that_generated_code_names_is_known()
    {
        GeneratorDriverRunResult run = Compilations.Driver()
            .RunGeneratorsAndUpdateCompilation(Compilations.Of([.. ParsedKernels.SourcesOfCorpus()]), out Compilation all, out _, TestContext.Current.CancellationToken)
            .GetRunResult();
        HashSet<string> named = [];
        foreach (SyntaxTree tree in run.GeneratedTrees)
        {
            SemanticModel model = all.GetSemanticModel(tree);
            foreach (AliasQualifiedNameSyntax name in tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<AliasQualifiedNameSyntax>())
            {
                IEnumerable<ISymbol?> whole = name.Ancestors().TakeWhile(static outer => outer is QualifiedNameSyntax or MemberAccessExpressionSyntax).Select(outer => model.GetSymbolInfo(outer).Symbol);
                ISymbol? first = whole.FirstOrDefault(static symbol => symbol is INamedTypeSymbol or IMethodSymbol { MethodKind: MethodKind.Constructor });
                if ((first as INamedTypeSymbol ?? first?.ContainingType) is { ContainingAssembly: not ISourceAssemblySymbol } type
                    && type.ContainingNamespace.ToDisplayString().StartsWith("System", StringComparison.Ordinal) && type.BaseType?.Name is not ("Exception" or "SystemException"))
                {
                    named.Add(type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName);
                }
            }
        }

        Assert.Superset(named, GeneratedTypes.OfFramework.ToHashSet());
        Assert.True(named.Count > 10, string.Join('\n', named));
    }

    [Fact]
    public async Task An_attribute_of_the_projects_own_marks_no_kernel()
    {
        Analyzed analyzed = await Analyzed.Of(
            "static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) => x[i] = 1; }", more: "namespace HmmGen { class HmmKernelAttribute : Attribute { } }");
        Assert.Empty(analyzed.Findings(DiagnosticSeverity.Error));
        Assert.Equal(analyzed.User.SyntaxTrees.Count(), analyzed.All.SyntaxTrees.Count());
    }
}
