using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Joins conditions that C# asks one after the other, as in <c>while (a &amp;&amp; b)</c>, where lanes part at the first one. Each block in which lanes may
/// rest costs a test whether one is live, and more than a condition that nothing can come of.
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

    /// <summary>
    /// Joins a condition with the one that is asked after one of its outcomes, if the block there does nothing else and both lead to the same places.
    /// </summary>
    /// <param name="branch">The branch that asks first.</param>
    /// <param name="blocks">The blocks of the body.</param>
    /// <param name="graph">Their graph.</param>
    /// <returns>The branch that asks both at once; null when there is none.</returns>
    public static BranchTerminator? Joined(BranchTerminator branch, IReadOnlyList<BlockModel> blocks, FlowGraph graph)
    {
        BranchTerminator? Second(int block)
            => graph.Predecessors(block).Count == 1 && blocks[block] is { Instructions.Count: 0, Terminator: BranchTerminator test } && Speculation.Allows(test.Condition) ? test : null;

        return Second(branch.WhenTrue) is { } both && both.WhenFalse == branch.WhenFalse && both.WhenTrue != branch.WhenTrue
            ? branch with { Condition = Of(BinaryOperator.Both, branch, both), WhenTrue = both.WhenTrue }
            : Second(branch.WhenFalse) is { } either && either.WhenTrue == branch.WhenTrue && either.WhenFalse != branch.WhenFalse
                ? branch with { Condition = Of(BinaryOperator.Either, branch, either), WhenFalse = either.WhenFalse }
                : null;
    }

    private static BinaryExpression Of(BinaryOperator joint, BranchTerminator first, BranchTerminator second)
        => new(ValueType.Boolean, joint, first.Condition, second.Condition);
}
