using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Simplifies operations with truths that are known.</summary>
internal static class TruthFolding
{
    /// <summary>Simplifies an operation whose operands are simple.</summary>
    /// <param name="expression">The operation.</param>
    /// <returns>The simpler one; the same object when it knows nothing.</returns>
    public static Expression Simplified(Expression expression) => expression switch
    {
        UnaryExpression { Operator: UnaryOperator.Not, Operand: ConstantExpression { Text: "true" or "false" } known }
            => known with { Text = known.Text == "true" ? "false" : "true" },
        BinaryExpression { Left: ConstantExpression { Text: "true" or "false" } known } binary => With(binary, known, binary.Right),
        BinaryExpression { Right: ConstantExpression { Text: "true" or "false" } known } binary => With(binary, known, binary.Left),
        SelectExpression { Condition: ConstantExpression { Text: "true" } } select => select.WhenTrue,
        SelectExpression { Condition: ConstantExpression { Text: "false" } } select => select.WhenFalse,
        _ => expression,
    };

    // Expressions are pure, so the other operand may be left out.
    private static Expression With(BinaryExpression binary, ConstantExpression known, Expression other) => (binary.Operator, known.Text) switch
    {
        (BinaryOperator.Both or BinaryOperator.And, "true") or (BinaryOperator.Either or BinaryOperator.Or, "false") => other,
        (BinaryOperator.Both or BinaryOperator.And, _) or (BinaryOperator.Either or BinaryOperator.Or, _) => known,
        _ => binary,
    };
}
