using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Finds the loops in which work items walk along rows.</summary>
/// <param name="kernel">The kernel. All its accesses are in bounds wherever it runs as lanes.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="regions">The blocks in which lanes may rest.</param>
internal sealed class RowWalkFinder(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, LaneRegions regions)
{
    private readonly BodyUses _uses = new(kernel.Body);
    private readonly RowWindow _window = new(kernel, flow, spreads, new LaneForms(kernel.Body, flow));

    /// <summary>Finds them.</summary>
    /// <param name="isParted">Whether those are wanted that only some lanes come to: rows that are held serve them, too.</param>
    /// <returns>The loops.</returns>
    public IReadOnlyList<RowWalk> Find(bool isParted = false)
    {
        (RowWalk Walk, CountedLoop Counted)[] found = [.. flow.Loops.Loops.Where(loop => regions.IsParted(loop.Header) == isParted).Select(Of).OfType<(RowWalk Walk, CountedLoop Counted)>()];
        return [.. found.Select(one => one.Walk with { IsRest = found.Any(other => Leaves(other.Walk, one.Counted)) })];
    }

    // Whether a loop begins where a walk by several elements a turn ends.
    private static bool Leaves(RowWalk walk, CountedLoop rest)
        => walk.Step > rest.Step && rest.First is LocalExpression { Local: var first } && (first == walk.Variable || walk.Limit is LocalExpression { Local: var limit } && first == limit);

    private (RowWalk Walk, CountedLoop Counted)? Of(NaturalLoop loop)
    {
        EquatableArray<BlockModel> blocks = kernel.Body.Blocks;
        if (loop.Blocks.Count != 2 || spreads.Parting.Contains(loop.Header) || blocks[loop.Header].Instructions.Count > 0
            || CountedLoop.Find(kernel.Body, flow, _uses, loop, isLoose: true) is not { } counted)
        {
            return null;
        }

        int body = counted.Growth.Block;
        LoopValues values = new(kernel.Body, flow, loop);
        if (blocks[body].Terminator is not JumpTerminator || counted.Growth.Position != blocks[body].Instructions.Count - 1 || !values.TryUse(counted.Variable)
            || new RowPartFinder(kernel, spreads, values, body).Find(counted.Variable) is not { Count: > 0 } parts || !AreApart(loop, body, parts))
        {
            return null;
        }

        RowWalk walk = new(loop.Header, body, counted.Variable, counted.Limit, counted.IsInclusive, parts, null) { Step = counted.Step, Ahead = counted.Ahead };
        RowAlong? along = walk.IsByOne || walk.IsBackward ? new RowAlongFinder(kernel, spreads).Find(walk) : null;

        // Only along the row is a part of a vector loaded or stored.
        return along is null && blocks[body].Instructions.Any(static instruction => instruction.When() is not null) ? null : (walk with { Along = along }, counted);
    }

    // What a loop stores in a row is loaded before in the same iteration, if at all: other iterations have other elements. Other rows of the parameter are so far
    // from it that the loop does not come to them.
    private bool AreApart(NaturalLoop loop, int body, IReadOnlyList<RowPart> parts)
    {
        EquatableArray<Instruction> instructions = kernel.Body.Blocks[body].Instructions;
        Dictionary<int, Expression> alone = parts.Where(static part => part.Places.Count == 1).ToDictionary(static part => part.At, static part => part.Index);
        foreach (KeyValuePair<int, Expression> store in alone.Where(index => instructions[index.Key] is StoreInstruction))
        {
            int parameter = instructions[store.Key].SpanAccess()!.Parameter;
            for (int at = 0; at < instructions.Count; at++)
            {
                if (at != store.Key && instructions[at].SpanAccess()?.Parameter == parameter
                    && (at > store.Key || instructions[at] is not LoadInstruction || !alone.TryGetValue(at, out Expression? index) || index != store.Value)
                    && !(_window.Meeting(loop, body, store.Key, at) is { } meeting && OwnPlaces.IsAsked(kernel, meeting)))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
