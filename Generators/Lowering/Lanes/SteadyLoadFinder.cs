using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Finds the loads in loops that give the same in each turn. Neighbours are one load, which a loop may as well repeat: only elements at a distance are found.</summary>
/// <param name="kernel">The kernel. All its accesses are in bounds wherever it runs as lanes.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="forms">What its expressions are to an item as a whole.</param>
/// <param name="regions">The blocks in which lanes may rest.</param>
internal sealed class SteadyLoadFinder(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, LaneForms forms, LaneRegions regions)
{
    private readonly LocalSet _live = LiveLocals.AtEntries(kernel.Body)[flow.Graph.Order[0]];

    /// <summary>Finds them.</summary>
    /// <param name="walks">The loops whose bodies are printed in another way.</param>
    /// <returns>The loads.</returns>
    public IReadOnlyList<SteadyLoad> Find(IReadOnlyList<RowWalk> walks)
    {
        List<SteadyLoad> found = [];
        foreach (int block in flow.Graph.Order.Where(block => flow.Loops.Around(block).Count > 0 && !regions.IsParted(block) && walks.All(walk => walk.Body != block)))
        {
            EquatableArray<Instruction> instructions = kernel.Body.Blocks[block].Instructions;
            for (int at = 0; at < instructions.Count; at++)
            {
                if (instructions[at] is LoadInstruction { Access.Value.Kind: not ValueKind.Struct, When: null } load && !kernel.Parameters[load.Access.Parameter].Writes
                    && IsSetOnce(load.Local) && forms.WithoutLocals(load.Access.Index) is { } index && IsApart(load.Access, spreads.Of(index)))
                {
                    found.Add(new SteadyLoad(load with { Access = load.Access with { Index = index } }, block, at));
                }
            }
        }

        return found;
    }

    private static bool IsApart(Access access, Spread index) => index.Stride is { } stride && stride != 0 && (stride != 1 || access.Path.Count > 0);

    // Every item that reads the local has set it before, to the same.
    private bool IsSetOnce(int local)
        => !_live.Contains(local) && flow.Graph.Order.SelectMany(block => kernel.Body.Blocks[block].Instructions).Count(instruction => instruction.Target() == local) == 1;
}
