using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Finds the accesses whose elements are neighbours from row to row, in kernels whose tiles of eight rows can exchange rows and lanes.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="forms">What its expressions are to an item as a whole.</param>
internal sealed class CrossedFinder(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, LaneForms forms)
{
    // All values of an item are there eight times.
    private const int MostInstructions = 64;

    /// <summary>Finds them.</summary>
    /// <returns>The accesses; none when a tile of rows cannot run in place of one row after another.</returns>
    public EquatableArray<CrossedAccess> Find()
    {
        Instruction[] all = [.. flow.Graph.Order.SelectMany(block => kernel.Body.Blocks[block].Instructions)];
        if (kernel.Indices.Count < 2 || spreads.Parting.Count > 0 || all.Length > MostInstructions
            || all.Any(static one => one is GuardInstruction or AtomicInstruction or BoundsInstruction { IsPlanned: false })
            || flow.Graph.Order.Any(block => kernel.Body.Blocks[block].Terminator is BranchTerminator branch && spreads.Of(branch.Condition).ByRow))
        {
            return [];
        }

        LaneSpreads rows = new(kernel, flow, isCrossed: true);

        // An index stands for all accesses that have it: each must reach an element that is a number, whole.
        IEnumerable<Expression> indices = all.Select(static one => one.SpanAccess()).OfType<Access>().GroupBy(static access => access.Index)
            .Where(accesses => spreads.Of(accesses.Key).IsVector && rows.Of(accesses.Key).Stride == 1
                && accesses.All(static access => access.Path.Count == 0 && access.Value.Kind != ValueKind.Struct))
            .Select(static accesses => accesses.Key);
        return indices.Select(Of).OfType<CrossedAccess>().ToEquatable();
    }

    private CrossedAccess? Of(Expression index)
    {
        Expression first = forms.WithoutLocals(index) ?? index;
        return first.Type.Kind == ValueKind.Int32 && RowStep.Of(first, spreads, kernel.Indices.Count - 1) is { } step && spreads.Of(step) is { IsUniform: true, ByRow: false }
            ? new CrossedAccess(index, first, step)
            : null;
    }
}
