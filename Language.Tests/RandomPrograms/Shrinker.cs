using System.Diagnostics;
using HmmGen.Language.Tests.Running;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>Makes a failing program smaller while it fails in the same way.</summary>
/// <param name="trial">Tries programs.</param>
/// <param name="report">Is told each smaller program.</param>
/// <param name="limit">When it stops with what it has.</param>
internal sealed class Shrinker(
    Func<IReadOnlyList<RandomProgram>, IReadOnlyList<Outcome>> trial, Action<RandomProgram, Outcome> report, TimeSpan limit)
{
    /// <summary>Characters of programs tried in one compilation: a large program is cut in few large pieces, a small one in many.</summary>
    private const int CharactersAtOnce = 30_000;

    private const int LeastWidth = 10;
    private const int LargestWidth = 40;

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Shrinks a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="outcome">How it failed.</param>
    public void Shrink(RandomProgram program, Outcome outcome)
    {
        int passed = 0;
        while (_watch.Elapsed < limit)
        {
            int width = Math.Clamp(CharactersAtOnce / program.Code.Length, LeastWidth, LargestWidth);
            CodeEdit[] edits = [.. CodeEdit.Of(program.Code).Skip(passed).Take(width)];
            if (edits.Length == 0)
            {
                break;
            }

            RandomProgram[] single = [.. edits.Select(edit => program with { Code = CodeEdit.Apply(program.Code, [edit]) })];
            CodeEdit[] good = [.. edits.Zip(Failing(single, outcome)).Where(pair => pair.Second is not null).Select(pair => pair.First)];
            if (good.Length == 0)
            {
                passed += width;
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
            report(program, outcome);
            passed = 0;
        }
    }

    /// <summary>The outcomes of programs; null for those that do not fail in the same way.</summary>
    private IEnumerable<Outcome?> Failing(IReadOnlyList<RandomProgram> programs, Outcome outcome)
        => trial(programs).Select(found => found.Kind == outcome.Kind ? found : null);
}
