using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Writes out the loops in which an index and the loop's counter are compared with a bound: once the counter is a constant the comparison has an inner outcome.
/// </summary>
internal static class EndTests
{
    /// <summary>Writes out such loops.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>Its body, with fewer loops.</returns>
    public static KernelBody Unrolled(KernelModel kernel)
    {
        KernelBody body = kernel.Body;
        int least = kernel.Indices.Count - 1;
        while (WithoutOne(kernel, body, least) is { } shorter)
        {
            // Loops around the first one are written out for their rows too.
            body = ValueForwarding.Run(shorter);
            least = 0;
        }

        return body;
    }

    private static KernelBody? WithoutOne(KernelModel kernel, KernelBody body, int least)
    {
        FlowAnalysis flow = new(body.Blocks);
        foreach (NaturalLoop loop in flow.Loops.Loops)
        {
            foreach (LoopTurns turns in LoopTurns.Of(body, flow, loop))
            {
                KnownNumbers known = new(body, flow, turns.Counter);
                if (loop.Blocks.Any(block => IsTested(kernel, body, known, turns.Counter, block, least)) && LoopUnrolling.Run(body, loop, turns) is { } unrolled)
                {
                    return unrolled;
                }
            }
        }

        return null;
    }

    private static bool IsTested(KernelModel kernel, KernelBody body, KnownNumbers known, int counter, int block, int least)
    {
        EquatableArray<Instruction> instructions = body.Blocks[block].Instructions;
        bool Tests(Expression expression, int position)
            => (IsTest(expression) && Enumerable.Range(0, expression.PartCount()).Any(part => known.Of(expression.Part(part), block, position) is { } number
                    && ExpressionLocals.Reads(number, counter) && Enumerable.Range(least, kernel.Indices.Count - least).Any(dimension => KnownNumbers.Step(number, dimension) is not (null or 0))))
                || Enumerable.Range(0, expression.PartCount()).Any(part => Tests(expression.Part(part), position));

        return Enumerable.Range(0, instructions.Count).Any(position =>
                Enumerable.Range(0, instructions[position].PartCount()).Any(part => Tests(instructions[position].Part(part), position)))
            || (body.Blocks[block].Terminator is BranchTerminator branch && Tests(branch.Condition, instructions.Count));
    }

    private static bool IsTest(Expression expression)
        => expression is BinaryExpression { Operator: var operation } ? operation.IsComparison()
            : expression is CallExpression { Function: DeviceFunction.Min or DeviceFunction.Max or DeviceFunction.Clamp };
}
