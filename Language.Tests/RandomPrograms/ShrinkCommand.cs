using System.Globalization;
using System.Text.Json;
using HmmGen.Language.Tests.Compiling;
using HmmGen.Language.Tests.Isolation;
using HmmGen.Language.Tests.Running;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Shrinks a program in this process: <c>shrink SEED SECONDS</c>. It prints each smaller program as a line, so that what was found stays when the process
/// ends early.
/// </summary>
internal static class ShrinkCommand
{
    /// <summary>The word that chooses this mode.</summary>
    public const string Name = "shrink";

    /// <summary>Runs the command.</summary>
    /// <param name="args">The seed, and the seconds it may take.</param>
    /// <returns>The exit status.</returns>
    public static int Run(string[] args)
    {
        RandomProgram program = ProgramGenerator.Make(int.Parse(args[0], CultureInfo.InvariantCulture));
        Outcome outcome = Try([program], new CaseRunner(TrialDevice.Simulated(), FloatRule.AnyNaN) { OneOf = TrialDevice.Without() })[0];
        Print(program, outcome);

        // One device is enough, the one that showed it.
        IReadOnlyList<TrialDevice> devices = TrialDevice.Simulated();
        TrialDevice[] failing = [.. devices.Concat(TrialDevice.Without()).Where(device => outcome.Detail.StartsWith(device.Name + ":", StringComparison.Ordinal))];
        CaseRunner runner = new(failing.Length > 0 ? failing : devices, FloatRule.AnyNaN) { Limit = TimeSpan.FromSeconds(3) };
        if (!outcome.IsSound)
        {
            new Shrinker(programs => Try(programs, runner), Print, TimeSpan.FromSeconds(int.Parse(args[1], CultureInfo.InvariantCulture)))
                .Shrink(program, outcome);
        }

        return 0;
    }

    /// <summary>Shrinks a program in a process of its own.</summary>
    /// <param name="program">The program.</param>
    /// <param name="limit">How long it may take.</param>
    /// <returns>The smallest program found; null when the process could not even begin.</returns>
    public static ShrinkStep? InChild(RandomProgram program, TimeSpan limit)
    {
        ShrinkStep? last = null;
        ChildProcess.Run(
            [Name, program.Seed.ToString(CultureInfo.InvariantCulture), ((int)limit.TotalSeconds).ToString(CultureInfo.InvariantCulture)],
            line => last = JsonSerializer.Deserialize<ShrinkStep>(line));
        return last;
    }

    private static void Print(RandomProgram program, Outcome outcome)
        => Console.WriteLine(JsonSerializer.Serialize(new ShrinkStep(program.ToCase().ToText(), outcome)));

    private static IReadOnlyList<Outcome> Try(IReadOnlyList<RandomProgram> programs, CaseRunner runner)
    {
        Cases.LanguageCase[] cases = [.. programs.Select(program => program.ToCase())];
        CaseBatch batch = CaseCompiler.Compile(cases);
        Dictionary<Cases.LanguageCase, Outcome> outcomes = new(ReferenceEqualityComparer.Instance);
        foreach ((Cases.LanguageCase @case, Outcome outcome) in batch.Verdicts)
        {
            outcomes[@case] = outcome;
        }

        foreach (CaseProgram program in batch.Programs)
        {
            outcomes[program.Case] = runner.Run(program);
        }

        return [.. cases.Select(@case => outcomes[@case])];
    }
}
