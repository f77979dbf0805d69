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
    /// <returns>True when no item reaches another's elements.</returns>
    public bool Own(int parameter)
    {
        Expression? start = null;
        foreach (int block in flow.Graph.Order)
        {
            EquatableArray<Instruction> instructions = kernel.Body.Blocks[block].Instructions;
            for (int at = 0; at < instructions.Count; at++)
            {
                if (instructions[at].SpanAccess() is { } access && access.Parameter == parameter)
                {
                    Expression? row = RowOf(access.Index, block, at);
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
    private Expression? RowOf(Expression index, int block, int at)
        => flow.Loops.Around(block).Select(loop => RowIn(loop, index, block, at)).FirstOrDefault(static row => row is not null);

    // Where the loop has others within, nothing in those changes its counter: it grows once in each turn.
    private Expression? RowIn(NaturalLoop loop, Expression index, int block, int at)
    {
        if (loop.Header == block || CountedLoop.Find(kernel.Body, flow, _uses, loop) is not { IsInclusive: false, First: ConstantExpression { Integer: >= 0 } } counted)
        {
            return null;
        }

        LoopValues values = new(kernel.Body, flow, loop);
        return values.TryUse(counted.Variable)
            && values.Of(index, (block, at)) is { Factor: ConstantExpression { Integer: 1 }, Number: 0, Rest: { } rest }
            && forms.WithoutLocals(rest) is { } start && forms.WithoutLocals(counted.Limit) is { } width && RowStep.Of(start, spreads, kernel.Indices.Count - 1) == width
            ? start
            : null;
    }
}
