namespace HmmGen.Generators.Model;

/// <summary>The direct parts of an expression: the one place that knows which kinds have which.</summary>
internal static class ExpressionParts
{
    /// <summary>How many parts an expression has.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The number.</returns>
    public static int PartCount(this Expression expression) => expression switch
    {
        UnaryExpression or ConvertExpression or FieldExpression => 1,
        BinaryExpression => 2,
        SelectExpression => 3,
        CallExpression call => call.Arguments.Count,
        NewExpression made => made.Arguments.Count,
        _ => 0,
    };

    /// <summary>A part of an expression, in the order in which C# evaluates them.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="part">The part's number.</param>
    /// <returns>The part.</returns>
    public static Expression Part(this Expression expression, int part) => expression switch
    {
        UnaryExpression unary => unary.Operand,
        ConvertExpression convert => convert.Operand,
        FieldExpression field => field.Receiver,
        BinaryExpression binary => part == 0 ? binary.Left : binary.Right,
        SelectExpression select => part == 0 ? select.Condition : part == 1 ? select.WhenTrue : select.WhenFalse,
        CallExpression call => call.Arguments[part],
        NewExpression made => made.Arguments[part],
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "An expression without parts."),
    };

    /// <summary>The same operation on other parts.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="parts">The other parts, as many as there are.</param>
    /// <returns>The new expression; the old one when all parts are the same objects.</returns>
    public static Expression WithParts(this Expression expression, IReadOnlyList<Expression> parts)
    {
        bool changed = false;
        for (int part = 0; part < parts.Count; part++)
        {
            changed |= !ReferenceEquals(parts[part], expression.Part(part));
        }

        return !changed ? expression : expression switch
        {
            UnaryExpression unary => unary with { Operand = parts[0] },
            ConvertExpression convert => convert with { Operand = parts[0] },
            FieldExpression field => field with { Receiver = parts[0] },
            BinaryExpression binary => binary with { Left = parts[0], Right = parts[1] },
            SelectExpression select => select with { Condition = parts[0], WhenTrue = parts[1], WhenFalse = parts[2] },
            CallExpression call => call with { Arguments = parts.ToEquatable() },
            NewExpression made => made with { Arguments = parts.ToEquatable() },
            _ => expression,
        };
    }
}
