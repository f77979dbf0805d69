namespace HmmGen.Generators.Model;

/// <summary>Finds the locals that an expression reads; however deep the expression is, the stack does not grow.</summary>
internal static class ExpressionLocals
{
    /// <summary>Adds an expression's locals to a collection.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="locals">The collection; a list gets a local once for each time it is read.</param>
    public static void Collect(Expression? expression, ICollection<int> locals)
    {
        if (expression is null)
        {
            return;
        }

        if (expression is LocalExpression only)
        {
            locals.Add(only.Local);
            return;
        }

        if (expression.PartCount() == 0)
        {
            return;
        }

        Stack<Expression> open = new();
        open.Push(expression);
        while (open.Count > 0)
        {
            Expression next = open.Pop();
            if (next is LocalExpression local)
            {
                locals.Add(local.Local);
            }

            for (int part = next.PartCount() - 1; part >= 0; part--)
            {
                open.Push(next.Part(part));
            }
        }
    }
}
