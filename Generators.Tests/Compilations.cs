using HmmGen.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HmmGen.Generators.Tests;

/// <summary>Compiles small sources against the runtime, with the generator and the analyzer.</summary>
internal static class Compilations
{
    private const string Usings = "global using System; global using System.Threading; global using HmmGen;";

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References =
    [
        .. PlatformReferences.Where(file => !file.StartsWith("HmmGen.", StringComparison.Ordinal) || file == "HmmGen.Runtime.dll"),
    ];

    /// <summary>A syntax tree.</summary>
    /// <param name="source">The text.</param>
    /// <param name="path">The file's name.</param>
    /// <returns>The tree.</returns>
    public static SyntaxTree Tree(string source, string path = "Ops.cs") => CSharpSyntaxTree.ParseText(source, Parsing, path);

    /// <summary>A library of the given sources.</summary>
    /// <param name="trees">The sources.</param>
    /// <returns>The compilation, not yet with generated code.</returns>
    public static CSharpCompilation Of(params SyntaxTree[] trees) => CSharpCompilation.Create(
        "Kernels",
        [Tree(Usings, "Usings.cs"), .. trees],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A driver with the generator.</summary>
    /// <returns>The driver; it tracks its steps.</returns>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new KernelGenerator().AsSourceGenerator()],
        parseOptions: Parsing,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Generates, and demands that what is generated compiles.</summary>
    /// <param name="source">The source.</param>
    /// <returns>The run.</returns>
    public static GeneratorDriverRunResult Generate(string source)
    {
        GeneratorDriver driver = Driver().RunGeneratorsAndUpdateCompilation(Of(Tree(source)), out Compilation all, out _, Xunit.TestContext.Current.CancellationToken);
        Diagnostic[] errors = [.. all.GetDiagnostics(Xunit.TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning)];
        Xunit.Assert.Empty(errors);
        return driver.GetRunResult();
    }

    /// <summary>The analyzer's errors in a source.</summary>
    /// <param name="source">The source.</param>
    /// <returns>The errors, in order of place.</returns>
    public static async Task<IReadOnlyList<Diagnostic>> Errors(string source)
    {
        CompilationWithAnalyzers analyzed = Of(Tree(source)).WithAnalyzers([new KernelAnalyzer()]);
        IEnumerable<Diagnostic> found = await analyzed.GetAnalyzerDiagnosticsAsync(Xunit.TestContext.Current.CancellationToken);
        return [.. found.OrderBy(d => d.Location.SourceSpan.Start)];
    }
}
