using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Ranges;

/// <summary>
/// Puts a test before each tested loop. Where it passes, a copy of the loop runs, without the checks that the test has made; else the loop itself. Both have
/// the same locals, and go on at the same blocks.
/// </summary>
internal sealed class LoopCopies
{
    private readonly KernelBody _body;
    private readonly IReadOnlyList<TestedLoop> _loops;
    private readonly int[] _numbers;
    private readonly Dictionary<int, int> _tests = [];

    private LoopCopies(KernelBody body, IReadOnlyList<TestedLoop> loops)
    {
        (_body, _loops) = (body, loops);
        _numbers = new int[body.Blocks.Count];
        int next = 0;
        for (int block = 0; block < _numbers.Length; block++)
        {
            if (HeadedBy(block) is { } loop)
            {
                _tests.Add(block, next);
                next += loop.Loads.Count + 1;
            }

            _numbers[block] = next++;
        }
    }

    /// <summary>Copies loops.</summary>
    /// <param name="body">The kernel.</param>
    /// <param name="loops">The loops, none within another.</param>
    /// <returns>The kernel with tests and copies. Tests stand before their loops, and copies at the end.</returns>
    public static KernelBody Make(KernelBody body, IReadOnlyList<TestedLoop> loops) => new LoopCopies(body, loops).Make();

    private KernelBody Make()
    {
        List<BlockModel> blocks = [];
        int end = _numbers[_numbers.Length - 1] + 1;
        for (int block = 0; block < _numbers.Length; block++)
        {
            TestedLoop? inner = HeadedBy(block);
            if (inner is not null)
            {
                blocks.AddRange(Tests(inner, end));
                end += inner.Loop.Blocks.Count;
            }

            TestedLoop? around = _loops.FirstOrDefault(loop => loop.Loop.Contains(block));
            BlockModel old = _body.Blocks[block];
            blocks.Add(old with { Terminator = old.Terminator.WithTargets(target => around?.Loop.Header == target ? _numbers[target] : Entry(target)) });
        }

        foreach (TestedLoop loop in _loops.OrderBy(static loop => loop.Loop.Header))
        {
            blocks.AddRange(Copy(loop, blocks.Count));
        }

        return _body with { Blocks = blocks.ToEquatable() };
    }

    private IEnumerable<BlockModel> Tests(TestedLoop loop, int copy)
    {
        int first = _tests[loop.Loop.Header];
        int line = _body.Blocks[loop.Loop.Header].Line;
        for (int test = 0; test <= loop.Loads.Count; test++)
        {
            bool isLast = test == loop.Loads.Count;
            Expression condition = isLast ? loop.Condition : loop.Loads[test].Condition;
            yield return new BlockModel(
                line,
                test == 0 ? EquatableArray<Instruction>.Empty : EquatableArray.Of<Instruction>(loop.Loads[test - 1].Load),
                new BranchTerminator(
                    test == 0 ? IndexTests.Both(TestsLoopsExpression.Instance, condition) : condition,
                    isLast ? copy : first + test + 1,
                    _numbers[loop.Loop.Header]))
            {
                IsCopy = true,
            };
        }
    }

    private IEnumerable<BlockModel> Copy(TestedLoop loop, int begin)
    {
        // The header comes first, since the test leads there.
        int[] order = [loop.Loop.Header, .. loop.Loop.Blocks.Where(block => block != loop.Loop.Header).OrderBy(static block => block)];
        return order.Select(number =>
        {
            BlockModel block = _body.Blocks[number];
            return block with
            {
                IsCopy = true,
                Instructions = block.Instructions.Select((instruction, at) => (instruction, at))
                    .Where(place => !IsLeftOut(loop, number, place.at, place.instruction))
                    .Select(place => loop.Proven.Contains((number, place.at)) ? place.instruction.Inside() : place.instruction)
                    .ToEquatable(),
                Terminator = block.Terminator.WithTargets(target => loop.Loop.Contains(target) ? begin + Array.IndexOf(order, target) : Entry(target)),
            };
        });
    }

    private static bool IsLeftOut(TestedLoop loop, int block, int position, Instruction instruction) =>
        (block == loop.Loop.Header && loop.Loads.Any(load => load.Position == position))
        || (instruction is BoundsInstruction && loop.Proven.Contains((block, position)));

    // The way into a loop from outside leads over its test.
    private int Entry(int target) => _tests.TryGetValue(target, out int test) ? test : _numbers[target];

    private TestedLoop? HeadedBy(int block) => _loops.FirstOrDefault(loop => loop.Loop.Header == block);
}
