namespace HmmGen.Generators.Lowering.Plan;

/// <summary>On which sides a value is bounded although a part of it is unknown: <c>Clamp(x[i], 0, n)</c> is on both.</summary>
/// <param name="Below">Whether a launch knows that it is not below some number.</param>
/// <param name="Above">Whether a launch knows that it is not above some number.</param>
internal readonly record struct PlanBounds(bool Below, bool Above)
{
    /// <summary>Bounded on both sides.</summary>
    public static readonly PlanBounds Both = new(true, true);

    private static readonly PlanBounds None = new(false, false);

    /// <summary>The bounds of an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The bounds.</returns>
    public static PlanBounds Of(PlanExpression expression)
    {
        if (!PlanAlgebra.IsUncertain(expression))
        {
            return Both;
        }

        switch (expression)
        {
            case PlanWrap
            {
                Kind: Model.ValueKind.SByte or Model.ValueKind.Byte or Model.ValueKind.Char
                or Model.ValueKind.Int16 or Model.ValueKind.UInt16
            }:
                return Both;
            case PlanWrap wrap:
                return Of(wrap.Operand) == Both ? Both : new(wrap.Kind == Model.ValueKind.UInt32, false);
            case PlanCall { Function: "Min" } call:
                return new(
                    Of(call.Arguments[0]).Below && Of(call.Arguments[1]).Below,
                    Of(call.Arguments[0]).Above || Of(call.Arguments[1]).Above);
            case PlanCall { Function: "Max" } call:
                return new(
                    Of(call.Arguments[0]).Below || Of(call.Arguments[1]).Below,
                    Of(call.Arguments[0]).Above && Of(call.Arguments[1]).Above);
            case PlanBinary { Operator: "&" } mask when IsMask(mask.Left) || IsMask(mask.Right):
                return Both;
            case PlanBinary { Operator: "%" } rest when !PlanAlgebra.IsUncertain(rest.Right):
                return Both;
            default:
                return expression.Parts.Count > 0 && expression.Parts.All(static part => Of(part) == Both) ? Both : None;
        }
    }

    private static bool IsMask(PlanExpression part) => !PlanAlgebra.IsUncertain(part) && PlanRange.Of(part).Lowest >= 0;
}
