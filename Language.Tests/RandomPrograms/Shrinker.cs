using System.Diagnostics;
using HmmGen.Language.Tests.Isolation;
using HmmGen.Language.Tests.Running;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>Makes a failing program smaller while it fails in the same way.</summary>
/// <param name="process">Tries programs.</param>
/// <param name="limit">When it stops with what it has.</param>
internal sealed class Shrinker(CaseProcess process, TimeSpan limit)
{
    /// <summary>Edits tried in one compilation.</summary>
    private const int Width = 40;

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Shrinks a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="outcome">How it failed.</param>
    /// <returns>The smaller program, and how that fails.</returns>
    public (RandomProgram Program, Outcome Outcome) Shrink(RandomProgram program, Outcome outcome)
    {
        int passed = 0;
        while (_watch.Elapsed < limit)
        {
            CodeEdit[] edits = [.. CodeEdit.Of(program.Code).Skip(passed).Take(Width)];
            if (edits.Length == 0)
            {
                break;
            }

            RandomProgram[] single = [.. edits.Select(edit => program with { Code = CodeEdit.Apply(program.Code, [edit]) })];
            CodeEdit[] good = [.. edits.Zip(Failing(single, outcome)).Where(pair => pair.Second is not null).Select(pair => pair.First)];
            if (good.Length == 0)
            {
                passed += Width;
                continue;
            }

            // What can go alone can mostly go together.
            RandomProgram[] joint =
            [
                .. new[] { good.Length, good.Length * 3 / 4, good.Length / 2, good.Length / 4, 1 }.Where(count => count > 0).Distinct()
                    .Select(count => program with { Code = CodeEdit.Apply(program.Code, good[..count]) }),
            ];
            (program, outcome) = joint.Zip(Failing(joint, outcome)).Where(pair => pair.Second is not null)
                .OrderBy(pair => pair.First.Code.Length).Select(pair => (pair.First, pair.Second!)).First();
            passed = 0;
        }

        return (program, outcome);
    }

    /// <summary>The outcomes of programs; null for those that do not fail in the same way.</summary>
    private IEnumerable<Outcome?> Failing(IReadOnlyList<RandomProgram> programs, Outcome outcome)
        => process.Try([.. programs.Select(program => program.ToCase())]).Select(found => found.Kind == outcome.Kind ? found : null);
}
