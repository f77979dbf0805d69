using HmmGen.Language.Tests.Cases;
using HmmGen.Language.Tests.Compiling;
using HmmGen.Language.Tests.Running;

namespace HmmGen.Language.Tests.Semantics;

/// <summary>Compiles and runs cases.</summary>
internal static class CaseTrial
{
    /// <summary>Cases in one compilation; more would gain nothing and lose more when one of them makes the compiler throw.</summary>
    private const int BatchSize = 64;

    /// <summary>Tries cases.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="devices">The devices.</param>
    /// <param name="anyNaN">Whether one NaN is as good as another.</param>
    /// <returns>The outcomes as they come; those of a batch that did not compile come first.</returns>
    public static IEnumerable<(LanguageCase Case, Outcome Outcome)> Try(
        IReadOnlyList<LanguageCase> cases, IReadOnlyList<TrialDevice> devices, bool anyNaN = false)
    {
        CaseRunner runner = new(devices, anyNaN);
        foreach (LanguageCase[] chunk in cases.Chunk(BatchSize))
        {
            CaseBatch batch = CaseCompiler.Compile(chunk);
            foreach ((LanguageCase @case, Outcome outcome) in batch.Verdicts)
            {
                yield return (@case, outcome);
            }

            foreach (CaseProgram program in batch.Programs)
            {
                yield return (program.Case, runner.Run(program));
            }
        }
    }
}
