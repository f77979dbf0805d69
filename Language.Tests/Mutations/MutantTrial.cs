using HmmGen.Generators;
using HmmGen.Generators.Analyzers;
using HmmGen.Language.Tests.Compiling;
using HmmGen.Language.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HmmGen.Language.Tests.Mutations;

/// <summary>Gives mutants to the generator and the analyzer, many in one compilation, which is halved when one of them is too much for these.</summary>
internal static class MutantTrial
{
    /// <summary>How long the compiler may take for one mutant, on a busy machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Tries mutants.</summary>
    /// <param name="mutants">The mutants.</param>
    /// <param name="compiling">Is told how many compile without us; in the others generated code is not looked at.</param>
    /// <returns>Those that are too much, and why.</returns>
    public static IReadOnlyList<(int Seed, string Fault)> Try(IReadOnlyList<Mutant> mutants, Action<int> compiling)
    {
        string fault;
        try
        {
            return TimedCall.Run(Limit + TimeSpan.FromSeconds(mutants.Count), () => Check(mutants, compiling));
        }
        catch (TimeoutException late)
        {
            fault = "hang: " + late.Message;
        }
        catch (CompilerThrewException threw)
        {
            fault = "crash: " + threw.Message;
        }

        return mutants.Count == 1
            ? [(mutants[0].Seed, fault)]
            : [.. Try([.. mutants.Take(mutants.Count / 2)], compiling), .. Try([.. mutants.Skip(mutants.Count / 2)], compiling)];
    }

    private static IReadOnlyList<(int Seed, string Fault)> Check(IReadOnlyList<Mutant> mutants, Action<int> count)
    {
        CSharpCompilation all = Compilations.Of([.. Mutant.Elements, .. mutants.Select(mutant => mutant.Tree)]);
        CompilationWithAnalyzers analyzed = all.WithAnalyzers([new KernelAnalyzer()]);
        if (analyzed.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().FirstOrDefault(d => d.Id == "AD0001") is { } threw)
        {
            throw new CompilerThrewException(threw.ToString());
        }

        _ = Generate(all);
        HashSet<SyntaxTree?> broken = [.. Errors(all).Select(error => error.Location.SourceTree)];
        Mutant[] compiling = [.. mutants.Where(mutant => !broken.Contains(mutant.Tree))];
        count(compiling.Length);
        Compilation generated = Generate(Compilations.Of([.. Mutant.Elements, .. compiling.Select(mutant => mutant.Tree)]));
        return
        [
            .. Errors(generated).GroupBy(SpaceOf).Select(group => (
                compiling.FirstOrDefault(mutant => mutant.Space == group.Key)?.Seed ?? -1,
                $"does not compile: {group.First()}")),
        ];
    }

    private static Compilation Generate(Compilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new KernelGenerator().AsSourceGenerator()], parseOptions: Compilations.Parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation all, out _);
        return driver.GetRunResult().Results[0].Exception is { } threw ? throw new CompilerThrewException(threw.ToString()) : all;
    }

    private static IEnumerable<Diagnostic> Errors(Compilation compilation)
        => compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);

    private static string SpaceOf(Diagnostic error)
        => error.Location.SourceTree?.GetRoot().DescendantNodes()
            .OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";
}
