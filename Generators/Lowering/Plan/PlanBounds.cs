using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>The sides on which a value with an unknown part is bounded: <c>Clamp(x[i], 0, n)</c> is bounded on both.</summary>
/// <param name="Below">Whether a launch knows a lower bound.</param>
/// <param name="Above">Whether a launch knows an upper bound.</param>
internal readonly record struct PlanBounds(bool Below, bool Above)
{
    /// <summary>Bounded on both sides.</summary>
    public static readonly PlanBounds Both = new(true, true);

    private static readonly PlanBounds None = new(false, false);

    /// <summary>Finds the bounds of an expression. The expression keeps them.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The bounds.</returns>
    public static PlanBounds Find(PlanExpression expression) => Find(expression, static part => part.Bounds, OfNarrow);

    /// <summary>
    /// Finds the bounds of an expression where a narrow type gives no upper one: a byte among ten classes is not bounded by being a byte.
    /// </summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The bounds.</returns>
    public static PlanBounds WithoutTypes(PlanExpression expression)
        => Find(expression, WithoutTypes, static kind => new(kind is ValueKind.Byte or ValueKind.Char or ValueKind.UInt16, false));

    private static PlanBounds OfNarrow(ValueKind kind) => Both;

    private static PlanBounds Find(PlanExpression expression, Func<PlanExpression, PlanBounds> boundsOf, Func<ValueKind, PlanBounds> ofNarrow)
    {
        if (!expression.HasUnknown)
        {
            return Both;
        }

        switch (expression)
        {
            case PlanWrap wrap when boundsOf(wrap.Operand) == Both:
                return Both;
            case PlanWrap
            {
                Kind: ValueKind.SByte or ValueKind.Byte or ValueKind.Char
                or ValueKind.Int16 or ValueKind.UInt16
            } wrap:
                return ofNarrow(wrap.Kind);
            case PlanWrap wrap:
                return new(wrap.Kind == ValueKind.UInt32, false);
            case PlanCall { Function: PlanFunction.Min } call:
                (PlanBounds first, PlanBounds second) = (boundsOf(call.Arguments[0]), boundsOf(call.Arguments[1]));
                return new(first.Below && second.Below, first.Above || second.Above);
            case PlanCall { Function: PlanFunction.Max } call:
                (first, second) = (boundsOf(call.Arguments[0]), boundsOf(call.Arguments[1]));
                return new(first.Below || second.Below, first.Above && second.Above);
            case PlanSelect select:
                (first, second) = (boundsOf(select.WhenTrue), boundsOf(select.WhenFalse));
                return new(first.Below && second.Below, first.Above && second.Above);
            case PlanBinary { Operator: BinaryOperator.And } mask when IsMask(mask.Left) || IsMask(mask.Right):
                return Both;
            case PlanBinary { Operator: BinaryOperator.Remainder } rest when !rest.Right.HasUnknown:
                return Both;
            default:
                return expression.Parts.Count > 0 && expression.Parts.All(part => boundsOf(part) == Both) ? Both : None;
        }
    }

    private static bool IsMask(PlanExpression part) => !part.HasUnknown && part.Range.Lowest >= 0;
}
