using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Turns;

/// <summary>
/// Lets loops end below a number that end at it: <c>k != n</c> becomes <c>k &lt; n</c>. A loop that begins beyond its end counts until it wraps. A guard before the
/// loop sends such items through the method.
/// </summary>
internal sealed class ExactEnds : LoopRewriter
{
    private ExactEnds(KernelModel kernel, FlowAnalysis flow)
        : base(kernel, flow)
    {
    }

    /// <summary>Rewrites the loops of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel for lanes; the same one when it has no such loop.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (!CanRewrite(kernel, flow))
        {
            return kernel;
        }

        ExactEnds ends = new(kernel, flow);
        return ends.Rewritten(flow.Loops.Loops.Where(flow.Loops.IsInnermost), ends.TryRewrite);
    }

    private bool TryRewrite(NaturalLoop loop)
    {
        BlockModel header = Kernel.Body.Blocks[loop.Header];
        if (header.Instructions.Count > 0 || header.Terminator is not BranchTerminator { Condition: BinaryExpression test } branch
            || test.Operator != (loop.Contains(branch.WhenTrue) ? BinaryOperator.NotEqual : BinaryOperator.Equal))
        {
            return false;
        }

        foreach ((Expression variable, Expression limit) in new[] { (test.Left, test.Right), (test.Right, test.Left) })
        {
            BinaryExpression below = new(ValueType.Boolean, BinaryOperator.Less, variable, limit);
            BlockModel ordered = header with { Terminator = loop.Contains(branch.WhenTrue) ? branch with { Condition = below } : new BranchTerminator(below, branch.WhenFalse, branch.WhenTrue) };
            if (CountedLoop.Find(Kernel.Body with { Blocks = Kernel.Body.Blocks.Select((block, number) => number == loop.Header ? ordered : block).ToEquatable() }, Flow, Uses, loop)
                is { Step: 1, Loads.Count: 0 } counted)
            {
                Blocks[loop.Header] = ordered;
                Guard(counted, variable);
                return true;
            }
        }

        return false;
    }

    private void Guard(CountedLoop counted, Expression variable)
    {
        BlockModel entry = Blocks[counted.Before];
        List<Instruction> before = [];
        if (counted.First is ConstantExpression first)
        {
            Refuse(before, entry.Line, BinaryOperator.Less, counted.Limit, first);
        }
        else
        {
            before.Add(new GuardInstruction(entry.Line, 0, new BinaryExpression(ValueType.Boolean, BinaryOperator.Greater, variable, counted.Limit), ErrorKind.OutOfRange, null));
        }

        Blocks[counted.Before] = entry with { Instructions = entry.Instructions.Concat(before).ToEquatable() };
    }
}
