using System.Collections.Immutable;
using HmmGen.Generators;
using HmmGen.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HmmGen.Language.Tests.Compiling;

/// <summary>Runs the analyzer and the generator, and tells their own failures from errors in the code that they are given.</summary>
internal static class KernelToolchain
{
    private const string AnalyzerThrew = "AD0001";

    /// <summary>Runs the analyzer.</summary>
    /// <param name="compilation">The code.</param>
    /// <returns>What it reports.</returns>
    /// <exception cref="CompilerThrewException">The analyzer threw.</exception>
    public static ImmutableArray<Diagnostic> Analyze(CSharpCompilation compilation)
    {
        ImmutableArray<Diagnostic> found = compilation.WithAnalyzers([new KernelAnalyzer()])
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return found.FirstOrDefault(d => d.Id == AnalyzerThrew) is { } threw ? throw new CompilerThrewException(threw.ToString()) : found;
    }

    /// <summary>Runs the generator.</summary>
    /// <param name="compilation">The code.</param>
    /// <param name="all">The code with what was generated.</param>
    /// <returns>What was generated.</returns>
    /// <exception cref="CompilerThrewException">The generator threw.</exception>
    public static IReadOnlyList<SyntaxTree> Generate(CSharpCompilation compilation, out Compilation all)
    {
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new KernelGenerator().AsSourceGenerator()], parseOptions: Compilations.Parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out all, out _);
        GeneratorDriverRunResult run = driver.GetRunResult();
        return run.Results[0].Exception is { } threw ? throw new CompilerThrewException(threw.ToString()) : run.GeneratedTrees;
    }

    /// <summary>The namespace around an error, also in generated code, however that is cut into files.</summary>
    /// <param name="error">The error.</param>
    /// <returns>The outermost namespace; empty where there is none.</returns>
    public static string SpaceOf(Diagnostic error)
    {
        if (error.Location.SourceTree is not { } tree)
        {
            return "";
        }

        SyntaxNode root = tree.GetRoot();
        return root.FindNode(error.Location.SourceSpan).AncestorsAndSelf()
            .OfType<BaseNamespaceDeclarationSyntax>().LastOrDefault()?.Name.ToString()
            ?? root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString()
            ?? "";
    }
}
