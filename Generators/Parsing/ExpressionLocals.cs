using HmmGen.Generators.Model;

namespace HmmGen.Generators.Parsing;

/// <summary>Finds the locals that an expression reads.</summary>
internal static class ExpressionLocals
{
    /// <summary>Adds an expression's locals to a set.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="locals">The set.</param>
    public static void Collect(Expression? expression, ISet<int> locals)
    {
        switch (expression)
        {
            case LocalExpression local:
                locals.Add(local.Local);
                break;
            case UnaryExpression unary:
                Collect(unary.Operand, locals);
                break;
            case BinaryExpression binary:
                Collect(binary.Left, locals);
                Collect(binary.Right, locals);
                break;
            case ConvertExpression convert:
                Collect(convert.Operand, locals);
                break;
            case CallExpression call:
                CollectAll(call.Arguments, locals);
                break;
            case FieldExpression field:
                Collect(field.Receiver, locals);
                break;
            case NewExpression made:
                CollectAll(made.Arguments, locals);
                break;
        }
    }

    private static void CollectAll(EquatableArray<Expression> expressions, ISet<int> locals)
    {
        foreach (Expression expression in expressions)
        {
            Collect(expression, locals);
        }
    }
}
