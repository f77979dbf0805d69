using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Forwarding;

/// <summary>Replaces locals by values, and simplifies the result.</summary>
internal static class ExpressionSimplifier
{
    /// <summary>Replaces locals.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="replace">The replacement of a local; null to keep it.</param>
    /// <returns>The new expression; the same object when nothing changes.</returns>
    public static Expression Replace(Expression expression, Func<LocalExpression, Expression?> replace) =>
        expression is LocalExpression local ? replace(local) ?? expression
        : expression.PartCount() == 0 ? expression
        : Simplified(expression.WithParts(replace, static (part, replace) => Replace(part, replace)));

    /// <summary>The number of operations, locals and constants in an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The number.</returns>
    public static int Size(Expression expression)
    {
        int size = 1;
        for (int part = expression.PartCount() - 1; part >= 0; part--)
        {
            size += Size(expression.Part(part));
        }

        return size;
    }

    // Spans mostly begin at element 0, so sums with 0 are common.
    private static Expression Simplified(Expression expression) => expression switch
    {
        BinaryExpression { Operator: BinaryOperator.Add, Type.IsInteger: true, Left: ConstantExpression { Integer: 0 } } sum
            when sum.Right.Type.Kind == sum.Type.Kind => sum.Right,
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Type.IsInteger: true, Right: ConstantExpression { Integer: 0 } } sum
            when sum.Left.Type.Kind == sum.Type.Kind => sum.Left,

        // A guard has ended the work item before; C# does not compile a division by a constant zero.
        BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Type.IsInteger: true, Right: ConstantExpression { Integer: 0 } } quotient
            => quotient.Right,
        ConvertExpression { Operand: ConstantExpression { Integer: long number }, Type.Kind: ValueKind.Int64 } convert =>
            new ConstantExpression(convert.Type, number.ToString(System.Globalization.CultureInfo.InvariantCulture) + "L", number),
        SelectExpression { Condition: ConstantExpression { Text: var text } } select => text == "true" ? select.WhenTrue : select.WhenFalse,
        UnaryExpression { Operator: UnaryOperator.Not, Operand: UnaryExpression { Operator: UnaryOperator.Not } inner } => inner.Operand,
        _ => expression,
    };
}
