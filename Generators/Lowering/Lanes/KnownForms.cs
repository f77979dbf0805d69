using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Asks whether all values and operations of a kernel have a form for lanes.</summary>
internal static class KnownForms
{
    /// <summary>Looks for the first value or operation without a form for lanes.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="spreads">How its values differ between work items.</param>
    /// <returns>The obstacle; <see cref="LaneReason.None"/> when all have one.</returns>
    public static LaneObstacle Obstacle(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads)
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
            if (instruction is AtomicInstruction atomic && (atomic.Local >= 0 || atomic.Operator is AtomicOperator.Exchange or AtomicOperator.CompareExchange))
            {
                return new LaneObstacle(LaneReason.Operation, OperationNames.Of(atomic), instruction.Line);
            }

            for (int part = 0; part < instruction.PartCount(); part++)
            {
                if (Unknown(instruction.Part(part), spreads) is { } unknown)
                {
                    return new LaneObstacle(LaneReason.Operation, OperationNames.Of(unknown), instruction.Line);
                }
            }
        }

        foreach (BlockModel block in flow.Graph.Order.Select(block => kernel.Body.Blocks[block]))
        {
            if (block.Terminator is BranchTerminator branch && Unknown(branch.Condition, spreads) is { } unknown)
            {
                return new LaneObstacle(LaneReason.Operation, OperationNames.Of(unknown), block.Instructions.Select(static one => one.Line).Append(block.Line).Max());
            }
        }

        return LaneReason.None;
    }

    // The first operation without a form, of those that differ between work items.
    private static Expression? Unknown(Expression expression, LaneSpreads spreads)
        => spreads.Of(expression).IsUniform ? null
            : !LaneVocabulary.Has(expression) ? expression
            : Enumerable.Range(0, expression.PartCount()).Select(part => Unknown(expression.Part(part), spreads)).FirstOrDefault(static unknown => unknown is not null);
}
