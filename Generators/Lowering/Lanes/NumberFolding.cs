using System.Globalization;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Computes sums, products and comparisons of constants of type int, and what follows from the comparisons.</summary>
internal static class NumberFolding
{
    /// <summary>Simplifies an operation whose operands are simple.</summary>
    /// <param name="expression">The operation.</param>
    /// <returns>The simpler one; the same object when nothing is known.</returns>
    public static Expression Simplified(Expression expression) => expression switch
    {
        BinaryExpression { Left: ConstantExpression { Integer: long left, Type.Kind: ValueKind.Int32 }, Right: ConstantExpression { Integer: long right, Type.Kind: ValueKind.Int32 } } both
            => Computed(both, left, right),
        UnaryExpression { Operator: UnaryOperator.Negate, Type.Kind: ValueKind.Int32, Operand: ConstantExpression { Integer: long number } } => Number(-number),
        _ => TruthFolding.Simplified(expression),
    };

    private static Expression Computed(BinaryExpression both, long left, long right) => both.Operator switch
    {
        BinaryOperator.Add => Number(left + right),
        BinaryOperator.Subtract => Number(left - right),
        BinaryOperator.Multiply => Number(left * right),
        BinaryOperator.Equal => Truth(left == right),
        BinaryOperator.NotEqual => Truth(left != right),
        BinaryOperator.Less => Truth(left < right),
        BinaryOperator.LessOrEqual => Truth(left <= right),
        BinaryOperator.Greater => Truth(left > right),
        BinaryOperator.GreaterOrEqual => Truth(left >= right),
        _ => both,
    };

    private static ConstantExpression Number(long wide)
    {
        int number = unchecked((int)wide);
        return new(ValueType.Int32, number.ToString(CultureInfo.InvariantCulture), number);
    }

    private static ConstantExpression Truth(bool value) => new(ValueType.Boolean, value ? "true" : "false", null);
}
