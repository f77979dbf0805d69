using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Finds parameters of which each work item reaches places of its own only if arguments are as they usually are: a part of its row (<see cref="RowWindow"/>), or
/// elements that are far from each other (<see cref="FarElements"/>). Guards ask the arguments, and send items for which it is not so through the method.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="forms">What its expressions are to an item as a whole.</param>
internal sealed class OwnPlaces(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, LaneForms forms)
{
    /// <summary>Adds the guards to a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel for lanes; the same one when no item writes such places.</returns>
    public static KernelModel Guarded(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (!flow.Loops.IsReducible || !flow.Control.IsComplete || flow.Graph.Predecessors(0).Count > 0)
        {
            return kernel;
        }

        // Of columns more groups may run side by side.
        bool hasColumns = !ReferenceEquals(ColumnOwners.Guarded(kernel), kernel);
        OwnPlaces own = new(kernel, flow, new LaneSpreads(kernel, flow), new LaneForms(kernel.Body, flow));
        GuardInstruction[] guards = [.. Enumerable.Range(0, kernel.Parameters.Count).Where(parameter => kernel.Parameters[parameter].Writes)
            .SelectMany(parameter => (hasColumns ? own.Window(parameter) : own.Refusals(parameter)) ?? []).Distinct().Where(refusal => !own.IsAsked(refusal))
            .Select(refusal => new GuardInstruction(kernel.Line, 0, refusal, ErrorKind.OutOfRange, null))];
        BlockModel first = kernel.Body.Blocks[0];
        return guards.Length == 0 ? kernel : kernel with
        {
            Body = kernel.Body with
            {
                Blocks = kernel.Body.Blocks.Select((block, number) => number == 0 ? first with { Instructions = guards.Concat(first.Instructions).ToEquatable() } : block).ToEquatable(),
            },
        };
    }

    /// <summary>Whether every access to a parameter is to the item's own places, and the kernel asks its arguments for what that takes.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>True when no lane reaches another's elements.</returns>
    public bool Own(int parameter) => Refusals(parameter) is { } refusals && refusals.All(IsAsked);

    /// <summary>Whether a kernel has elements that are far from each other: so many lanes may run side by side, and no more.</summary>
    /// <returns>False when its items may run in as many groups as there are registers for.</returns>
    public bool HasFarElements() => kernel.Body.Blocks[0].Instructions.Any(static one => one is GuardInstruction) && Enumerable.Range(0, kernel.Parameters.Count).Any(parameter => kernel.Parameters[parameter].Writes
        && Far().Refusals(parameter) is { Count: > 0 } refusals && refusals.All(IsAsked));

    private IReadOnlyList<Expression>? Refusals(int parameter) => Window(parameter) ?? Far().Refusals(parameter);

    private IReadOnlyList<Expression>? Window(int parameter) => new RowWindow(kernel, flow, spreads, forms).Refusals(parameter);

    private FarElements Far() => new(kernel, flow, spreads, forms);

    private bool IsAsked(Expression refusal) => IsAsked(kernel, refusal);

    /// <summary>Whether the items of a kernel ask something first.</summary>
    /// <param name="kernel">The kernel for lanes.</param>
    /// <param name="refusal">The condition for which lanes do not run.</param>
    /// <returns>True when lanes run only where it does not hold.</returns>
    public static bool IsAsked(KernelModel kernel, Expression refusal)
        => kernel.Body.Blocks[0].Instructions.Any(one => one is GuardInstruction guard && guard.Condition == refusal);
}
