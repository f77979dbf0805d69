using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Scouting;

/// <summary>Tells which values grow evenly with a variable.</summary>
internal static class EvenGrowth
{
    /// <summary>
    /// Whether a value grows evenly with a variable, in its type's arithmetic. No conversion but that of the variable itself is allowed: a sum that wraps in a
    /// narrow type does not grow evenly in a wide one.
    /// </summary>
    /// <param name="expression">The value.</param>
    /// <param name="isVariable">Whether an expression is the variable, an <see cref="int"/>.</param>
    /// <returns>True also for a value without the variable.</returns>
    public static bool Holds(Expression expression, Func<Expression, bool> isVariable)
        => !Reads(expression, isVariable) || expression switch
        {
            _ when isVariable(expression) => true,
            ConvertExpression { Type.Kind: ValueKind.Int64 } convert => isVariable(convert.Operand),
            UnaryExpression { Operator: UnaryOperator.Negate, Type.Kind: ValueKind.Int32 or ValueKind.Int64 } unary => Holds(unary.Operand, isVariable),
            BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Type.Kind: ValueKind.Int32 or ValueKind.Int64 } sum
                => IsSame(sum) && Holds(sum.Left, isVariable) && Holds(sum.Right, isVariable),
            BinaryExpression { Operator: BinaryOperator.Multiply, Type.Kind: ValueKind.Int32 or ValueKind.Int64 } product
                => IsSame(product) && Holds(product.Left, isVariable) && Holds(product.Right, isVariable)
                    && !(Reads(product.Left, isVariable) && Reads(product.Right, isVariable)),
            _ => false,
        };

    /// <summary>Whether an expression reads a variable.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="isVariable">Whether an expression is the variable.</param>
    /// <returns>True when it does.</returns>
    public static bool Reads(Expression expression, Func<Expression, bool> isVariable)
        => isVariable(expression) || Enumerable.Range(0, expression.PartCount()).Any(part => Reads(expression.Part(part), isVariable));

    // C# would widen an operand of another type without saying so.
    private static bool IsSame(BinaryExpression binary) => binary.Left.Type.Kind == binary.Type.Kind && binary.Right.Type.Kind == binary.Type.Kind;
}
