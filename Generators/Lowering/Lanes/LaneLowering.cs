using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Decides whether and how the work items of a kernel run as lanes of vectors on the host, without a change of any result.</summary>
internal static class LaneLowering
{
    // The registers of a processor hold this many vectors beside what an item computes in between.
    private const int MostVectors = 12;

    /// <summary>Decides.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="reason">Why there are no lanes.</param>
    /// <returns>The kernel with lanes; null for none.</returns>
    public static LaneModel? Lower(KernelModel kernel, PlanModel plan, out LaneReason reason)
    {
        reason = LaneReason.ControlFlow;
        if (kernel.Body.Blocks.Count == 0)
        {
            return null;
        }

        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (!flow.Loops.IsReducible || !flow.Control.IsComplete)
        {
            return null;
        }

        reason = kernel.Body.Arrays.Count > 0 ? LaneReason.LocalArrays : LaneReason.None;
        if (reason != LaneReason.None)
        {
            return null;
        }

        LaneSpreads spreads = new(kernel, flow);
        bool isChecked = plan.Accesses.Any(static access => access.Reason is not null);
        reason = Unknown(kernel, flow, spreads);
        if (reason == LaneReason.None)
        {
            reason = new LaneEffects(kernel, flow, spreads).Obstacle(isChecked);
        }

        LaneRegions regions = new(flow, spreads.Parting);
        IReadOnlyList<RowWalk> walks = reason != LaneReason.None || isChecked ? [] : new RowWalkFinder(kernel, flow, spreads, regions).Find();
        if (reason == LaneReason.None)
        {
            reason = Loss(kernel, flow, spreads, walks);
        }

        if (reason != LaneReason.None)
        {
            return null;
        }

        bool parts = spreads.Parting.Count > 0;
        int rows = parts || walks.Count > 0 || !IsReused(kernel, flow, spreads) ? 1 : 4;
        int vectors = Math.Max(1, kernel.Body.Locals.Select((_, number) => number).Count(local => spreads.Of(local).IsVector));
        int groups = rows > 1 ? 2 : walks.Count > 0 ? 1 : parts ? (vectors > 8 ? 1 : 2) : vectors <= MostVectors / 4 ? 4 : vectors <= MostVectors / 2 ? 2 : 1;
        return new LaneModel(kernel, spreads, regions, new LaneBlends(kernel.Body, flow, regions), groups, rows, isChecked, walks);
    }

    /// <summary>Looks for the first value or operation without a form for lanes.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="spreads">How its values differ between work items.</param>
    /// <returns>The reason; <see cref="LaneReason.None"/> when all have one.</returns>
    public static LaneReason Unknown(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads)
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

    // Elements far from each other are loaded one by one, unless each item walks along a row; in a loop nothing is left to gain.
    private static LaneReason Loss(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, IReadOnlyList<RowWalk> walks)
    {
        bool gains = false;
        foreach (int block in flow.Graph.Order)
        {
            IReadOnlyList<NaturalLoop> around = flow.Loops.Around(block);
            foreach (Instruction instruction in kernel.Body.Blocks[block].Instructions)
            {
                Spread? index = instruction.SpanAccess() is { } access ? spreads.Of(access.Index) : null;
                if (index is { Stride: not (0 or 1) } && around.Count > 0 && walks.All(walk => walk.Body != block))
                {
                    return LaneReason.Scattered;
                }

                gains |= instruction is StoreInstruction or AtomicInstruction;
            }
        }

        return gains ? LaneReason.None : LaneReason.NothingToGain;
    }

    // Rows side by side share what they load where it is the same in each row and other in each lane, and a loop loads it again and again.
    private static bool IsReused(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads)
        => kernel.Indices.Count >= 2
            && flow.Graph.Order.All(block => kernel.Body.Blocks[block].Terminator is not BranchTerminator branch || !spreads.Of(branch.Condition).ByRow)
            && flow.Loops.Loops.SelectMany(static loop => loop.Blocks).SelectMany(block => kernel.Body.Blocks[block].Instructions)
                .OfType<LoadInstruction>().Any(load => spreads.Of(load.Access.Index) is { ByRow: false, IsUniform: false });
}
