using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// A kernel whose last index has changed places with another one. Where elements are neighbours along that one, its lanes load and store them at once, and its rows
/// follow each other in memory.
/// </summary>
internal static class TurnedKernel
{
    // An access in a loop counts for as many outside of one.
    private const int TurnsOfLoop = 16;

    /// <summary>Exchanges two indices of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="dimension">The dimension that becomes the last one; the last one takes its place.</param>
    /// <returns>The kernel.</returns>
    public static KernelModel Of(KernelModel kernel, int dimension)
    {
        int last = kernel.Indices.Count - 1;
        return kernel with
        {
            Indices = kernel.Indices.Select((_, number) => kernel.Indices[Place(number)]).ToEquatable(),
            Body = kernel.Body with
            {
                Blocks = kernel.Body.Blocks.Select(block => block with
                {
                    Instructions = block.Instructions.Select(one => one.WithParts(0, (part, _) => Turned(part))).ToEquatable(),
                    Terminator = block.Terminator is BranchTerminator branch ? branch with { Condition = Turned(branch.Condition) } : block.Terminator,
                }).ToEquatable(),
            },
        };

        int Place(int number) => number == dimension ? last : number == last ? dimension : number;

        Expression Turned(Expression expression) => expression is IndexExpression index
            ? index with { Dimension = Place(index.Dimension) }
            : expression.WithParts(0, (part, _) => Turned(part));
    }

    /// <summary>Whether items may change their order, as far as that can be seen before a launch: none can fail, and what they write has places of their own.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="unplanned">The sites whose index no plan names.</param>
    /// <returns>False when they may not.</returns>
    public static bool IsPossible(KernelModel kernel, EquatableArray<int> unplanned)
        => kernel.Indices.Count > 1 && unplanned.Count == 0
            && kernel.Body.Blocks.SelectMany(static block => block.Instructions)
                .All(static one => one is not (GuardInstruction or AtomicInstruction or BoundsInstruction { IsPlanned: false }));

    /// <summary>Counts the accesses whose elements are neither one for all lanes nor neighbours.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The number, with those in loops counted more than once.</returns>
    public static int Scattered(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        LaneSpreads spreads = new(kernel, flow);
        return flow.Graph.Order.Sum(block => kernel.Body.Blocks[block].Instructions.Count(one => one.SpanAccess() is { } access && spreads.Of(access.Index).Stride is not (0 or 1))
            * (flow.Loops.Around(block).Count > 0 ? TurnsOfLoop : 1));
    }
}
