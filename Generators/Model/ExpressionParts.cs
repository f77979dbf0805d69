namespace HmmGen.Generators.Model;

/// <summary>The direct parts of an expression. Only this class knows which kinds have which parts.</summary>
internal static class ExpressionParts
{
    /// <summary>The number of parts of an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The number.</returns>
    public static int PartCount(this Expression expression) => expression switch
    {
        UnaryExpression or ConvertExpression or FieldExpression or MostExpression => 1,
        BinaryExpression or BeforeExpression => 2,
        SelectExpression => 3,
        CallExpression call => call.Arguments.Count,
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
        MostExpression most => most.Operand,
        BinaryExpression binary => part == 0 ? binary.Left : binary.Right,
        SelectExpression select => part == 0 ? select.Condition : part == 1 ? select.WhenTrue : select.WhenFalse,
        CallExpression call => call.Arguments[part],
        BeforeExpression before => part == 0 ? before.FirstIndex : before.SecondIndex,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "An expression without parts."),
    };

    /// <summary>Makes the same operation on other parts, where each part has one.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="replace">The replacement of a part, null for none; called in order, and not after one that has none.</param>
    /// <returns>The new expression; null when a part has no replacement.</returns>
    public static Expression? WithAllParts(this Expression expression, Func<Expression, Expression?> replace)
    {
        bool hasAll = true;
        Expression made = expression.WithParts(replace, (part, of) =>
        {
            Expression? other = hasAll ? of(part) : null;
            hasAll &= other is not null;
            return other ?? part;
        });
        return hasAll ? made : null;
    }

    /// <summary>Makes the same operation on other parts.</summary>
    /// <typeparam name="TContext">The type of the context.</typeparam>
    /// <param name="expression">The expression.</param>
    /// <param name="context">Passed to the function with each part, so that the function captures nothing.</param>
    /// <param name="replace">The replacement of a part; called in order.</param>
    /// <returns>The new expression; the old one when all parts are the same objects.</returns>
    public static Expression WithParts<TContext>(this Expression expression, TContext context, Func<Expression, TContext, Expression> replace)
    {
        Expression[]? parts = null;
        int count = expression.PartCount();
        for (int part = 0; part < count; part++)
        {
            Expression old = expression.Part(part);
            Expression other = replace(old, context);
            if (parts is null && !ReferenceEquals(other, old))
            {
                parts = new Expression[count];
                for (int same = 0; same < part; same++)
                {
                    parts[same] = expression.Part(same);
                }
            }

            if (parts is not null)
            {
                parts[part] = other;
            }
        }

        return parts is null ? expression : expression switch
        {
            UnaryExpression unary => unary with { Operand = parts[0] },
            ConvertExpression convert => convert with { Operand = parts[0] },
            FieldExpression field => field with { Receiver = parts[0] },
            MostExpression most => most with { Operand = parts[0] },
            BinaryExpression binary => binary with { Left = parts[0], Right = parts[1] },
            SelectExpression select => select with { Condition = parts[0], WhenTrue = parts[1], WhenFalse = parts[2] },
            CallExpression call => call with { Arguments = parts.ToEquatable() },
            BeforeExpression before => before with { FirstIndex = parts[0], SecondIndex = parts[1] },
            _ => expression,
        };
    }
}
