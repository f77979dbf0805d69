namespace HmmGen.Generators.Model;

/// <summary>Facts about operators that hold for all operands.</summary>
internal static class OperatorFacts
{
    /// <summary>Whether an operator compares.</summary>
    /// <param name="operation">The operator.</param>
    /// <returns>True when the result says how its operands are ordered or whether they are equal.</returns>
    public static bool IsComparison(this BinaryOperator operation) => operation is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual;

    /// <summary>Whether an operator shifts.</summary>
    /// <param name="operation">The operator.</param>
    /// <returns>True when the right operand is a count of bits.</returns>
    public static bool IsShift(this BinaryOperator operation) =>
        operation is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.ShiftRightUnsigned;

    /// <summary>The negation of a comparison, for ordered operands. NaN is not ordered.</summary>
    /// <param name="comparison">The other one.</param>
    /// <returns>The comparison.</returns>
    public static BinaryOperator Opposite(this BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Less => BinaryOperator.GreaterOrEqual,
        BinaryOperator.LessOrEqual => BinaryOperator.Greater,
        BinaryOperator.Greater => BinaryOperator.LessOrEqual,
        BinaryOperator.GreaterOrEqual => BinaryOperator.Less,
        BinaryOperator.Equal => BinaryOperator.NotEqual,
        BinaryOperator.NotEqual => BinaryOperator.Equal,
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison."),
    };

    /// <summary>The same comparison with its operands exchanged.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <returns>The operator.</returns>
    public static BinaryOperator Swapped(this BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Less => BinaryOperator.Greater,
        BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperator.Greater => BinaryOperator.Less,
        BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
        _ => comparison,
    };
}
