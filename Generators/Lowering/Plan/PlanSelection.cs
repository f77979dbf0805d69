using System.Numerics;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Recognizes the value that a branch chooses: <c>i &gt; 0 ? i - 1 : 0</c> is a maximum; any other value is a choice.</summary>
internal static class PlanSelection
{
    /// <summary>Finds an expression for the chosen value.</summary>
    /// <param name="algebra">Makes the expression.</param>
    /// <param name="kind">The value's type.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="whenTrue">The value when it holds.</param>
    /// <param name="whenFalse">The value when it does not.</param>
    /// <returns>The expression, or null.</returns>
    public static PlanExpression? Find(
        PlanAlgebra algebra, ValueKind kind, PlanExpression condition, PlanExpression whenTrue, PlanExpression whenFalse)
    {
        if (whenTrue == whenFalse && !whenTrue.HasUnknown)
        {
            return whenTrue;
        }

        if (condition is PlanConstant constant)
        {
            return constant.Value != 0 ? whenTrue : whenFalse;
        }

        if (kind == ValueKind.Boolean)
        {
            return Logic(algebra, condition, whenTrue, whenFalse);
        }

        if (!new ValueType(kind, "").IsInteger)
        {
            return null;
        }

        // Each part of a condition decides for itself, so that the cases of an access are comparisons.
        if (condition is PlanLogic logic)
        {
            PlanExpression? second = Find(algebra, kind, logic.Right, whenTrue, whenFalse);
            return second is null ? null
                : logic.Both ? Find(algebra, kind, logic.Left, second, whenFalse)
                : Find(algebra, kind, logic.Left, whenTrue, second);
        }

        if (condition is PlanUnknown unknown)
        {
            return whenTrue.Bounds == PlanBounds.Both && whenFalse.Bounds == PlanBounds.Both ? algebra.Either(unknown, whenTrue, whenFalse) : null;
        }

        return (condition is PlanComparison comparison && !whenTrue.HasUnknown && !whenFalse.HasUnknown
            ? Extreme(algebra, kind, comparison, whenTrue, whenFalse)
            : null) ?? algebra.Select(condition, whenTrue, whenFalse);
    }

    private static PlanExpression? Logic(PlanAlgebra algebra, PlanExpression condition, PlanExpression whenTrue, PlanExpression whenFalse)
        => (whenTrue, whenFalse) switch
        {
            (_, PlanConstant { Value: 0 }) => algebra.Logic(true, condition, whenTrue),
            (PlanConstant { Value: 0 }, _) => algebra.Logic(true, algebra.Not(condition), whenFalse),
            (PlanConstant, _) => algebra.Logic(false, condition, whenFalse),
            (_, PlanConstant) => algebra.Logic(false, algebra.Not(condition), whenTrue),
            _ => null,
        };

    /// <remarks>
    /// Let the condition hold if and only if d ≥ 0. The chosen value is the greater one when the difference of both is d or d + 1, and the lesser one
    /// when it is -d or -d - 1. The values may wrap, so they are compared before wrapping. That is right where the result fits: one of them
    /// cannot leave the type at all, and the other cannot leave it on the side from which it is never chosen.
    /// </remarks>
    private static PlanExpression? Extreme(
        PlanAlgebra algebra, ValueKind kind, PlanComparison condition, PlanExpression whenTrue, PlanExpression whenFalse)
    {
        AffineForm left = algebra.Affine(condition.Left);
        AffineForm right = algebra.Affine(condition.Right);
        (AffineForm Form, int Plus)? holds = condition.Operator switch
        {
            BinaryOperator.Greater => (left.Minus(right), -1),
            BinaryOperator.GreaterOrEqual => (left.Minus(right), 0),
            BinaryOperator.Less => (right.Minus(left), -1),
            BinaryOperator.LessOrEqual => (right.Minus(left), 0),
            _ => null,
        };
        if (holds is null)
        {
            return null;
        }

        // The condition may also have the wrapped value.
        return new[] { (Before(kind, whenTrue), Before(kind, whenFalse)), (Before(kind, whenTrue), whenFalse), (whenTrue, Before(kind, whenFalse)) }
            .Select(values => Extreme(algebra, PlanRange.Of(kind), holds.Value.Form, holds.Value.Plus, values.Item1, values.Item2))
            .FirstOrDefault(static found => found is not null);
    }

    private static PlanExpression? Extreme(
        PlanAlgebra algebra, PlanRange range, AffineForm form, int plus, PlanExpression first, PlanExpression second)
    {
        PlanRange a = first.Range;
        PlanRange b = second.Range;
        if (!a.IsIn(range) && !b.IsIn(range))
        {
            return null;
        }

        AffineForm difference = algebra.Affine(first).Minus(algebra.Affine(second));
        AffineForm rise = difference.Minus(form);
        AffineForm fall = difference.Plus(form);
        return rise.IsConstant && IsOneOf(rise.Constant - plus, 0, 1) && a.Highest <= range.Highest && b.Highest <= range.Highest
            ? algebra.Max(first, second)
            : fall.IsConstant && IsOneOf(fall.Constant + plus, -1, 0) && a.Lowest >= range.Lowest && b.Lowest >= range.Lowest
                ? algebra.Min(first, second)
                : null;
    }

    private static PlanExpression Before(ValueKind kind, PlanExpression value)
        => value is PlanWrap wrap && wrap.Kind == kind ? wrap.Operand : value;

    private static bool IsOneOf(BigInteger value, int first, int second) => value == first || value == second;
}
