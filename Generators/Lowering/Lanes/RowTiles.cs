using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Asks whether rows may run side by side in a tile, and whether they gain by it.</summary>
internal static class RowTiles
{
    /// <summary>
    /// Whether the inner items of rows stay apart from the items at the ends of other rows: rows side by side run their inner items first. That can be seen where all
    /// store at the same places.
    /// </summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="inner">The kernel of the inner items.</param>
    /// <returns>True where it can.</returns>
    public static bool StoreAlike(KernelModel kernel, KernelModel inner)
    {
        HashSet<(int Parameter, Expression? Index)> places = [.. StoresOf(inner)];
        return StoresOf(kernel).All(store => store.Index is not null && places.Contains(store));
    }

    private static IEnumerable<(int Parameter, Expression? Index)> StoresOf(KernelModel kernel)
    {
        kernel = StructSplitting.Run(kernel);
        LaneForms forms = new(kernel.Body, new FlowAnalysis(kernel.Body.Blocks));
        return kernel.Body.Blocks.SelectMany(static block => block.Instructions).OfType<StoreInstruction>()
            .Select(store => (store.Access.Parameter, forms.WithoutLocals(store.Access.Index)));
    }

    /// <summary>
    /// The indices of stores, from which it can be seen at a launch that rows have elements of their own; null when they cannot, or when items of a later row would
    /// have run before one that fails.
    /// </summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="spreads">How its values differ between work items.</param>
    /// <param name="forms">What its expressions are to an item as a whole.</param>
    /// <param name="crossed">The accesses for which tiles exchange rows and lanes.</param>
    /// <returns>The indices, of the index and arguments alone.</returns>
    public static Expression[]? Stored(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, LaneForms forms, EquatableArray<CrossedAccess> crossed)
    {
        Instruction[] all = [.. flow.Graph.Order.SelectMany(block => kernel.Body.Blocks[block].Instructions)];
        Expression[] indices = [.. all.OfType<StoreInstruction>().Select(static store => store.Access.Index).Distinct().Where(index => crossed.All(one => one.Index != index))];
        Expression?[] resolved = [.. indices.Select(forms.WithoutLocals)];
        return all.Any(static instruction => instruction is GuardInstruction or BoundsInstruction { IsPlanned: false })
            || indices.Any(index => spreads.Of(index) is not { Stride: > 0, ByRow: true })
            || all.OfType<StoreInstruction>().Any(store => forms.WithoutLocals(store.Access.Index) is null)
            ? null
            : [.. resolved.Select(static index => index!)];
    }

    /// <summary>Whether rows side by side share what they load: it is the same in each row and other in each lane, and a loop loads it again and again.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="spreads">How its values differ between work items.</param>
    /// <returns>True where they do.</returns>
    public static bool IsReused(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads)
        => kernel.Indices.Count >= 2
            && flow.Graph.Order.All(block => kernel.Body.Blocks[block].Terminator is not BranchTerminator branch || !spreads.Of(branch.Condition).ByRow)
            && flow.Loops.Loops.SelectMany(static loop => loop.Blocks).SelectMany(block => kernel.Body.Blocks[block].Instructions)
                .OfType<LoadInstruction>().Any(load => spreads.Of(load.Access.Index) is { ByRow: false, IsUniform: false });
}
