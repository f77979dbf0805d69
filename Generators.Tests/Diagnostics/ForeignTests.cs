using System.Globalization;
using HmmGen.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace HmmGen.Generators.Tests.Diagnostics;

/// <summary>What kernels may use of another assembly and what is refused: the same in each form of that assembly.</summary>
public sealed class ForeignTests
{
    private const string Library =
        """
        namespace Lib;
        [StructLayout(LayoutKind.Explicit)] public struct Swap { [FieldOffset(4)] public int A; [FieldOffset(0)] public int B; }
        [StructLayout(LayoutKind.Explicit)] public struct Union { [FieldOffset(0)] public int A; [FieldOffset(0)] public float F; }
        [StructLayout(LayoutKind.Auto)] public struct Auto { public byte B; public int A; }
        [StructLayout(LayoutKind.Sequential, Pack = 1)] public struct Packed { public byte B; public int A; }
        [StructLayout(LayoutKind.Sequential, Size = 32)] public struct Sized { public int A; }
        public struct Holder { public int A; public Swap S; }
        public struct HoldsHolder { public int A; public Holder H; }
        public struct Generic<T> where T : unmanaged { public T A; }
        public struct Hidden { int a; public int A { readonly get => a; set => a = value; } }
        public struct Partly { public int A; internal int B; }
        public struct Automatic { public int A { get; set; } }
        public record struct Row(int A, int B);
        [StructLayout(LayoutKind.Sequential)] public struct Plain { public int A; public readonly float F; public bool B; public char C; public E D; }
        public struct Outer { public Plain P; public int A; public Inner I; public struct Inner { public byte A; } }
        public enum E : short { One = 1 }
        public struct Vector
        {
            public int A, B;
            public Vector(int a) { A = B = a; }
            public readonly int Length => A * A + B * B;
            public int Value { readonly get => A; set => A = value; }
            public int this[int i] { readonly get => i; set => A = value; }
            public readonly int Sum() => A + B;
            public readonly void Deconstruct(out int a, out int b) { a = B; b = A; }
            public static Vector operator +(Vector x, Vector y) => x;
            public static implicit operator Vector(int a) => new(a);
        }
        public record struct Open(int A, int B) { public int A = A; public int B = B; }
        public struct Made { public int A; public Made() { A = 5; } }
        public static class C
        {
            public const int Any = 1;
            static int n;
            public static int Next => ++n;
            public static int Boom => throw new InvalidOperationException();
            public static int Get { get; } = 9;
            public static int Set { get; private set; } = 9;
            public static Vector Item => new(++n);
            public static ReadOnlySpan<float> Floats => new float[] { 1, 2, 3 };
            public static int Twice(int a) => 2 * a;
            public static int Extended(this int a) => a;
            public static int Changes = 3;
            public static readonly int Three = 3;
            public static readonly int[] Table = { 1, 2, 3 };
            public static readonly Plain Fixed = new() { A = 3 };
            public static readonly Swap Swapped = default;
            public static readonly Swap[] Swaps = { default };
        }
        public class Base { protected struct Inside { public int A; } }
        public static class Blocks { extension(int a) { public int Double => 2 * a; public int Triple() => 3 * a; } }
        """;

    /// <summary>Structs whose fields are not where a device would look for them, or not known.</summary>
    public static TheoryData<string> RefusedStructs { get; } =
    [
        "Swap", "Union", "Auto", "Packed", "Sized", "Holder", "HoldsHolder", "Generic<int>", "Hidden", "Partly", "Automatic", "Row",
    ];

    /// <summary>Members with code that is not known, each in a statement of a kernel.</summary>
    public static TheoryData<string> RefusedCode { get; } =
    [
        "x[i] = C.Next;", "if (i == 9) { x[i] = C.Boom; }", "x[i] = C.Get;", "x[i] = C.Set;", "x[i] = C.Item.A;", "x[i] = (int)C.Floats[i];",
        "x[i] = v[i].Length;", "Vector w = v[i]; x[i] = w.Length;", "x[i] = v[i] is { Length: > 3 } ? 1 : 0;", "x[i] = v[i].Value;", "v[i].Value = 3;",
        "v[i].Value += 3;", "x[i] = v[i][2];", "v[i][2] = 3;", "x[i] = v[i].Sum();", "var (a, b) = v[i]; x[i] = a - b;", "x[i] = v[i] is (3, _) ? 1 : 0;",
        "v[i] = v[i] + v[i];", "v[i] = i;", "v[i] = new(3);", "x[i] = C.Twice(i);", "x[i] = i.Extended();", "x[i] = i.Double;", "x[i] = i.Triple();",
        "Open o = new(1, 2); x[i] = o.A;", "Open o = default; var (a, b) = o; x[i] = a;", "Open o = default; x[i] = o == default ? 1 : 0;",
        "Open o = default; x[i] = o.Equals(o) ? 1 : 0;", "x[i] = new Made().A;",
        "x[i] = System.Numerics.Quaternion.Identity.X > 0 ? 1 : 0;", "System.Numerics.Quaternion q = default; x[i] = q.IsIdentity ? 1 : 0;",
        "System.Numerics.Matrix3x2 m = default; x[i] = (int)m.Translation.X;", "x[i] = IntPtr.Size;", "x[i] = System.Numerics.Vector<float>.Count;",
    ];

    /// <summary>What works, each in a statement of a kernel.</summary>
    public static TheoryData<string> Accepted { get; } =
    [
        "v[i].A = v[i].B; v[i].B++;", "Vector w = v[i]; w.A = C.Three + C.Any; v[i] = w;", "v[i] = new() { A = 3 };", "v[i] = v[i] with { A = 3 };",
        "x[i] = v[i] is { A: > 3, B: 2 } ? 1 : 0;", "x[i] = C.Table[i] + C.Fixed.A + (C.Fixed.B ? 1 : 0);", "Outer o = default; o.P.A = i; x[i] = o.P.A + o.I.A;",
        "E e = E.One; x[i] = (int)e;", "Open o = default; o.A = 3; x[i] = o.A;", "System.Numerics.Vector4 w = default; w.Y = i; x[i] = (int)w.Y;",
        "x[i] = x.Length + x[..2].Length + (^1).Value;", "foreach (int a in x) { x[i] = a; }",
    ];

    /// <summary>Each of some cases in each form of the library.</summary>
    /// <param name="cases">The cases.</param>
    /// <returns>The pairs.</returns>
    public static IEnumerable<TheoryDataRow<string, string>> InEachForm(string cases)
    {
        TheoryData<string> all = cases switch { "structs" => RefusedStructs, "code" => RefusedCode, _ => Accepted };
        return all.SelectMany(one => ForeignLibrary.Forms.Select(form => new TheoryDataRow<string, string>(one.Data, form.Data)));
    }

    [Theory]
    [MemberData(nameof(InEachForm), "structs")]
    public async Task A_struct_whose_layout_is_another_is_refused(string type, string form)
    {
        Assert.Equal(["HMM004"], await Errors($"[HmmKernel] static void K(int i, Span<int> x, ReadOnlySpan<{type}> s) => x[i] = 1;", form));
        Assert.Equal(["HMM004"], await Errors($"[HmmKernel] static void K(int i, Span<int> x, {type} s) => x[i] = 1;", form));
        Assert.Equal(["HMM006"], await Errors($"[HmmKernel] static void K(int i, Span<int> x) {{ {type} s = default; x[i] = s.GetHashCode(); }}", form));
        Assert.Equal(["HMM004"], await Errors($"struct Own {{ public {type} S; }} [HmmKernel] static void K(int i, Span<int> x, Own s) => x[i] = 1;", form));
    }

    [Theory]
    [InlineData("C.Swapped.A")]
    [InlineData("C.Swaps[i].A")]
    public async Task A_table_of_a_struct_whose_layout_is_another_is_refused(string read)
    {
        foreach (string form in ForeignLibrary.Forms.Select(static row => row.Data))
        {
            Assert.Equal(["HMM006"], await Errors($"[HmmKernel] static void K(int i, Span<int> x) => x[i] = {read};", form));
        }
    }

    [Theory]
    [MemberData(nameof(InEachForm), "code")]
    public async Task Code_that_is_not_known_is_refused(string body, string form) =>
        Assert.All(await Errors($"[HmmKernel] static void K(int i, Span<int> x, Span<Vector> v) {{ {body} }}", form), static id => Assert.Equal("HMM007", id));

    [Theory]
    [MemberData(nameof(InEachForm), "what works")]
    public async Task Fields_tables_and_enums_work(string body, string form) =>
        Assert.Empty(await Errors($"[HmmKernel] static void K(int i, Span<int> x, Span<Vector> v) {{ {body} }}", form, mayWork: true));

    [Fact]
    public async Task A_static_field_that_can_change_is_refused() =>
        Assert.Equal(["HMM005"], await Errors("[HmmKernel] static void K(int i, Span<int> x) => x[i] = C.Changes;", "image"));

    /// <summary>The framework's reference assemblies have the fields of <c>FILETIME</c> by their names, and not as they lie in memory.</summary>
    [Fact]
    public async Task A_struct_of_a_sorted_reference_assembly_is_refused()
    {
        const string Sorted =
            """
            [assembly: System.Runtime.CompilerServices.ReferenceAssembly]
            namespace System.Runtime { public struct Time { public int High, Low; } }
            namespace System.Numerics { public struct Pair { public int X, Y; } }
            """;
        const string Kernel = "[HmmKernel] static void K(int i, Span<int> x, ReadOnlySpan<{0}> t) => x[i] = 1;";
        Assert.Equal(["HMM004"], await Errors(Kernel.Replace("{0}", "System.Runtime.Time", StringComparison.Ordinal), "image", Sorted, "System.Times"));
        Assert.Empty(await Errors(Kernel.Replace("{0}", "System.Numerics.Pair", StringComparison.Ordinal), "image", Sorted, "System.Times", mayWork: true));
        Assert.Empty(await Errors(Kernel.Replace("{0}", "System.Runtime.Time", StringComparison.Ordinal), "image", Sorted, "Times", mayWork: true));
    }

    [Theory]
    [InlineData("", "it comes from another assembly and has fields that cannot be seen here; write a struct of the same values in the project")]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Kernels\")] ", "it comes from another assembly, and its field 'B' is not public, which generated code asks for; write a struct of the same values in the project")]
    public async Task A_field_that_a_friend_sees_is_named(string friend, string reason)
    {
        CSharpCompilation project = Project("[HmmKernel] static void K(int i, Span<int> x, Half h) => x[i] = h.A;", "image", friend + "public struct Half { public int A; internal int B; }", "Friend");
        IEnumerable<Diagnostic> found = await project.WithAnalyzers([new KernelAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith(reason, Assert.Single(found, static d => d.Id == "HMM004").GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>Also those that are locals only. Nothing is asked of the project's own.</summary>
    [Fact]
    public void A_launch_confirms_each_field_of_a_struct_of_another_assembly()
    {
        string text = Generated(
            "struct Own { public int A; } [HmmKernel] static void K(int i, int foreign, Span<Own> x) { Outer o = default; o.P.A = i; x[i].A = o.P.A; }", "image");
        Assert.Contains("Confirm<global::Lib.Outer, global::Ops.KKernel.OuterDeviceStruct>();", text, StringComparison.Ordinal);
        Assert.Contains("Confirm<global::Lib.Plain, global::Ops.KKernel.PlainDeviceStruct>();", text, StringComparison.Ordinal);
        Assert.Contains("ConfirmField(in foreign2, in foreign2.A, in known, in known.A, nameof(known.A));", text, StringComparison.Ordinal);
        Assert.Equal(5 + 3 + 1, Count(text, "DeviceStructLayout.ConfirmField("));
        Assert.Equal(4, Count(text, "DeviceStructLayout.Confirm<"));
    }

    /// <summary>A helper may use a struct that the kernel's type cannot name.</summary>
    [Fact]
    public void A_struct_that_only_a_helper_can_name_is_a_local()
    {
        const string Helper = "class Derived : Base { public static int Of(int i) { Inside s = default; s.A = i; return s.A; } }";
        string text = Generated(Helper + " [HmmKernel] static void K(int i, Span<int> x) => x[i] = Derived.Of(i);", "image");
        Assert.DoesNotContain("ConfirmField", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_equality_of_another_assemblys_record_in_a_record_is_refused()
    {
        foreach (string form in ForeignLibrary.Forms.Select(static row => row.Data))
        {
            const string Kernel = "record struct Own(Open O); [HmmKernel] static void K(int i, Span<int> x, Own o) => x[i] = o == default ? 1 : 0;";
            Assert.Equal(["HMM005"], await Errors(Kernel, form));
        }
    }

    /// <summary>Generated code cannot name a struct that only an alias of its assembly leads to.</summary>
    [Fact]
    public void A_struct_behind_an_alias_is_a_local()
    {
        const string Kernel = "extern alias Other; static partial class Ops { [HmmKernel] static void K(int i, Span<int> x) { Other::Lib.Vector w = default; w.A = i; x[i] = w.A; } }";
        CSharpCompilation project = Compilations.Of(Compilations.Tree(Kernel))
            .AddReferences(ForeignLibrary.Compile(Library, "image").Select(static one => one.WithAliases(["Other"])));
        Assert.Empty(CompileWithKernels(project, out string text));
        Assert.DoesNotContain("ConfirmField", text, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> Errors(
        string members, string form, string library = Library, string name = "Library", bool mayWork = false)
    {
        CSharpCompilation project = Project(members, form, library, name);
        Assert.DoesNotContain(project.GetDiagnostics(TestContext.Current.CancellationToken), static d => d.Severity == DiagnosticSeverity.Error);
        IEnumerable<Diagnostic> found = await project.WithAnalyzers([new KernelAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        string[] errors = [.. found.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id).Distinct()];
        Assert.Equal(mayWork, errors.Length == 0);
        IReadOnlyList<string> wrong = CompileWithKernels(project, out _);
        Assert.True(!mayWork || wrong.Count == 0, string.Join("\n", wrong));
        return errors;
    }

    private static string Generated(string members, string form)
    {
        Assert.Empty(CompileWithKernels(Project(members, form, Library, "Library"), out string text));
        return text;
    }

    private static CSharpCompilation Project(string members, string form, string library, string name)
    {
        string import = library == Library ? "using Lib; " : "";
        return Compilations.Of(Compilations.Tree($"{import}static partial class Ops {{ {members} }}")).AddReferences(ForeignLibrary.Compile(library, form, name));
    }

    private static IReadOnlyList<string> CompileWithKernels(CSharpCompilation project, out string text)
    {
        GeneratorDriverRunResult run = Compilations.Driver()
            .RunGeneratorsAndUpdateCompilation(project, out Compilation all, out System.Collections.Immutable.ImmutableArray<Diagnostic> problems, TestContext.Current.CancellationToken)
            .GetRunResult();
        Assert.Empty(problems);
        text = string.Concat(run.GeneratedTrees.Select(static tree => tree.ToString()));
        return [.. all.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static d => d.Severity == DiagnosticSeverity.Error)
            .Select(static d => d.ToString())];
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
