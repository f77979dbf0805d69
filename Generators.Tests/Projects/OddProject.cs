using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Analyzers.Lints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace HmmGen.Generators.Tests.Projects;

/// <summary>Builds a project as the compiler does, down to the assembly, and says all that is wrong with it.</summary>
internal static class OddProject
{
    /// <summary>Builds one file.</summary>
    /// <param name="source">Its text.</param>
    /// <param name="parsing">How it is parsed.</param>
    /// <param name="options">How it is compiled.</param>
    /// <returns>What is said, without doubles; a kernel that is left out in silence is said too.</returns>
    public static Task<IReadOnlyList<string>> Build(string source, CSharpParseOptions? parsing = null, CSharpCompilationOptions? options = null) =>
        Build([("Ops.cs", source)], parsing, options);

    /// <summary>Builds files and demands that nothing is said.</summary>
    /// <param name="files">Their names and texts.</param>
    /// <param name="parsing">How they are parsed.</param>
    /// <param name="options">How they are compiled.</param>
    /// <returns>When it is done.</returns>
    public static async Task Builds(
        IEnumerable<(string Name, string Text)> files, CSharpParseOptions? parsing = null, CSharpCompilationOptions? options = null)
    {
        string said = string.Join('\n', await Build(files, parsing, options));
        Assert.True(said.Length == 0, said);
    }

    /// <summary>Builds files.</summary>
    /// <param name="files">Their names and texts.</param>
    /// <param name="parsing">How they are parsed.</param>
    /// <param name="options">How they are compiled.</param>
    /// <returns>What is said, without doubles; a kernel that is left out in silence is said too.</returns>
    public static async Task<IReadOnlyList<string>> Build(
        IEnumerable<(string Name, string Text)> files, CSharpParseOptions? parsing = null, CSharpCompilationOptions? options = null)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        parsing ??= new CSharpParseOptions(LanguageVersion.Preview);
        options ??= new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        SyntaxTree[] trees = [.. files.Select(f => CSharpSyntaxTree.ParseText(f.Text, parsing, f.Name, System.Text.Encoding.UTF8, cancel))];
        CSharpCompilation user = CSharpCompilation.Create("Kernels", trees, Compilations.Of().References, options);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new KernelGenerator().AsSourceGenerator()], parseOptions: parsing)
            .RunGeneratorsAndUpdateCompilation(user, out Compilation all, out _, cancel);
        List<string> said = [.. driver.GetRunResult().Results.Select(r => r.Exception).OfType<Exception>().Select(e => e.ToString())];
        EmitResult emitted = all.Emit(Stream.Null, Stream.Null, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancel);
        said.AddRange(emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error || (d.Severity == DiagnosticSeverity.Warning && IsGenerated(d.Location.SourceTree))).Select(Text));
        CompilationWithAnalyzers analyzed = all.WithAnalyzers([new KernelAnalyzer(), new KernelLintAnalyzer()]);
        said.AddRange((await analyzed.GetAnalyzerDiagnosticsAsync(cancel)).Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(Text));
        if (said.Count == 0)
        {
            said.AddRange(LeftOut(all, cancel));
        }

        return [.. said.Distinct()];
    }

    // A launch calls a partial method, and does nothing where its body is not there.
    private static IEnumerable<string> LeftOut(Compilation all, CancellationToken cancel) => all.SyntaxTrees
        .Where(t => t.FilePath.EndsWith(".Launch.g.cs", StringComparison.Ordinal))
        .SelectMany(t => t.GetRoot(cancel).DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax>()
            .Select(m => (IMethodSymbol)all.GetSemanticModel(t).GetDeclaredSymbol(m, cancel)!))
        .Where(method => method is { IsPartialDefinition: true, PartialImplementationPart: null })
        .Select(method => $"no device code: {method.Name}");

    private static string Text(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree && IsGenerated(tree)
        ? $"{diagnostic} | {tree.GetText(TestContext.Current.CancellationToken).Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()}"
        : $"{diagnostic.Id}: {Analyzed(diagnostic)}";

    private static bool IsGenerated(SyntaxTree? tree) => tree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;

    private static string Analyzed(Diagnostic diagnostic) => Diagnostics.Analyzed.TextAt(diagnostic);
}
