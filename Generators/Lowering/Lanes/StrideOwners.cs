using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Finds parameters of which each work item reaches only its own index and what lies behind it by multiples of the number of items. The index is below that
/// number, so no two items meet.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="forms">What its expressions are to an item as a whole.</param>
internal sealed class StrideOwners(KernelModel kernel, FlowAnalysis flow, LaneForms forms)
{
    private readonly BodyUses _uses = new(kernel.Body);

    /// <summary>Whether every access to a parameter is such a one.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>True when no item reaches another's elements.</returns>
    public bool Own(int parameter)
    {
        if (kernel.Indices.Count != 1)
        {
            return false;
        }

        Expression? items = null;
        foreach (Access access in flow.Graph.Order.SelectMany(block => kernel.Body.Blocks[block].Instructions).Select(static one => one.SpanAccess()).OfType<Access>()
            .Where(access => access.Parameter == parameter && forms.WithoutLocals(access.Index) is not IndexExpression { Type.Kind: ValueKind.Int32 }))
        {
            if (access.Index is not BinaryExpression { Right: LocalExpression variable } || access.Index != GridStride.Element(variable)
                || GridStride.Of(kernel, flow, _uses, variable.Local) is not { } stride || (items ??= stride.Items) != stride.Items)
            {
                return false;
            }
        }

        return items is not null;
    }
}
