using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Finds loops in which what an item has loaded decides where it loads next, as in a search by halves. A processor cannot tell which way such a branch goes, and
/// each wrong guess costs it more than to load the elements of lanes one by one. Lanes guess nothing.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
internal sealed class Searches(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads)
{
    // The loads of a turn. More of them cost as much as the wrong guesses.
    private const int MostLoads = 2;

    /// <summary>Whether a loop is a search.</summary>
    /// <param name="loop">The innermost loop around the elements that are reached one by one.</param>
    /// <param name="cost">What they cost, in loads.</param>
    /// <returns>True when lanes gain by it.</returns>
    public bool Pays(NaturalLoop loop, int cost)
        => cost <= MostLoads && flow.Loops.IsInnermost(loop) && loop.Blocks.Where(block => block != loop.Header && spreads.Parting.Contains(block)).Any(block => Chooses(loop, block));

    // A branch within the loop that hangs on an element whose place has been chosen by a turn before.
    private bool Chooses(NaturalLoop loop, int block)
        => kernel.Body.Blocks[block].Terminator is BranchTerminator branch && flow.Graph.Successors(block).All(loop.Contains)
            && loop.Blocks.SelectMany(one => kernel.Body.Blocks[one].Instructions).OfType<LoadInstruction>()
                .Any(load => ExpressionLocals.Reads(branch.Condition, load.Local) && IsChosen(loop, load.Access.Index, []));

    private bool IsChosen(NaturalLoop loop, Expression value, HashSet<int> seen)
    {
        if (value is not LocalExpression { Local: var local })
        {
            return Enumerable.Range(0, value.PartCount()).Any(part => IsChosen(loop, value.Part(part), seen));
        }

        (int Block, Instruction Set)[] places = [.. loop.Blocks.SelectMany(block => kernel.Body.Blocks[block].Instructions.Where(one => one.Target() == local).Select(one => (block, one)))];
        return seen.Add(local) && places.Any(place => !loop.Latches.All(latch => flow.Dominators.Dominates(place.Block, latch))
            || Enumerable.Range(0, place.Set.PartCount()).Any(part => IsChosen(loop, place.Set.Part(part), seen)));
    }
}
