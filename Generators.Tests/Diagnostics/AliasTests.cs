using System.Globalization;
using HmmGen.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace HmmGen.Generators.Tests.Diagnostics;

/// <summary>
/// Two assemblies have types of the same names, and one of them has an alias only. Generated code starts its names with <c>global::</c>, which leads to the
/// other one's, or to none. So what would be named there is refused.
/// </summary>
public sealed class AliasTests
{
    private const string Library =
        """
        namespace Shared
        {
            public static class T { public const int Fixed = 5; public static readonly float Scale = 100; public static readonly int[] Table = { 100 }; }
            public class Ex : Exception { public Ex() { } public Ex(int a) { } }
            public class Of<A> { public class Ex : Exception { public Ex() { } } }
            public struct P { public int A; }
            public enum E { None, One }
        }
        namespace System { public class ObsoleteAttribute : Attribute { public ObsoleteAttribute() { } } }
        namespace System.Runtime.Versioning { public class SupportedOSPlatformAttribute : Attribute { public SupportedOSPlatformAttribute(string n) { } } }
        """;

    private const string First = "namespace Shared { public static class T { public static readonly float Scale = 1; } public struct P { public int A; } public enum E { None } }";

    private const string Own =
        """
         class Wrong : Exception { public Wrong(two::Shared.E e) { } public Wrong(two::Shared.Ex inner, int n) { } public Wrong() { } }
         class Wrong<A> : Exception { public class Inner : Exception { } }
         struct Holder { public two::Shared.P P; }
        """;

    /// <summary>The body of a kernel, and what is said of it.</summary>
    public static TheoryData<string, string> Bodies => new()
    {
        { "x[i] = (int)two::Shared.T.Scale;", "HMM009" },
        { "x[i] = two::Shared.T.Table[0];", "HMM009" },
        { "x[i] = Kept[0].A;", "HMM009" },
        { "x[i] = Single.A;", "HMM009" },
        { "x[i] = Held.P.A;", "HMM009" },
        { "x[i] = (int)Kind;", "HMM009" },
        { "throw new two::Shared.Ex();", "HMM009" },
        { "throw new two::Shared.Ex(3);", "HMM009" },
        { "throw new two::Shared.Of<int>.Ex();", "HMM009" },
        { "throw new Wrong<two::Shared.P>();", "HMM009" },
        { "throw new Wrong<two::Shared.P[]>.Inner();", "HMM009" },
        { "throw new Wrong(two::Shared.E.One);", "HMM009" },
        { "throw new Wrong(null, 3);", "HMM009" },
        { "Fail();", "HMM009" },
    };

    /// <summary>The parameters of a kernel.</summary>
    public static TheoryData<string> Parameters =>
    [
        "Span<two::Shared.P> p", "ReadOnlySpan<two::Shared.P> p", "two::Shared.P p", "two::Shared.E e", "two::Shared.E e = two::Shared.E.One",
        "Span<two::Shared.E> e", "Holder h", "Span<Holder> h",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_name_in_a_body_is_refused(string body, string error) => await Refused($"[HmmKernel] static void K(int i, Span<int> x) {{ {body} }}", error);

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task A_parameters_type_is_refused(string parameter) => await Refused($"[HmmKernel] static void K(int i, Span<int> x, {parameter}) => x[i] = 1;", "HMM004");

    [Theory]
    [InlineData("two::System.Obsolete")]
    [InlineData("two::System.Runtime.Versioning.SupportedOSPlatform(\"linux\")")]
    public async Task An_attribute_that_overloads_repeat_is_refused(string attribute) =>
        await Refused($"[HmmKernel, {attribute}] static void K(int i, Span<int> x) => x[i] = 1;", "HMM009");

    [Theory]
    [InlineData("x[i] = two::Shared.T.Fixed;")]
    [InlineData("two::Shared.P p = default; p.A = i; x[i] = p.A;")]
    [InlineData("two::Shared.E e = two::Shared.E.One; x[i] = e == two::Shared.E.None ? 1 : 2;")]
    [InlineData("x[i] = (int)Shared.T.Scale;")]
    public async Task What_needs_no_name_works(string body) =>
        Assert.Empty(await Errors($"[HmmKernel] static void K(int i, Span<int> x) {{ {body} }}", ["two"], true));

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_reference_that_global_leads_to_works(string body, string error)
    {
        Assert.NotEmpty(error);
        Assert.Empty(await Errors($"[HmmKernel] static void K(int i, Span<int> x) {{ {body} }}", ["two", "global"], false));
    }

    /// <summary>The name alone is that of the launch overload's parameter.</summary>
    [Fact]
    public void A_member_with_a_type_of_the_same_name_takes_no_overload()
    {
        const string Kernel = "[HmmKernel] static void K(int i, Shared.P p) { } static void K(HmmDevice d, HmmExtent e, two::Shared.P p) { }";
        CSharpCompilation project = Project(Kernel, ["two"], true).AddSyntaxTrees(Compilations.Tree("static partial class Ops { static void Go(HmmDevice d, Shared.P p) => K(d, 1, p); }", "Go.cs"));
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(project, out Compilation all, out _, TestContext.Current.CancellationToken);
        Assert.Empty(Compilation(all));
    }

    [Fact]
    public async Task The_message_says_where_the_name_leads()
    {
        Diagnostic error = Assert.Single(await Found(Project("[HmmKernel] static void K(int i, Span<float> x) => x[i] = two::Shared.T.Scale;", ["two"], true)));
        Assert.EndsWith(
            ": the name 'global::Shared.T' in generated code does not lead to the type of the assembly 'Second'", error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    // With and without another assembly that has the names.
    private static async Task Refused(string kernel, string error)
    {
        Assert.Equal([error], (await Errors(kernel, ["two"], true)).Distinct());
        Assert.Equal([error], (await Errors(kernel, ["two"], false)).Distinct());
    }

    private static async Task<IReadOnlyList<string>> Errors(string kernel, string[] aliases, bool hasFirst)
    {
        CSharpCompilation project = Project(kernel, aliases, hasFirst);
        string[] errors = [.. (await Found(project)).Select(static d => d.Id)];
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(project, out Compilation all, out _, TestContext.Current.CancellationToken);
        Assert.Empty(Compilation(all));
        return errors;
    }

    private static CSharpCompilation Project(string kernel, string[] aliases, bool hasFirst)
    {
        const string Statics = "static readonly two::Shared.P[] Kept = []; static readonly two::Shared.P Single; static readonly Holder Held; static readonly two::Shared.E Kind;";
        string text = $"extern alias two; static partial class Ops {{ {Statics} static void Fail() => throw new two::Shared.Ex(); {Own} {kernel} }}";
        CSharpCompilation project = Compilations.Of(Compilations.Tree(text)).AddReferences(ForeignLibrary.Compile(Library, "image", "Second").Select(one => one.WithAliases(aliases)));
        project = hasFirst ? project.AddReferences(ForeignLibrary.Compile(First, "image", "First")) : project;
        Assert.Empty(Compilation(project));
        return project;
    }

    private static async Task<IEnumerable<Diagnostic>> Found(CSharpCompilation project) =>
        (await project.WithAnalyzers([new KernelAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken))
        .Where(static d => d.Severity == DiagnosticSeverity.Error);

    private static IEnumerable<Diagnostic> Compilation(Compilation project) =>
        project.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error);
}
