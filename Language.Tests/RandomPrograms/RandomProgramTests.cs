using System.Globalization;
using HmmGen.Language.Tests.Isolation;
using HmmGen.Language.Tests.Running;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Programs made at random mean on every device what they mean as plain C#. New ones in each run; <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class RandomProgramTests(ITestOutputHelper output)
{
    /// <summary>The share of programs that may be refused: they use nothing that the kernel language does not have.</summary>
    private const double RefusedBound = 0.05;

    private const int Batch = 25;

    /// <summary>Of so many batches one also runs on OpenCL.</summary>
    private const int BatchesPerOpenCL = 8;

    [Fact]
    public void Programs_MeanTheSameOnEveryDevice()
    {
        int count = TestScale.Iterations(quick: 4, full: 50, @long: 2000);
        int first = TestSeeds.First;
        output.WriteLine($"Seeds {first} to {first + count - 1}.");
        List<(RandomProgram Program, Outcome Outcome)> all = [];
        foreach (int[] seeds in Enumerable.Range(first, count).Chunk(RunSize.IsLong ? Batch : count))
        {
            RandomProgram[] programs = [.. seeds.Select(ProgramGenerator.Make)];
            bool onOpenCL = RunSize.IsLong && all.Count / Batch % BatchesPerOpenCL == 0;
            all.AddRange(programs.Zip(Process(onOpenCL).Try([.. programs.Select(program => program.ToCase())])));
        }

        string counts = OutcomeCounts.Of(all.Select(pair => pair.Outcome));
        output.WriteLine(counts);
        (RandomProgram Program, Outcome Outcome)[] faults =
            [.. all.Where(pair => !pair.Outcome.IsSound || pair.Outcome.Kind == OutcomeKind.NotCSharp)];
        foreach ((RandomProgram program, Outcome outcome) in faults)
        {
            output.WriteLine($"{program.ToCase().Name}: {outcome}");
        }

        // One of each kind is enough to begin with, and shrinking takes time.
        foreach ((RandomProgram program, Outcome outcome) in faults.DistinctBy(pair => pair.Outcome.Kind).Take(RunSize.IsLong ? 4 : 1))
        {
            if (ShrinkCommand.InChild(program, TimeSpan.FromSeconds(RunSize.IsLong ? 240 : 40)) is { } small)
            {
                output.WriteLine($"{outcome.Verdict}, shrunk: {small.Outcome}\n{small.Text}");
            }
        }

        double refused = all.Count(pair => pair.Outcome.Kind == OutcomeKind.Refused) / (double)count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Refused: {refused:P1}."));
        Assert.True(faults.Length == 0, $"{counts}. {string.Join(' ', faults.Select(pair => pair.Program.ToCase().Name))}");
        Assert.True(refused < RefusedBound, string.Create(CultureInfo.InvariantCulture, $"{refused:P1} of the programs were refused."));
    }

    private static CaseProcess Process(bool onOpenCL) => new([CaseChild.AnyNaN, .. onOpenCL ? [CaseChild.OpenCL] : (string[])[]]);
}
