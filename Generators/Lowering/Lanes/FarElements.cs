using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Elements of an item that are as far from each other as arguments say, as in <c>y[p]</c> and <c>y[p + half]</c>. Lanes that run side by side are nearer to each
/// other than that, so none reaches another's.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="forms">What its expressions are to an item as a whole.</param>
internal sealed class FarElements(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, LaneForms forms)
{
    /// <summary>The groups that may run side by side. Half a head of 64 elements is the usual distance.</summary>
    public const int MostGroups = 2;

    private const int Lanes = 2 * LaneModel.Width * MostGroups;

    // The steps of lanes that are elements of small structs, at most.
    private const int MostStep = 16;

    /// <summary>What items ask first.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The conditions for which lanes do not run; null when the parameter has other elements.</returns>
    public IReadOnlyList<Expression>? Refusals(int parameter)
    {
        List<ProductSum> places = [];
        long step = 0;
        foreach (Access access in flow.Graph.Order.SelectMany(block => kernel.Body.Blocks[block].Instructions).Select(static one => one.SpanAccess()).OfType<Access>()
            .Where(access => access.Parameter == parameter))
        {
            if (forms.WithoutLocals(access.Index) is not { } index || spreads.Of(index).Stride is not { } stride || stride == 0 || Math.Abs(stride) > MostStep
                || (step != 0 && stride != step) || ProductSum.Of(index) is not { } place)
            {
                return null;
            }

            step = stride;
            places.Add(place);
        }

        // From near to far, as far as one can tell: a distance that is negative refuses.
        places.Sort(static (one, other) => one.Count.CompareTo(other.Count));
        List<Expression> refusals = [];
        for (int near = 0; near < places.Count; near++)
        {
            for (int far = near + 1; far < places.Count; far++)
            {
                Expression distance = places[far].Without(places[near]);
                if (distance is ConstantExpression { Integer: { } number } ? number != 0 && number % step == 0 : !spreads.Of(distance).IsUniform)
                {
                    return null;
                }

                if (distance is not ConstantExpression)
                {
                    refusals.Add(new BinaryExpression(ValueType.Boolean, BinaryOperator.Less, distance, LinearIndex.NumberOf((int)Math.Abs(step) * Lanes)));
                }
            }
        }

        return [.. refusals.Distinct()];
    }
}
