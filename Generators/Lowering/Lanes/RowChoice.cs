using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>A choice between what was found and another value by a comparison of the two, as <c>x &gt; most ? x : most</c>.</summary>
/// <param name="Value">The other value.</param>
/// <param name="Comparison">How the other value, on the left, is compared with what was found.</param>
/// <param name="IsOpposite">Whether the other value is taken where that is not so. NaN is then taken, too.</param>
internal sealed record RowChoice(Expression Value, BinaryOperator Comparison, bool IsOpposite)
{
    /// <summary>Whether the greater value is taken, or the lesser.</summary>
    public bool TakesGreater => Comparison is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual != IsOpposite;

    /// <summary>Whether of equal values the first one stays.</summary>
    public bool IsStrict => Comparison is BinaryOperator.Greater or BinaryOperator.Less != IsOpposite;

    /// <summary>The function that finds the same, but for zeros and NaN.</summary>
    public DeviceFunction Function => TakesGreater ? DeviceFunction.Max : DeviceFunction.Min;

    /// <summary>Recognizes a choice.</summary>
    /// <param name="expression">An expression.</param>
    /// <param name="found">The local with what was found.</param>
    /// <returns>The choice; null when it is none.</returns>
    public static RowChoice? Of(Expression expression, int found)
    {
        if (expression is not SelectExpression select)
        {
            return null;
        }

        bool isOpposite = select.WhenTrue is LocalExpression { Local: var local } && local == found;
        (Expression value, Expression old) = isOpposite ? (select.WhenFalse, select.WhenTrue) : (select.WhenTrue, select.WhenFalse);
        Expression condition = select.Condition;
        for (; condition is UnaryExpression { Operator: UnaryOperator.Not } not; condition = not.Operand)
        {
            isOpposite = !isOpposite;
        }

        if (condition is not BinaryExpression { Operator: >= BinaryOperator.Less and <= BinaryOperator.GreaterOrEqual } compared || old is not LocalExpression { Local: var kept }
            || kept != found || ExpressionLocals.Reads(value, found))
        {
            return null;
        }

        BinaryOperator? comparison = compared.Left == value && compared.Right == old ? compared.Operator
            : compared.Left == old && compared.Right == value ? compared.Operator.Swapped()
            : null;
        return comparison is not { } known ? null
            : isOpposite && value.Type.IsInteger ? new RowChoice(value, known.Opposite(), false)
            : new RowChoice(value, known, isOpposite);
    }
}
