using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Joins conditions that C# asks one after the other, as in <c>while (a &amp;&amp; b)</c>, where lanes part at the first one. Each block in which lanes may rest
/// costs a test whether one is live, and more than a condition that nothing can come of.
/// </summary>
internal static class JointBranches
{
    /// <summary>Joins them.</summary>
    /// <param name="body">The body.</param>
    /// <param name="parting">The blocks whose branches part the lanes.</param>
    /// <returns>The body with fewer blocks; the same object when there are no such conditions.</returns>
    public static KernelBody Run(KernelBody body, IReadOnlyCollection<int> parting)
    {
        FlowGraph graph = new(body.Blocks);
        BlockModel[] blocks = [.. body.Blocks];
        bool isChanged = false;

        // Later ones first, so that three become two and then one.
        foreach (int first in graph.Order.Reverse().Where(parting.Contains))
        {
            while (blocks[first].Terminator is BranchTerminator branch && Joined(branch, blocks, graph) is { } joined)
            {
                blocks[first] = blocks[first] with { Terminator = joined };
                isChanged = true;
            }
        }

        return isChanged ? BlockPruning.Run(body with { Blocks = blocks.ToEquatable() }) : body;
    }

    private static BranchTerminator? Joined(BranchTerminator branch, BlockModel[] blocks, FlowGraph graph)
    {
        BranchTerminator? Second(int block)
            => graph.Predecessors(block).Count == 1 && blocks[block] is { Instructions.Count: 0, Terminator: BranchTerminator second } && IsPlain(second.Condition) ? second : null;

        return Second(branch.WhenTrue) is { } both && both.WhenFalse == branch.WhenFalse && both.WhenTrue != branch.WhenTrue
            ? branch with { Condition = Of(BinaryOperator.Both, branch, both), WhenTrue = both.WhenTrue }
            : Second(branch.WhenFalse) is { } either && either.WhenTrue == branch.WhenTrue && either.WhenFalse != branch.WhenFalse
                ? branch with { Condition = Of(BinaryOperator.Either, branch, either), WhenFalse = either.WhenFalse }
                : null;
    }

    private static BinaryExpression Of(BinaryOperator joint, BranchTerminator first, BranchTerminator second)
        => new(ValueType.Boolean, joint, first.Condition, second.Condition);

    // It may be computed where the first condition alone decides: nothing fails, and nothing takes long.
    private static bool IsPlain(Expression expression) => expression switch
    {
        ConstantExpression or LocalExpression or ArgumentExpression or IndexExpression or LengthExpression => true,
        BinaryExpression { Operator: not (BinaryOperator.Divide or BinaryOperator.Remainder) } or UnaryExpression or ConvertExpression
            or CallExpression { Function: DeviceFunction.Abs or DeviceFunction.Max or DeviceFunction.Min }
            => Enumerable.Range(0, expression.PartCount()).All(part => IsPlain(expression.Part(part))),
        _ => false,
    };
}
