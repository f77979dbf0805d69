using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Finds values and operations of a kernel that have no form for lanes.</summary>
internal static class UnknownForms
{
    /// <summary>Looks for the first value or operation without a form for lanes.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="spreads">How its values differ between work items.</param>
    /// <returns>The reason; <see cref="LaneReason.None"/> when all have one.</returns>
    public static LaneReason Find(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads)
    {
        foreach (Instruction instruction in flow.Graph.Order.SelectMany(block => kernel.Body.Blocks[block].Instructions))
        {
            if (instruction.Target() is >= 0 and int local && spreads.Of(local).IsVector && !LaneVocabulary.Holds(kernel.Body.Locals[local].Type))
            {
                return LaneReason.Structs;
            }

            if (instruction.SpanAccess() is { Value.Kind: ValueKind.Struct } whole && !spreads.Of(whole.Index).IsUniform)
            {
                return LaneReason.Structs;
            }

            // What an element was before depends on the order in which items come to it.
            if (instruction is AtomicInstruction { Local: >= 0 } or AtomicInstruction { Operator: AtomicOperator.Exchange or AtomicOperator.CompareExchange })
            {
                return LaneReason.Operation;
            }

            for (int part = 0; part < instruction.PartCount(); part++)
            {
                if (!IsKnown(instruction.Part(part), spreads))
                {
                    return LaneReason.Operation;
                }
            }
        }

        return flow.Graph.Order.Any(block => kernel.Body.Blocks[block].Terminator is BranchTerminator branch && !IsKnown(branch.Condition, spreads))
            ? LaneReason.Operation
            : LaneReason.None;
    }

    private static bool IsKnown(Expression expression, LaneSpreads spreads)
        => spreads.Of(expression).IsUniform
            || (LaneVocabulary.Has(expression) && Enumerable.Range(0, expression.PartCount()).All(part => IsKnown(expression.Part(part), spreads)));
}
