using System.Text.RegularExpressions;
using HmmGen.Language.Tests.Cases;
using HmmGen.Language.Tests.Compiling;
using HmmGen.Language.Tests.Running;

namespace HmmGen.Language.Tests.Semantics;

/// <summary>
/// Prints the outcome of each case, for who works on the compiler: <c>cases [PATTERN] [--file FILE] [--generated] [--opencl]</c>.
/// </summary>
internal static class CaseCommand
{
    /// <summary>The word that chooses this mode.</summary>
    public const string Name = "cases";

    /// <summary>Runs the command.</summary>
    /// <param name="args">A part of the names, which may have <c>*</c>; <c>--file</c> and another file of cases; <c>--generated</c> to see the code too; <c>--opencl</c>.</param>
    /// <returns>The exit status: 0 when all is sound.</returns>
    public static int Run(string[] args)
    {
        int file = Array.IndexOf(args, "--file");
        IReadOnlyList<LanguageCase> cases = file < 0
            ? CaseFile.All
            : CaseFile.Parse(Path.GetFileNameWithoutExtension(args[file + 1]), File.ReadAllText(args[file + 1]));
        if (args.Where((arg, n) => !arg.StartsWith("--", StringComparison.Ordinal) && (file < 0 || n != file + 1)).FirstOrDefault() is { } pattern)
        {
            Regex names = new(Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal));
            cases = [.. cases.Where(c => names.IsMatch(c.Name))];
        }

        IReadOnlyList<TrialDevice> devices = [.. TrialDevice.Simulated(), .. args.Contains("--opencl") ? TrialDevice.OpenCL() : []];
        Dictionary<OutcomeKind, int> counts = [];
        foreach ((LanguageCase @case, Outcome outcome) in CaseTrial.Try(cases, devices))
        {
            counts[outcome.Kind] = counts.GetValueOrDefault(outcome.Kind) + 1;
            if (args.Contains("--generated"))
            {
                Console.WriteLine(@case.ToText());
                Console.WriteLine(CaseCompiler.Generated(@case));
            }

            Console.WriteLine($"{@case.Name}: {outcome}");
        }

        Console.WriteLine(string.Join(", ", counts.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}")));
        return counts.Keys.All(kind => kind <= OutcomeKind.NotCSharp) ? 0 : 1;
    }
}
