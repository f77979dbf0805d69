using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Finds the loops in which work items walk along rows.</summary>
/// <param name="kernel">The kernel. All its accesses are in bounds wherever it runs as lanes.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="regions">The blocks in which lanes may rest.</param>
internal sealed class RowWalkFinder(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, LaneRegions regions)
{
    private readonly BodyUses _uses = new(kernel.Body);

    /// <summary>Finds them.</summary>
    /// <returns>The loops.</returns>
    public IReadOnlyList<RowWalk> Find() => [.. flow.Loops.Loops.Select(Of).OfType<RowWalk>()];

    private RowWalk? Of(NaturalLoop loop)
    {
        EquatableArray<BlockModel> blocks = kernel.Body.Blocks;
        if (loop.Blocks.Count != 2 || regions.IsParted(loop.Header) || spreads.Parting.Contains(loop.Header) || blocks[loop.Header].Instructions.Count > 0
            || CountedLoop.Find(kernel.Body, flow, _uses, loop) is not { Step: 1 } counted)
        {
            return null;
        }

        int body = counted.Growth.Block;
        LoopValues values = new(kernel.Body, flow, loop);
        if (blocks[body].Terminator is not JumpTerminator || counted.Growth.Position != blocks[body].Instructions.Count - 1 || !values.TryUse(counted.Variable)
            || IndicesOf(body, values, counted.Variable) is not { Count: > 0 } indices || !AreApart(blocks[body].Instructions, indices))
        {
            return null;
        }

        RowWalk walk = new(loop.Header, body, counted.Variable, counted.Limit, counted.IsInclusive, indices, null);
        RowAlong? along = new RowAlongFinder(kernel, spreads).Find(walk);

        // Only along the row is a part of a vector loaded or stored.
        return along is null && blocks[body].Instructions.Any(static instruction => instruction.When() is not null) ? null : walk with { Along = along };
    }

    // The indices of accesses to rows; null when an access has no form.
    private Dictionary<int, Expression>? IndicesOf(int body, LoopValues values, int variable)
    {
        Dictionary<int, Expression> indices = [];
        EquatableArray<Instruction> instructions = kernel.Body.Blocks[body].Instructions;
        for (int at = 0; at < instructions.Count; at++)
        {
            // Elements of later iterations are loaded ahead, so nothing may end an item before.
            if (instructions[at] is GuardInstruction or BoundsInstruction { IsPlanned: false })
            {
                return null;
            }

            if (instructions[at].SpanAccess() is not { } access || spreads.Of(access.Index).Stride is 0 or 1)
            {
                continue;
            }

            if (instructions[at] is AtomicInstruction || access.Path.Count > 0 || access.Value.Kind == ValueKind.Struct
                || values.Of(access.Index, (body, at)) is not { Factor: ConstantExpression { Integer: 1 } } form)
            {
                return null;
            }

            Expression counter = new LocalExpression(ValueType.Int32, variable);
            indices[at] = form.Rest is null && form.Number == 0 ? counter : new BinaryExpression(ValueType.Int32, BinaryOperator.Add, form.RestWith(form.Number), counter);
        }

        return indices;
    }

    // What a loop stores in a row is loaded before in the same iteration, if at all: other iterations have other elements.
    private static bool AreApart(EquatableArray<Instruction> instructions, Dictionary<int, Expression> indices)
    {
        foreach (KeyValuePair<int, Expression> store in indices.Where(index => instructions[index.Key] is StoreInstruction))
        {
            int parameter = instructions[store.Key].SpanAccess()!.Parameter;
            for (int at = 0; at < instructions.Count; at++)
            {
                if (at != store.Key && instructions[at].SpanAccess()?.Parameter == parameter
                    && (at > store.Key || instructions[at] is not LoadInstruction || !indices.TryGetValue(at, out Expression? index) || index != store.Value))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
