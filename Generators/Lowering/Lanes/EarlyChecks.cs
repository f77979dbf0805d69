using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Makes the checks that come after an effect before all effects, so that a group of lanes knows whether an item fails before it stores anything. That can be done
/// where a check depends on arguments, indices, and elements of spans that the kernel does not write.
/// </summary>
internal sealed class EarlyChecks
{
    private static readonly ValueType UInt32 = new(ValueKind.UInt32, "uint");
    private static readonly ValueType UInt64 = new(ValueKind.UInt64, "ulong");

    private readonly KernelModel _kernel;
    private readonly FlowAnalysis _flow;
    private readonly EarlyForms _forms;
    private readonly EquatableArray<int> _unplanned;
    private readonly bool[] _hasEffect;
    private readonly HashSet<int> _after = [];

    private EarlyChecks(KernelModel kernel, FlowAnalysis flow, EquatableArray<int> unplanned, IEnumerable<int> given)
    {
        (_kernel, _flow, _unplanned, _forms) = (kernel, flow, unplanned, new EarlyForms(kernel, flow, given));
        _hasEffect = [.. kernel.Body.Blocks.Select(static block => block.Instructions.Any(IsEffect))];
        Stack<int> open = new(flow.Graph.Order.Where(block => _hasEffect[block]).SelectMany(flow.Graph.Successors));
        while (open.Count > 0)
        {
            int block = open.Pop();
            foreach (int next in _after.Add(block) ? flow.Graph.Successors(block) : [])
            {
                open.Push(next);
            }
        }
    }

    /// <summary>Rewrites a kernel.</summary>
    /// <param name="kernel">The kernel. Spans that it writes overlap no others.</param>
    /// <param name="unplanned">The sites whose index no plan names; those that are left when some are checked early.</param>
    /// <param name="early">The sites of all accesses that are checked early.</param>
    /// <param name="given">Locals that nothing sets: those that stand for indices; null for none.</param>
    /// <returns>The kernel for lanes; null when a check that comes after an effect cannot come before it.</returns>
    public static KernelModel? Run(KernelModel kernel, ref EquatableArray<int> unplanned, out EquatableArray<int> early, IEnumerable<int>? given = null)
    {
        early = [];
        FlowAnalysis flow = new(kernel.Body.Blocks);
        return flow.Loops.IsReducible && flow.Control.IsComplete && kernel.Body.Arrays.Count == 0
            ? new EarlyChecks(kernel, flow, unplanned, given ?? []).Run(ref unplanned, ref early)
            : null;
    }

    private KernelModel? Run(ref EquatableArray<int> unplanned, ref EquatableArray<int> early)
    {
        CodePlace[] all = [.. _flow.Graph.Order.SelectMany(block => Enumerable.Range(0, _kernel.Body.Blocks[block].Instructions.Count).Select(at => new CodePlace(block, at)))];

        // A plan may name an index that depends on data, by the ends of its type. Where all accesses that no plan names are checked early, all others are in
        // bounds, and so are the checks before them.
        HashSet<CodePlace> made = [.. all.Where(place => At(place).SpanAccess() is { IsInside: false } access && _forms.IsKnown(access.Index)
            && (_unplanned.Contains(access.Site) || _forms.IsOfData(access.Index)))];
        HashSet<int> open = [.. all.Where(place => !made.Contains(place)).Select(place => At(place).SpanAccess()).OfType<Access>()
            .Where(static access => !access.IsInside).Select(static access => access.Site)];
        EquatableArray<int> left = unplanned.Where(open.Contains).ToEquatable();
        made.UnionWith(all.Where(place => IsLate(place) && LaneEffects.CanFail(At(place), left)));
        if (PlaceBefore(made) is not (>= 0 and int before))
        {
            return null;
        }

        made.UnionWith(all.Where(place => place.Block == before && IsKnownCheck(At(place))));
        foreach (CodePlace place in all.Where(made.Contains))
        {
            if (!CanMake(place, before))
            {
                return null;
            }

            Make(place, before);
        }

        early = made.Select(place => At(place).SpanAccess()).OfType<Access>().Select(static access => access.Site).Where(site => !open.Contains(site))
            .Distinct().OrderBy(static site => site).ToEquatable();
        unplanned = left;
        BlockModel[] blocks = [.. _kernel.Body.Blocks.Select((block, number) => block with { Instructions = Rewritten(block.Instructions, number, before, made) })];
        blocks[before] = blocks[before] with { Instructions = _forms.Instructions.Concat(blocks[before].Instructions).ToEquatable() };
        return _kernel with { Body = _kernel.Body with { Locals = _forms.Locals, Blocks = blocks.ToEquatable() } };
    }

    private static bool IsEffect(Instruction instruction) => instruction is StoreInstruction or AtomicInstruction;

    private Instruction At(CodePlace place) => _kernel.Body.Blocks[place.Block].Instructions[place.Position];

    private bool IsLate(CodePlace place) => _after.Contains(place.Block) || _kernel.Body.Blocks[place.Block].Instructions.Take(place.Position).Any(IsEffect);

    // The block on the way to all effects and to all that is checked early, outside of loops; -1 for none, as where a kernel does nothing.
    private int PlaceBefore(HashSet<CodePlace> made)
    {
        int before = _flow.Graph.Order.Where(block => _hasEffect[block]).Concat(made.Select(static place => place.Block)).DefaultIfEmpty(-1).Aggregate(_flow.Dominators.Common);
        while (before >= 0 && _flow.Loops.Around(before) is { Count: > 0 } around)
        {
            before = _flow.Dominators.Parent(around[0].Header);
        }

        return before;
    }

    // A check that each item comes to is made once, before all that is loaded for others.
    private bool IsKnownCheck(Instruction instruction) => instruction switch
    {
        GuardInstruction guard => guard.Condition is not ConstantExpression && _forms.IsKnown(guard.Condition),
        BoundsInstruction { IsPlanned: false, Parameter: >= 0 } bounds => _forms.IsKnown(bounds.Index) && _forms.IsKnown(bounds.Length),
        _ => false,
    };

    private bool CanMake(CodePlace place, int before) => At(place) switch
    {
        GuardInstruction guard => Weaker(guard.Condition) is not null || Way(place, before) is not null,
        BoundsInstruction { Parameter: >= 0 } bounds => _forms.IsKnown(bounds.Index) && _forms.IsKnown(bounds.Length),
        var other => other.SpanAccess() is { } access && _forms.IsKnown(access.Index),
    };

    private void Make(CodePlace place, int before)
    {
        Expression? way = Way(place, before) is { } known ? _forms.Of(known) : null;
        switch (At(place))
        {
            case GuardInstruction guard:
                Expression? condition = Weaker(guard.Condition) is { } weaker ? _forms.Of(weaker) : null;
                _forms.Check(guard with { Condition = Both(way, condition)!, Element = null });
                break;
            case BoundsInstruction bounds:
                Expression index = _forms.Of(bounds.Index);
                MakeBounds(bounds with { Index = index, Length = _forms.Of(bounds.Length), Element = index, IsPlanned = false }, way);
                break;
            case var other:
                Access access = other.SpanAccess()!;
                Expression element = _forms.Of(access.Index);
                MakeBounds(new BoundsInstruction(other.Line, access.Site, access.Parameter, element, new LengthExpression(access.Parameter), element), way);
                break;
        }
    }

    private void MakeBounds(BoundsInstruction bounds, Expression? way)
    {
        ValueType unsigned = bounds.Index.Type.Kind == ValueKind.Int64 ? UInt64 : UInt32;
        _forms.Check(way is null ? bounds : new GuardInstruction(
            bounds.Line,
            bounds.Site,
            Both(way, new BinaryExpression(ValueType.Boolean, BinaryOperator.GreaterOrEqual, new ConvertExpression(unsigned, bounds.Index), new ConvertExpression(unsigned, bounds.Length)))!,
            ErrorKind.OutOfRange,
            null));
    }

    // What holds wherever a condition does, of what is known early; null when nothing is, and when it always holds.
    private Expression? Weaker(Expression condition) => condition switch
    {
        ConstantExpression => null,
        BinaryExpression { Operator: BinaryOperator.Both } both when !_forms.IsKnown(condition) => Both(Weaker(both.Left), Weaker(both.Right)),
        _ => _forms.IsKnown(condition) ? condition : null,
    };

    // What holds on each way from one block to another place, of what is known early.
    private Expression? Way(CodePlace place, int before)
    {
        Expression? way = null;
        for (int block = place.Block; block != before; block = _flow.Dominators.Parent(block))
        {
            int from = _flow.Dominators.Parent(block);
            if (_kernel.Body.Blocks[from].Terminator is BranchTerminator branch && branch.WhenTrue != branch.WhenFalse && _flow.EdgeDominates(from, block, place.Block)
                && _forms.IsKnown(branch.Condition))
            {
                way = Both(block == branch.WhenTrue ? branch.Condition : new UnaryExpression(ValueType.Boolean, UnaryOperator.Not, branch.Condition), way);
            }
        }

        return way;
    }

    private static Expression? Both(Expression? left, Expression? right)
        => left is null ? right : right is null ? left : new BinaryExpression(ValueType.Boolean, BinaryOperator.Both, left, right);

    private EquatableArray<Instruction> Rewritten(EquatableArray<Instruction> instructions, int block, int before, HashSet<CodePlace> made)
        => instructions.Select((instruction, at) => (Instruction: instruction, IsMade: made.Contains(new CodePlace(block, at))))
            .Where(static one => !one.IsMade || one.Instruction is not (GuardInstruction or BoundsInstruction))
            .Select(one => one.Instruction is LoadInstruction load && _flow.Dominators.Dominates(before, block) && _forms.Loaded(load.Access) is { } local
                ? new AssignInstruction(load.Line, load.Local, [], local)
                : one.IsMade ? one.Instruction.Inside() : one.Instruction)
            .ToEquatable();
}
