using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission;

/// <summary>Writes operators as C#.</summary>
internal static class OperatorText
{
    /// <summary>The text of an operator.</summary>
    /// <param name="operation">The operator.</param>
    /// <returns>The text.</returns>
    public static string Of(UnaryOperator operation) => operation switch
    {
        UnaryOperator.Negate => "-",
        UnaryOperator.Complement => "~",
        UnaryOperator.Not => "!",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "An operator without text."),
    };

    /// <summary>The text of an operator.</summary>
    /// <param name="operation">The operator.</param>
    /// <returns>The text.</returns>
    public static string Of(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.ShiftLeft => "<<",
        BinaryOperator.ShiftRight => ">>",
        BinaryOperator.ShiftRightUnsigned => ">>>",
        BinaryOperator.And => "&",
        BinaryOperator.Or => "|",
        BinaryOperator.ExclusiveOr => "^",
        BinaryOperator.Both => "&&",
        BinaryOperator.Either => "||",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "An operator without text."),
    };
}
