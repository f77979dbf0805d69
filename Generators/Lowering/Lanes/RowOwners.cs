using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Finds parameters of which each work item reaches one row only, its own, in whatever loops.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="forms">What its expressions are to an item as a whole.</param>
internal sealed class RowOwners(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, LaneForms forms)
{
    private readonly BodyUses _uses = new(kernel.Body);

    /// <summary>Whether every access to a parameter is at an item's start of a row and a counter below the distance of two such starts.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="unplanned">The sites of accesses that a plan does not name.</param>
    /// <returns>True when no item reaches another's elements.</returns>
    public bool Own(int parameter, EquatableArray<int> unplanned)
    {
        Expression? start = null;
        foreach (int block in flow.Graph.Order)
        {
            EquatableArray<Instruction> instructions = kernel.Body.Blocks[block].Instructions;
            for (int at = 0; at < instructions.Count; at++)
            {
                if (instructions[at].SpanAccess() is { } access && access.Parameter == parameter)
                {
                    Expression? row = RowOf(access, block, at, unplanned);
                    if (row is null || (start ??= row) != row)
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    // The start of the row to which an access keeps, by the counter of one of the loops around it.
    private Expression? RowOf(Access access, int block, int at, EquatableArray<int> unplanned)
        => flow.Loops.Around(block).Select(loop => RowIn(loop, access, block, at, unplanned)).FirstOrDefault(static row => row is not null);

    // Where the loop has others within, nothing in those changes its counter: it grows once in each turn.
    private Expression? RowIn(NaturalLoop loop, Access access, int block, int at, EquatableArray<int> unplanned)
    {
        if (loop.Header == block || CountedLoop.Find(kernel.Body, flow, _uses, loop) is not { IsInclusive: false } counted
            || !(counted.First is ConstantExpression { Integer: >= 0 } || SharedTurns.Of(kernel.Body, counted.First) is { First: ConstantExpression { Integer: >= 0 } }))
        {
            return null;
        }

        LoopValues values = new(kernel.Body, flow, loop);
        if (!values.TryUse(counted.Variable)
            || RisingIndex.Of(values.Of(access.Index, (block, at)), counted, forms) is not { Factor: ConstantExpression { Integer: 1 }, Number: 0, Rest: { } rest }
            || forms.WithoutLocals(rest) is not { } start)
        {
            return null;
        }

        if ((OwnTurns.MostOf(kernel.Body, counted.Limit) ?? SharedTurns.Of(kernel.Body, counted.Limit) ?? SharedTurns.Of(kernel.Body, counted.First)) is { } most)
        {
            return access.IsInside || unplanned.Contains(access.Site) ? null : PartOf(start, most, OwnTurns.MostOf(kernel.Body, counted.Limit) is null ? LinearIndex.NumberOf(0) : most.First);
        }

        return forms.WithoutLocals(counted.Limit) is { } width && RowStep.Of(start, spreads, kernel.Indices.Count - 1) == width
            ? PartsOfRows.Of(start, spreads, kernel.Indices.Count - 1)?.Start ?? start
            : null;
    }

    // The start of the row before that of the item's own turns, where the kernel asks whether these end within the row.
    private Expression? PartOf(Expression start, MostExpression most, Expression? from)
        => from is { } first && most.Limit is { } limit && ProductSum.Of(start) is { } whole && ProductSum.Of(first) is { } before
            && PartsOfRows.Of(whole.Without(before), spreads, kernel.Indices.Count - 1) is { } row
            && PartsOfRows.Refusals(limit, row.Width).All(refusal => kernel.Body.Blocks[0].Instructions.Any(one => one is GuardInstruction guard && guard.Condition == refusal))
            ? row.Start
            : null;
}
