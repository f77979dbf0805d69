using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Turns;

/// <summary>
/// Asks what an item has to keep of the elements that it changes. One that might fail runs again from its start, and then must load what it loaded. It does where
/// it loads nothing of a span that it has stored into, or where nothing can fail after such a load or after such a store.
/// </summary>
/// <param name="kernel">The kernel, in which each loop of turns has its block before it.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="loops">The loops of turns.</param>
internal sealed class TurnEffects(KernelModel kernel, FlowAnalysis flow, IReadOnlyList<TurnLoop> loops)
{
    /// <summary>The spans of which elements have to be kept.</summary>
    /// <returns>Their parameters; null where another loop stores into one of them: its elements would be kept one by one.</returns>
    public IReadOnlyList<int>? Logged()
    {
        bool[] fails = FailsFrom();
        HashSet<int> stored = [], loaded = [];
        foreach (int block in flow.Graph.Order)
        {
            EquatableArray<Instruction> instructions = kernel.Body.Blocks[block].Instructions;
            bool failsLater = flow.Graph.Successors(block).Any(next => fails[next]);
            for (int at = instructions.Count - 1; at >= 0; at--)
            {
                if (failsLater && instructions[at].SpanAccess() is { } access)
                {
                    (instructions[at] is StoreInstruction ? stored : loaded).Add(access.Parameter);
                }

                failsLater |= CanFail(instructions[at]);
            }
        }

        stored.IntersectWith(loaded);
        HashSet<int> turned = [.. loops.Select(static loop => loop.Body)];
        return flow.Graph.Order.Any(block => !turned.Contains(block) && flow.Loops.Around(block) is { Count: > 0 } around && flow.Loops.IsInnermost(around[around.Count - 1])
            && kernel.Body.Blocks[block].Instructions.OfType<StoreInstruction>().Any(store => stored.Contains(store.Access.Parameter)))
            ? null
            : [.. stored.OrderBy(static parameter => parameter)];
    }

    private static bool CanFail(Instruction instruction)
        => instruction is GuardInstruction or BoundsInstruction || instruction.SpanAccess() is { IsInside: false };

    // Whether something may fail in a block or after it.
    private bool[] FailsFrom()
    {
        bool[] fails = new bool[kernel.Body.Blocks.Count];
        Stack<int> open = new(flow.Graph.Order.Where(block => loops.Any(loop => loop.Before == block) || kernel.Body.Blocks[block].Instructions.Any(CanFail)));
        while (open.Count > 0)
        {
            int block = open.Pop();
            if (!fails[block])
            {
                fails[block] = true;
                foreach (int before in flow.Graph.Predecessors(block))
                {
                    open.Push(before);
                }
            }
        }

        return fails;
    }
}
