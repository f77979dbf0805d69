using System.Collections.Immutable;
using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Analyzers.Lints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace HmmGen.Generators.Tests.Diagnostics;

/// <summary>A source as a build sees it: generated code is added, then every analyzer runs.</summary>
internal sealed class Analyzed
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.Threading; global using HmmGen;";

    private Analyzed(CSharpCompilation user, Compilation all, ImmutableArray<Diagnostic> reported)
    {
        User = user;
        All = all;
        Reported = reported;
    }

    /// <summary>The source alone.</summary>
    public CSharpCompilation User { get; }

    /// <summary>The source with what is generated for it.</summary>
    public Compilation All { get; }

    /// <summary>What our analyzers report, in order of place; an analyzer that throws is in it as AD0001.</summary>
    public ImmutableArray<Diagnostic> Reported { get; }

    /// <summary>Builds and analyzes.</summary>
    /// <param name="source">The source.</param>
    /// <param name="version">The version of C#.</param>
    /// <param name="more">Other sources of the project.</param>
    /// <returns>What came of it.</returns>
    public static async Task<Analyzed> Of(string source, LanguageVersion version = LanguageVersion.Latest, params string[] more)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        CSharpParseOptions parsing = new(version);
        SyntaxTree[] trees =
        [
            CSharpSyntaxTree.ParseText(Usings, parsing, "Usings.cs", cancellationToken: cancel),
            CSharpSyntaxTree.ParseText(source, parsing, "Ops.cs", cancellationToken: cancel),
            .. more.Select((m, n) => CSharpSyntaxTree.ParseText(m, parsing, $"More{n}.cs", cancellationToken: cancel)),
        ];
        CSharpCompilation user = Compilations.Of().RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
        user = user.WithOptions(user.Options.WithAllowUnsafe(true));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new KernelGenerator().AsSourceGenerator()], parseOptions: parsing);
        driver.RunGeneratorsAndUpdateCompilation(user, out Compilation all, out ImmutableArray<Diagnostic> generators, cancel);
        CompilationWithAnalyzers analyzed = all.WithAnalyzers([new KernelAnalyzer(), new KernelLintAnalyzer()]);
        return new Analyzed(user, all, [.. generators, .. InOrder(await analyzed.GetAnalyzerDiagnosticsAsync(cancel))]);
    }

    /// <summary>What the lints report, without translating anything.</summary>
    /// <param name="source">The source.</param>
    /// <returns>The findings.</returns>
    public static async Task<IReadOnlyList<string>> Lints(string source)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        CompilationWithAnalyzers analyzed = Compilations.Of(Compilations.Tree(source)).WithAnalyzers([new KernelLintAnalyzer()]);
        return [.. InOrder(await analyzed.GetAnalyzerDiagnosticsAsync(cancel)).Select(Finding)];
    }

    /// <summary>What is reported, as <c>ID: text at its place</c>.</summary>
    /// <param name="least">The least severity.</param>
    /// <returns>One string for each.</returns>
    public IReadOnlyList<string> Findings(DiagnosticSeverity least = DiagnosticSeverity.Warning) =>
        [.. Reported.Where(d => d.Severity >= least).Select(Finding)];

    /// <summary>The source at a diagnostic's place.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <returns>The text; empty when it has no place.</returns>
    public static string TextAt(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan) ?? "";

    private static string Finding(Diagnostic diagnostic) => $"{diagnostic.Id}: {TextAt(diagnostic)}";

    private static IEnumerable<Diagnostic> InOrder(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal);
}
