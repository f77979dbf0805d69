using System.Globalization;
using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Writes the turns of an innermost loop one after another, where a variable of the loop counts them with constants.</summary>
internal sealed class LoopUnrolling
{
    private const int MostTurns = 16;
    private const int MostInstructions = 512;

    private readonly KernelBody _body;
    private readonly NaturalLoop _loop;
    private readonly LoopTurns _turns;
    private readonly List<LocalModel> _locals;
    private readonly HashSet<int> _own = [];
    private readonly List<BlockModel> _blocks;
    private readonly int[] _order;

    private LoopUnrolling(KernelBody body, NaturalLoop loop, LoopTurns turns)
    {
        (_body, _loop, _turns) = (body, loop, turns);
        _locals = [.. body.Locals];
        _blocks = [.. body.Blocks];
        _order = [loop.Header, .. loop.Blocks.Where(block => block != loop.Header)];
        IReadOnlyList<LocalSet> live = LiveLocals.AtEntries(body);
        foreach (int local in loop.Blocks.SelectMany(block => body.Blocks[block].Instructions).Select(static instruction => instruction.Target()).Where(static local => local >= 0))
        {
            if (live[loop.Header].Contains(local) || loop.Exits.Any(exit => live[exit.To].Contains(local)))
            {
                // More than one turn sets it now.
                _locals[local] = _locals[local] with { Role = LocalRole.Variable };
            }
            else
            {
                _own.Add(local);
            }
        }
    }

    /// <summary>Writes out a loop.</summary>
    /// <param name="body">The kernel's body.</param>
    /// <param name="loop">A loop without loops in it.</param>
    /// <param name="turns">How its turns are counted.</param>
    /// <returns>The body without the loop; null when it has too many turns.</returns>
    public static KernelBody? Run(KernelBody body, NaturalLoop loop, LoopTurns turns)
    {
        LoopUnrolling unrolling = new(body, loop, turns);
        return unrolling.TryCopy() ? BlockPruning.Run(body with { Locals = unrolling._locals.ToEquatable(), Blocks = unrolling._blocks.ToEquatable() }) : null;
    }

    private bool TryCopy()
    {
        int size = _loop.Blocks.Sum(block => 1 + _body.Blocks[block].Instructions.Count);
        int begin = _blocks.Count;
        foreach (int entry in _loop.Entries)
        {
            _blocks[entry] = _blocks[entry] with { Terminator = _blocks[entry].Terminator.WithTargets(target => target == _loop.Header ? begin : target) };
        }

        long number = _turns.First;
        for (int turn = 0; turn <= MostTurns && (turn + 1) * size <= MostInstructions; turn++)
        {
            Copy(number, begin + turn * _order.Length);
            number = unchecked((int)(number + _turns.Step));
            if (!IsReached(begin + (turn + 1) * _order.Length))
            {
                return true;
            }
        }

        return false;
    }

    // The turn that is copied last leads to one that is not there yet.
    private bool IsReached(int next)
    {
        int last = next - _order.Length;
        HashSet<int> seen = [last];
        Stack<int> open = new(seen);
        while (open.Count > 0)
        {
            int block = open.Pop();
            foreach (int target in _blocks[block].Terminator.Targets())
            {
                if (target == next)
                {
                    return true;
                }

                if (target >= last && seen.Add(target))
                {
                    open.Push(target);
                }
            }
        }

        return false;
    }

    private void Copy(long number, int begin)
    {
        Dictionary<int, int> names = [];
        foreach (int local in _own)
        {
            names.Add(local, _locals.Count);
            _locals.Add(_locals[local]);
        }

        Expression current = Constant(number);
        Expression next = Constant(unchecked((int)(number + _turns.Step)));
        foreach (int block in _order)
        {
            List<Instruction> instructions = [];
            bool isCounted = false;
            foreach (Instruction instruction in _body.Blocks[block].Instructions)
            {
                bool counts = instruction.Target() == _turns.Counter;
                isCounted |= counts;
                instructions.Add(counts
                    ? ((AssignInstruction)instruction) with { Value = next }
                    : Renamed(instruction.WithParts(isCounted ? next : current, (part, counter) => Replaced(part, counter, names)), names));
            }

            Terminator terminator = _body.Blocks[block].Terminator;
            if (terminator is BranchTerminator branch)
            {
                Expression condition = Replaced(branch.Condition, isCounted ? next : current, names);
                terminator = condition is ConstantExpression known
                    ? new JumpTerminator(known.Text == "true" ? branch.WhenTrue : branch.WhenFalse)
                    : branch with { Condition = condition };
            }

            _blocks.Add(_body.Blocks[block] with
            {
                Instructions = instructions.ToEquatable(),
                Terminator = terminator.WithTargets(target => target == _loop.Header ? begin + _order.Length
                    : _loop.Contains(target) ? begin + Array.IndexOf(_order, target)
                    : target),
            });
        }
    }

    private Expression Replaced(Expression expression, Expression counter, Dictionary<int, int> names)
        => expression is LocalExpression local
            ? local.Local == _turns.Counter ? counter : names.TryGetValue(local.Local, out int copy) ? local with { Local = copy } : local
            : NumberFolding.Simplified(expression.WithParts(counter, (part, number) => Replaced(part, number, names)));

    /// <summary>An instruction that sets another local.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="names">The locals that others stand for.</param>
    /// <returns>The instruction; the same one when no other local stands for its own.</returns>
    public static Instruction Renamed(Instruction instruction, Dictionary<int, int> names)
    {
        if (!names.TryGetValue(instruction.Target(), out int copy))
        {
            return instruction;
        }

        return instruction switch
        {
            AssignInstruction assign => assign with { Local = copy },
            LoadInstruction load => load with { Local = copy },
            AtomicInstruction atomic => atomic with { Local = copy },
            ArrayLoadInstruction load => load with { Local = copy },
            _ => instruction,
        };
    }

    private static ConstantExpression Constant(long number) => new(ValueType.Int32, number.ToString(CultureInfo.InvariantCulture), number);
}
