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
    public static PlanBounds Find(PlanExpression expression)
    {
        if (!expression.HasUnknown)
        {
            return Both;
        }

        switch (expression)
        {
            case PlanWrap
            {
                Kind: ValueKind.SByte or ValueKind.Byte or ValueKind.Char
                or ValueKind.Int16 or ValueKind.UInt16
            }:
                return Both;
            case PlanWrap wrap:
                return wrap.Operand.Bounds == Both ? Both : new(wrap.Kind == ValueKind.UInt32, false);
            case PlanCall { Function: PlanFunction.Min } call:
                return new(
                    call.Arguments[0].Bounds.Below && call.Arguments[1].Bounds.Below,
                    call.Arguments[0].Bounds.Above || call.Arguments[1].Bounds.Above);
            case PlanCall { Function: PlanFunction.Max } call:
                return new(
                    call.Arguments[0].Bounds.Below || call.Arguments[1].Bounds.Below,
                    call.Arguments[0].Bounds.Above && call.Arguments[1].Bounds.Above);
            case PlanSelect select:
                return new(
                    select.WhenTrue.Bounds.Below && select.WhenFalse.Bounds.Below,
                    select.WhenTrue.Bounds.Above && select.WhenFalse.Bounds.Above);
            case PlanBinary { Operator: BinaryOperator.And } mask when IsMask(mask.Left) || IsMask(mask.Right):
                return Both;
            case PlanBinary { Operator: BinaryOperator.Remainder } rest when !rest.Right.HasUnknown:
                return Both;
            default:
                return expression.Parts.Count > 0 && expression.Parts.All(static part => part.Bounds == Both) ? Both : None;
        }
    }

    private static bool IsMask(PlanExpression part) => !part.HasUnknown && part.Range.Lowest >= 0;
}
