using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Turns;

/// <summary>A kernel whose items run one after another on the host, each of them with loops whose turns run side by side.</summary>
/// <param name="Items">The kernel as it runs item by item: all its values are scalars, and locals hold the indices.</param>
/// <param name="Indices">The locals that hold the indices of the item, the outermost first.</param>
/// <param name="Loops">The loops whose turns are lanes.</param>
/// <param name="Logged">
/// The spans whose elements are kept before an item changes them: the item may fail afterwards, and loads them where it runs again from its start.
/// </param>
internal sealed record TurnModel(LaneModel Items, IReadOnlyList<int> Indices, IReadOnlyList<TurnLoop> Loops, IReadOnlyList<int> Logged)
{
    /// <summary>When twice as many turns are made at once where the processor has vectors of 512 bits.</summary>
    public WideUse Wide => Loops.All(static loop => !loop.HasLanes || loop.Model.Wide == WideUse.Never) ? WideUse.Never
        : Loops.Any(static loop => loop.HasLanes && loop.Model.Wide == WideUse.Always) ? WideUse.Always : WideUse.InCaches;

    /// <summary>The functions that are computed as the C library of the machine is found to do it.</summary>
    public IEnumerable<string> Guarded => Loops.Where(static loop => loop.HasLanes).SelectMany(static loop => GuardedCalls.In(loop.Model.Kernel)).Distinct().OrderBy(static name => name, StringComparer.Ordinal);
}
