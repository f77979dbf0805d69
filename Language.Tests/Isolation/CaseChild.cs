using System.Text.Json;
using HmmGen.Language.Tests.Cases;
using HmmGen.Language.Tests.Compiling;
using HmmGen.Language.Tests.Running;

namespace HmmGen.Language.Tests.Isolation;

/// <summary>The process that compiles and runs cases: a wrong kernel writes anywhere, and a wrong compiler overflows its stack.</summary>
internal static class CaseChild
{
    /// <summary>The first argument of such a process.</summary>
    public const string Name = "cases-child";

    /// <summary>The argument that adds OpenCL's devices.</summary>
    public const string OpenCL = "--opencl";

    /// <summary>The argument for which one NaN is as good as another.</summary>
    public const string AnyNaN = "--any-nan";

    /// <summary>Cases in one compilation; more would gain nothing and lose more when one of them makes the compiler throw.</summary>
    private const int BatchSize = 64;

    /// <summary>Tries the cases of a file.</summary>
    /// <param name="args">The file, and options.</param>
    /// <returns>The exit status.</returns>
    public static int Run(string[] args)
    {
        IReadOnlyList<LanguageCase> cases = CaseFile.Parse("", File.ReadAllText(args[0]));
        CaseRunner runner = new(
            [.. TrialDevice.Simulated(), .. args.Contains(OpenCL) ? TrialDevice.OpenCL() : []], args.Contains(AnyNaN) ? FloatRule.AnyNaN : FloatRule.Bits)
        {
            OneOf = TrialDevice.Without(),
        };
        foreach ((int Number, LanguageCase Case)[] chunk in cases.Index().Chunk(BatchSize))
        {
            Dictionary<LanguageCase, int> numbers = new(ReferenceEqualityComparer.Instance);
            foreach ((int number, LanguageCase @case) in chunk)
            {
                numbers.Add(@case, number);
            }

            Write(new JournalEntry(JournalStep.Compile, [.. numbers.Values]));
            CaseBatch batch = CaseCompiler.Compile([.. numbers.Keys]);
            foreach ((LanguageCase @case, Outcome outcome) in batch.Verdicts)
            {
                Write(new JournalEntry(JournalStep.Done, [numbers[@case]], outcome));
            }

            foreach (CaseProgram program in batch.Programs)
            {
                Write(new JournalEntry(JournalStep.Run, [numbers[program.Case]]));
                Write(new JournalEntry(JournalStep.Done, [numbers[program.Case]], runner.Run(program)));
            }
        }

        return 0;
    }

    private static void Write(JournalEntry entry) => Console.WriteLine(JsonSerializer.Serialize(entry));
}
