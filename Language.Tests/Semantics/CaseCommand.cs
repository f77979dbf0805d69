using System.Text.RegularExpressions;
using HmmGen.Language.Tests.Cases;
using HmmGen.Language.Tests.Compiling;
using HmmGen.Language.Tests.Isolation;
using HmmGen.Language.Tests.Running;

namespace HmmGen.Language.Tests.Semantics;

/// <summary>
/// Prints the outcome of each case, for who works on the compiler: <c>cases [PATTERN] [--file FILE] [--generated] [--opencl]</c>.
/// What differs from <c>expected.txt</c> is marked.
/// </summary>
internal static class CaseCommand
{
    /// <summary>The word that chooses this mode.</summary>
    public const string Name = "cases";

    /// <summary>Runs the command.</summary>
    /// <param name="args">
    /// A part of the names, which may have <c>*</c>; <c>--file</c> and another file of cases; <c>--generated</c> to see the code too; <c>--opencl</c>.
    /// </param>
    /// <returns>The exit status: 0 when all is sound.</returns>
    public static int Run(string[] args)
    {
        int file = Array.IndexOf(args, "--file");
        IReadOnlyList<LanguageCase> cases = file < 0
            ? CaseFile.All
            : CaseFile.Parse(Path.GetFileNameWithoutExtension(args[file + 1]), File.ReadAllText(args[file + 1]));
        IEnumerable<string> plain = args.Where((arg, n) => !arg.StartsWith("--", StringComparison.Ordinal) && (file < 0 || n != file + 1));
        if (plain.FirstOrDefault() is { } pattern)
        {
            Regex names = new(Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal));
            cases = [.. cases.Where(c => names.IsMatch(c.Name))];
        }

        if (args.Contains("--generated"))
        {
            foreach (LanguageCase @case in cases)
            {
                Console.WriteLine(@case.ToText());
                Console.WriteLine(CaseCompiler.Generated(@case));
            }
        }

        IReadOnlyList<Outcome> outcomes = new CaseProcess(args.Contains(CaseChild.OpenCL) ? [CaseChild.OpenCL] : [], Print).Try(cases);
        Console.WriteLine(OutcomeCounts.Of(outcomes));
        return outcomes.All(outcome => outcome.IsSound) ? 0 : 1;
    }

    private static void Print(LanguageCase @case, Outcome outcome)
    {
        string mark = Expectations.Of(@case) is { } expected && expected != outcome.Verdict ? $"   <-- expected: {expected}" : "";
        Console.WriteLine($"{@case.Name}: {outcome}{mark}");
    }
}
