using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Forwarding;

/// <summary>
/// Moves what a loop's variable grows by to the end of an iteration. A <c>foreach</c> takes its element and steps at once; afterwards it is the <c>for</c> loop
/// that a user would have written, and an element's number is the variable itself.
/// </summary>
internal static class LateGrowth
{
    /// <summary>Moves them.</summary>
    /// <param name="body">The body.</param>
    /// <returns>The body, which does the same.</returns>
    public static KernelBody Run(KernelBody body)
    {
        // Most loops step at the end already.
        if (!body.Blocks.Any(static block => HasEarly(block.Instructions)))
        {
            return body;
        }

        FlowAnalysis flow = new(body.Blocks);
        foreach (NaturalLoop loop in flow.Loops.IsReducible ? flow.Loops.Loops : [])
        {
            body = Run(body, flow, loop);
        }

        return body;
    }

    private static KernelBody Run(KernelBody body, FlowAnalysis flow, NaturalLoop loop)
    {
        if (loop.Latches.Count != 1 || body.Blocks[loop.Latches[0]].Terminator is not JumpTerminator || loop.Latches[0] == loop.Header)
        {
            return body;
        }

        foreach (int block in loop.Blocks.Where(block => block != loop.Header && flow.Dominators.Dominates(block, loop.Latches[0]) && flow.Loops.Around(block).Last() == loop))
        {
            for (int at = body.Blocks[block].Instructions.Count - 1; at >= 0; at--)
            {
                if (VariableOf(body.Blocks[block].Instructions[at]) is { } variable && IsReadBefore(body, flow, loop, block, at, variable))
                {
                    body = Moved(body, block, at, loop.Latches[0]);
                }
            }
        }

        return body;
    }

    private static bool HasEarly(EquatableArray<Instruction> instructions)
        => Enumerable.Range(0, Math.Max(0, instructions.Count - 1)).Any(at => VariableOf(instructions[at]) is not null);

    private static int? VariableOf(Instruction instruction)
        => instruction is AssignInstruction { Path.Count: 0, Value: BinaryExpression { Operator: BinaryOperator.Add, Left: LocalExpression left, Right: ConstantExpression } } assign
            && left.Local == assign.Local ? assign.Local : null;

    // Within the loop the variable is set here only, and read in the header and before it is set. What leaves the loop elsewhere than in the header does not read it.
    private static bool IsReadBefore(KernelBody body, FlowAnalysis flow, NaturalLoop loop, int block, int at, int variable)
    {
        bool leavesAtHeader = loop.Exits.All(exit => exit.From == loop.Header);
        for (int other = 0; other < body.Blocks.Count; other++)
        {
            if (!loop.Contains(other) && leavesAtHeader)
            {
                continue;
            }

            BlockModel one = body.Blocks[other];
            bool isBefore = loop.Contains(other) && (other == loop.Header || (other != block && flow.Dominators.Dominates(other, block)));
            for (int position = 0; position < one.Instructions.Count; position++)
            {
                bool isHere = other == block && position == at;
                if (!isHere && loop.Contains(other) && one.Instructions[position].Target() == variable)
                {
                    return false;
                }

                if (!isHere && !isBefore && !(other == block && position < at) && ExpressionLocals.Reads(one.Instructions[position], variable))
                {
                    return false;
                }
            }

            if (!isBefore && one.Terminator is BranchTerminator branch && ExpressionLocals.Reads(branch.Condition, variable))
            {
                return false;
            }
        }

        return true;
    }

    private static KernelBody Moved(KernelBody body, int block, int at, int latch)
    {
        Instruction growth = body.Blocks[block].Instructions[at];
        BlockModel[] blocks = [.. body.Blocks];
        blocks[block] = blocks[block] with { Instructions = blocks[block].Instructions.Where((_, position) => position != at).ToEquatable() };
        blocks[latch] = blocks[latch] with { Instructions = blocks[latch].Instructions.Append(growth).ToEquatable() };
        return body with { Blocks = blocks.ToEquatable() };
    }
}
