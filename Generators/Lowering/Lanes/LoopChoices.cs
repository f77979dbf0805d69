using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Naming;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Makes branches in loops choices between values, so that a loop's body is one block: where the branch sets locals, to values that can be computed whether they
/// are wanted or not. Elements that only one side loads or stores are loaded or stored under the branch's condition.
/// </summary>
internal sealed class LoopChoices
{
    // A choice computes both sides.
    private const int MostOperations = 24;

    private readonly KernelBody _body;
    private readonly bool _isFast;
    private readonly List<LocalModel> _locals = [];
    private readonly FlowAnalysis _flow;
    private readonly IReadOnlyList<LocalSet> _live;
    private readonly BodyUses _uses;

    private LoopChoices(KernelBody body, bool isFast)
    {
        (_body, _isFast) = (body, isFast);
        _flow = new FlowAnalysis(body.Blocks);
        _live = LiveLocals.AtEntries(body);
        _uses = new BodyUses(body);
    }

    /// <summary>Replaces the branches.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel, which does the same; the same object when it has no such branch.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        KernelBody body = kernel.Body;
        while (new LoopChoices(body, kernel.IsFast).Next() is { } next)
        {
            body = BlockPruning.Run(next);
        }

        return ReferenceEquals(body, kernel.Body) ? kernel : NamePass.Run(kernel with { Body = ValueForwarding.Run(WithValues(body)) });
    }

    // What two blocks set and a third one read is now set and read in one block, so that it can be forwarded.
    private static KernelBody WithValues(KernelBody body)
        => body with { Locals = body.Locals.Select((local, number) => IsChosen(body, number) ? local with { Role = LocalRole.Value } : local).ToEquatable() };

    private static bool IsChosen(KernelBody body, int local)
    {
        BlockModel[] blocks = [.. body.Blocks.Where(block => block.Instructions.Any(one => Names(one, local))
            || (block.Terminator is BranchTerminator branch && ExpressionLocals.Reads(branch.Condition, local)))];
        return blocks.Length == 1 && blocks[0].Instructions.Count(one => one.Target() == local) == 1
            && blocks[0].Instructions.First(one => Names(one, local)) is AssignInstruction { Path.Count: 0, Value: SelectExpression } choice
            && choice.Local == local && !ExpressionLocals.Reads(choice, local);
    }

    private static bool Names(Instruction instruction, int local) => instruction.Target() == local || ExpressionLocals.Reads(instruction, local);

    // The body without one of its branches; null when there is none to replace.
    private KernelBody? Next()
    {
        foreach (int head in _flow.Graph.Order.Where(block => _flow.Loops.Around(block).Count > 0))
        {
            _locals.Clear();
            if (_body.Blocks[head].Terminator is BranchTerminator both && JointBranches.Joined(both, _body.Blocks, _flow.Graph) is { } joined)
            {
                return With(head, _body.Blocks[head] with { Terminator = joined });
            }

            if (_body.Blocks[head].Terminator is BranchTerminator branch && Meeting(head, branch) is { } meeting && Chosen(head, branch, meeting) is { } choices)
            {
                BlockModel block = _body.Blocks[head];
                return With(head, block with { Instructions = block.Instructions.Concat(choices).ToEquatable(), Terminator = new JumpTerminator(meeting) });
            }
        }

        return null;
    }

    private KernelBody With(int number, BlockModel block) => _body with
    {
        Locals = _locals.Count == 0 ? _body.Locals : _locals.ToEquatable(),
        Blocks = _body.Blocks.Select((old, at) => at == number ? block : old).ToEquatable(),
    };

    // Where the two sides of a branch meet, each of which has at most one block of its own.
    private int? Meeting(int head, BranchTerminator branch)
    {
        bool IsSide(int block) => block != head && _flow.Graph.Predecessors(block).Count == 1 && _body.Blocks[block].Terminator is JumpTerminator;
        int After(int block) => ((JumpTerminator)_body.Blocks[block].Terminator).Target;
        (int first, int second) = (branch.WhenTrue, branch.WhenFalse);
        int? meeting = IsSide(first) && (After(first) == second || (IsSide(second) && After(first) == After(second))) ? After(first)
            : IsSide(second) && After(second) == first ? first
            : null;
        return meeting is { } found && found != head && first != second ? found : null;
    }

    private List<Instruction>? Chosen(int head, BranchTerminator branch, int meeting)
    {
        Dictionary<int, Expression> whenTrue = [], whenFalse = [];
        Expression opposite = new UnaryExpression(branch.Condition.Type, UnaryOperator.Not, branch.Condition);
        List<Instruction> accesses = [], others = [];
        if (!TryRead(head, branch.WhenTrue, meeting, branch.Condition, whenTrue, accesses) || !TryRead(head, branch.WhenFalse, meeting, opposite, whenFalse, others))
        {
            return null;
        }

        List<AssignInstruction> choices = [];
        foreach (int local in whenTrue.Keys.Union(whenFalse.Keys).Where(_live[meeting].Contains).OrderBy(static local => local))
        {
            LocalExpression old = new(_body.Locals[local].Type, local);
            Expression value = new SelectExpression(
                old.Type, branch.Condition, whenTrue.TryGetValue(local, out Expression? one) ? one : old, whenFalse.TryGetValue(local, out Expression? other) ? other : old);
            choices.Add(new AssignInstruction(_body.Blocks[head].Line, local, [], value));
        }

        IReadOnlyList<Instruction> joined = Joined(accesses, others, branch.Condition);
        return joined.Concat(choices).Sum(Operations) > MostOperations || InOrder(choices) is not { } ordered ? null : [.. joined, .. ordered];
    }

    // Where each side only stores, and both into one element, the element is stored always; so where each side changes that element.
    private static IReadOnlyList<Instruction> Joined(List<Instruction> accesses, List<Instruction> others, Expression condition)
    {
        if (accesses.Count != others.Count || accesses.Count is not (1 or 2) || accesses[accesses.Count - 1] is not StoreInstruction one || others[others.Count - 1] is not StoreInstruction other
            || !IsSame(one.Access, other.Access) || one.When != condition || other.When is not UnaryExpression { Operator: UnaryOperator.Not, Operand: { } opposite } || opposite != condition)
        {
            return [.. accesses, .. others];
        }

        if (accesses.Count == 1)
        {
            return [one with { When = null, Value = new SelectExpression(one.Value.Type, condition, one.Value, other.Value) }];
        }

        if (accesses[0] is not LoadInstruction load || others[0] is not LoadInstruction again || !IsSame(load.Access, one.Access) || !IsSame(again.Access, one.Access)
            || load.When != condition || again.When != other.When)
        {
            return [.. accesses, .. others];
        }

        LocalExpression old = new(load.Access.Value, load.Local);
        Expression value = ExpressionSimplifier.Replace(other.Value, local => local.Local == again.Local ? old : null);
        return [load with { When = null }, one with { When = null, Value = new SelectExpression(one.Value.Type, condition, one.Value, value) }];
    }

    private static bool IsSame(Access one, Access other) => one with { Site = other.Site } == other;

    // What a side leaves in locals, by values at the end of the block before it. An element that was loaded there is not loaded again.
    private bool TryRead(int head, int side, int meeting, Expression condition, Dictionary<int, Expression> values, List<Instruction> accesses)
    {
        if (side == meeting)
        {
            return true;
        }

        foreach (Instruction instruction in _body.Blocks[side].Instructions)
        {
            Instruction known = instruction.WithParts(values, static (part, all) => ExpressionSimplifier.Replace(part, local => all.TryGetValue(local.Local, out Expression? value) ? value : null));
            switch (known)
            {
                case AssignInstruction { Path.Count: 0 } assign when Speculation.AllowsLanes(assign.Value, _isFast) && Holds(assign.Local):
                    values[assign.Local] = assign.Value;
                    break;
                case LoadInstruction { When: null } load when accesses.Count == 0 && Before(head, load) is { } before:
                    values[load.Local] = before;
                    break;
                case LoadInstruction load when IsPure(load) && Holds(load.Local):
                    accesses.Add(load with { Local = Own(load.Local, values), When = Both(condition, load.When) });
                    break;
                case StoreInstruction store when IsPure(store) && LaneVocabulary.Holds(store.Access.Value):
                    accesses.Add(store with { When = Both(condition, store.When) });
                    break;
                case BoundsInstruction bounds when bounds.IsPlanned || IsKnown(head, bounds):
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    // Where an element is loaded, the condition and the other side still read what a variable was before. So it gets a local of its own, unless it has one.
    private int Own(int local, Dictionary<int, Expression> values)
    {
        if (_body.Locals[local].Role == LocalRole.Value && _uses.Setting(local).Count == 1)
        {
            return local;
        }

        if (_locals.Count == 0)
        {
            _locals.AddRange(_body.Locals);
        }

        _locals.Add(new LocalModel(_body.Locals[local].Name, _body.Locals[local].Type, LocalRole.Value));
        values[local] = new LocalExpression(_body.Locals[local].Type, _locals.Count - 1);
        return _locals.Count - 1;
    }

    private bool IsPure(Instruction instruction) => Enumerable.Range(0, instruction.PartCount()).All(part => Speculation.AllowsLanes(instruction.Part(part), _isFast));

    private static Expression Both(Expression condition, Expression? when)
        => when is null ? condition : new BinaryExpression(condition.Type, BinaryOperator.Both, condition, when);

    private bool Holds(int local) => LaneVocabulary.Holds(_body.Locals[local].Type);

    private LocalExpression? Before(int head, LoadInstruction load)
    {
        EquatableArray<Instruction> instructions = _body.Blocks[head].Instructions;
        for (int at = instructions.Count - 1; at >= 0; at--)
        {
            if (instructions[at] is LoadInstruction { When: null } before && before.Access.Parameter == load.Access.Parameter && before.Access.Index == load.Access.Index
                && before.Access.Path.Equals(load.Access.Path) && before.Access.Value == load.Access.Value)
            {
                return IsUnchanged(instructions, at, before.Local) && IsUnchanged(instructions, at, before.Access.Index) ? new LocalExpression(load.Access.Value, before.Local) : null;
            }

            if (instructions[at] is StoreInstruction or AtomicInstruction)
            {
                return null;
            }
        }

        return null;
    }

    private bool IsKnown(int head, BoundsInstruction bounds)
    {
        EquatableArray<Instruction> instructions = _body.Blocks[head].Instructions;
        return Enumerable.Range(0, instructions.Count).Any(at => instructions[at] is BoundsInstruction before && before.Index == bounds.Index && before.Length == bounds.Length
            && before.IsPlanned == bounds.IsPlanned && IsUnchanged(instructions, at, before.Index) && IsUnchanged(instructions, at, before.Length));
    }

    private static bool IsUnchanged(EquatableArray<Instruction> instructions, int at, int local) => instructions.Skip(at + 1).All(later => later.Target() != local);

    private static bool IsUnchanged(EquatableArray<Instruction> instructions, int at, Expression expression)
        => instructions.Skip(at).All(later => later.Target() < 0 || !ExpressionLocals.Reads(expression, later.Target()));

    // All are chosen by values from before, so what one reads is set after it; null when there is no such order.
    private static List<Instruction>? InOrder(List<AssignInstruction> choices)
    {
        List<Instruction> ordered = [];
        while (choices.Count > 0)
        {
            int next = choices.FindIndex(choice => choices.All(other => other == choice || !ExpressionLocals.Reads(other.Value, choice.Local)));
            if (next < 0)
            {
                return null;
            }

            ordered.Add(choices[next]);
            choices.RemoveAt(next);
        }

        return ordered;
    }

    private static int Operations(Instruction instruction) => Enumerable.Range(0, instruction.PartCount()).Sum(part => Operations(instruction.Part(part)));

    private static int Operations(Expression expression)
        => (expression.PartCount() > 0 ? 1 : 0) + Enumerable.Range(0, expression.PartCount()).Sum(part => Operations(expression.Part(part)));
}
