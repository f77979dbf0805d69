using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Finds by how much an index grows from one lane to the next, where all lanes have the same step, known only at the launch.</summary>
internal static class RowStep
{
    /// <summary>Finds the step.</summary>
    /// <param name="index">The index, an <see cref="int"/> that wraps.</param>
    /// <param name="spreads">How the kernel's values differ between work items.</param>
    /// <param name="last">The last dimension.</param>
    /// <returns>The step, which all lanes share; null when there is none.</returns>
    public static Expression? Of(Expression index, LaneSpreads spreads, int last) => index switch
    {
        _ when spreads.Of(index).IsUniform => Number("0", 0),
        IndexExpression { Dimension: var dimension } when dimension == last => Number("1", 1),
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Type.Kind: ValueKind.Int32 } sum
            when Of(sum.Left, spreads, last) is { } left && Of(sum.Right, spreads, last) is { } right => Sum(sum, left, right),
        BinaryExpression { Operator: BinaryOperator.Multiply, Type.Kind: ValueKind.Int32 } product when spreads.Of(product.Right).IsUniform
            => Product(Of(product.Left, spreads, last), product.Right),
        BinaryExpression { Operator: BinaryOperator.Multiply, Type.Kind: ValueKind.Int32 } product when spreads.Of(product.Left).IsUniform
            => Product(Of(product.Right, spreads, last), product.Left),
        _ => null,
    };

    private static Expression Sum(BinaryExpression sum, Expression left, Expression right)
        => IsNumber(right, 0) ? left
            : IsNumber(left, 0) && sum.Operator == BinaryOperator.Add ? right
            : sum with { Left = left, Right = right };

    private static Expression? Product(Expression? step, Expression factor)
        => step is null || IsNumber(step, 0) ? step
            : IsNumber(step, 1) ? factor
            : new BinaryExpression(ValueType.Int32, BinaryOperator.Multiply, step, factor);

    private static bool IsNumber(Expression expression, long number) => expression is ConstantExpression { Integer: long known } && known == number;

    private static ConstantExpression Number(string text, long number) => new(ValueType.Int32, text, number);
}
