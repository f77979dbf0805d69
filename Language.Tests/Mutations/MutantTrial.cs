using HmmGen.Language.Tests.Compiling;
using HmmGen.Language.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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
        HashSet<SyntaxTree?> broken;
        try
        {
            broken = [.. Errors(all).Select(error => error.Location.SourceTree)];
        }
        catch (Exception)
        {
            // A mutant can be too much for the C# compiler itself (an extension block without its parameter is): nothing of ours has run yet.
            return mutants.Count == 1
                ? []
                : [.. Check([.. mutants.Take(mutants.Count / 2)], count), .. Check([.. mutants.Skip(mutants.Count / 2)], count)];
        }

        _ = KernelToolchain.Analyze(all);
        _ = KernelToolchain.Generate(all, out _);
        Mutant[] compiling = [.. mutants.Where(mutant => !broken.Contains(mutant.Tree))];
        count(compiling.Length);
        _ = KernelToolchain.Generate(
            Compilations.Of([.. Mutant.Elements, .. compiling.Select(mutant => mutant.Tree)]), out Compilation generated);
        return
        [
            .. Errors(generated).GroupBy(KernelToolchain.SpaceOf).Select(group => (
                compiling.FirstOrDefault(mutant => mutant.Space == group.Key)?.Seed ?? -1,
                $"does not compile: {group.First()}")),
        ];
    }

    private static IEnumerable<Diagnostic> Errors(Compilation compilation)
        => compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);
}
