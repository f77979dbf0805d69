using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// The blocks to which only items come for which a condition of the inner items holds. At the ends of a row few items do: those of groups of lanes that have
/// some of both.
/// </summary>
internal sealed class InnerBlocks
{
    private readonly FlowAnalysis _flow;
    private readonly KnownNumbers _known;
    private readonly EquatableArray<LaneCondition> _conditions;
    private readonly int _last;

    private InnerBlocks(KernelModel kernel, FlowAnalysis flow, EquatableArray<LaneCondition> conditions)
    {
        (_flow, _conditions, _last) = (flow, conditions, kernel.Indices.Count - 1);
        _known = new KnownNumbers(kernel.Body, flow);
    }

    /// <summary>Finds them.</summary>
    /// <param name="kernel">The whole kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="conditions">The conditions of the inner items.</param>
    /// <returns>The blocks.</returns>
    public static HashSet<int> Of(KernelModel kernel, FlowAnalysis flow, EquatableArray<LaneCondition> conditions)
    {
        if (conditions.Count == 0)
        {
            return [];
        }

        InnerBlocks blocks = new(kernel, flow, conditions);
        return [.. flow.Graph.Order.Where(block => kernel.Body.Blocks[block].Terminator is BranchTerminator)
            .SelectMany(block => blocks.Behind(block, (BranchTerminator)kernel.Body.Blocks[block].Terminator, kernel.Body.Blocks[block].Instructions.Count))];
    }

    private IEnumerable<int> Behind(int block, BranchTerminator branch, int end)
        => new[] { (Side: branch.WhenTrue, IsTrue: true), (Side: branch.WhenFalse, IsTrue: false) }.Where(one => Tells(branch.Condition, one.IsTrue, block, end))
            .SelectMany(one => _flow.Graph.Order.Where(place => _flow.EdgeDominates(block, one.Side, place)));

    // Whether one of the conditions holds where a truth is known.
    private bool Tells(Expression truth, bool isTrue, int block, int end) => truth switch
    {
        UnaryExpression { Operator: UnaryOperator.Not } not => Tells(not.Operand, !isTrue, block, end),
        BinaryExpression { Operator: BinaryOperator.Both } both when isTrue => Tells(both.Left, true, block, end) || Tells(both.Right, true, block, end),
        BinaryExpression { Operator: BinaryOperator.Either } either when !isTrue
            => Tells(either.Left, false, block, end) || Tells(either.Right, false, block, end),
        BinaryExpression comparison when comparison.Operator.IsComparison() && _known.Of(comparison.Left, block, end) is { } left && _known.Of(comparison.Right, block, end) is { } right
            => LaneCondition.Of(left, isTrue ? comparison.Operator : comparison.Operator.Opposite(), right, _last) is { } condition && _conditions.Contains(condition),
        _ => false,
    };
}
