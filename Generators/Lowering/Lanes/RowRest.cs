using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// The last items of rows whose items must not run twice: less than a group. They run as a group whose other lanes rest from the first block on. Resting lanes
/// load and store nothing, so that it does not matter what lies behind the row.
/// </summary>
internal static class RowRest
{
    // It is printed a second time for each, and compiled.
    private const int MostInstructions = 64;

    /// <summary>
    /// Whether the last items of rows run so. All elements are neighbours of 32 or 64 bits, for which processors have loads and stores with masks. Kernels in which
    /// rows run side by side, or items walk along rows, have other needs.
    /// </summary>
    /// <param name="model">The kernel with lanes.</param>
    /// <returns>True for kernels that are worth it.</returns>
    public static bool IsPossible(LaneModel model)
        => !model.CanRepeat && model.Kernel.Indices.Count > 1 && model.Rows == 1 && model.Split is null && model.Turned is null
            && model.Walks.Count + model.Held.Count + model.Steady.Count + model.Words.Count + model.Tables.Count + model.Kernel.Body.Arrays.Count == 0
            && model.Kernel.Body.Blocks.Sum(static block => 1 + block.Instructions.Count) <= MostInstructions
            && model.Kernel.Body.Blocks.SelectMany(static block => block.Instructions).All(instruction => IsMasked(instruction, model.Spreads));

    /// <summary>The kernel for these items.</summary>
    /// <param name="model">The kernel with lanes.</param>
    /// <returns>The kernel of which a part of one group runs at a time; null where there is none.</returns>
    public static LaneModel? Of(LaneModel model)
    {
        if (!IsPossible(model))
        {
            return null;
        }

        FlowAnalysis flow = new(model.Kernel.Body.Blocks);
        LaneRegions regions = new(flow, model.Spreads.Parting, isPart: true);
        return model with { Regions = regions, Blends = new LaneBlends(model.Kernel.Body, flow, regions), Groups = 1, Wide = WideUse.Never, Slid = [], Hints = [] };
    }

    private static bool IsMasked(Instruction instruction, LaneSpreads spreads)
        => instruction is not AtomicInstruction && (instruction.SpanAccess() is not { } access || spreads.Of(access.Index).IsUniform
            || (spreads.Of(access.Index).Stride == 1 && access.Path.Count == 0 && access.Value.Size >= 4));
}
