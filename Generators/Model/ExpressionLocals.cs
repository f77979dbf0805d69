namespace HmmGen.Generators.Model;

/// <summary>Finds the locals that an expression or an instruction reads. The stack does not grow with the expression's depth.</summary>
internal static class ExpressionLocals
{
    /// <summary>Whether an expression reads a local.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="local">The local.</param>
    /// <returns>True when it does.</returns>
    public static bool Reads(Expression expression, int local)
    {
        List<int> read = [];
        Collect(expression, read);
        return read.Contains(local);
    }

    /// <summary>Whether an instruction reads a local.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="local">The local.</param>
    /// <returns>True when one of its expressions does.</returns>
    public static bool Reads(Instruction instruction, int local) => Enumerable.Range(0, instruction.PartCount()).Any(part => Reads(instruction.Part(part), local));

    /// <summary>Adds an expression's locals to a collection.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="locals">The collection; a list gets a local once for each read.</param>
    public static void Collect(Expression? expression, ICollection<int> locals)
    {
        // Most expressions are a local, or one operation on locals; these get no stack.
        Stack<Expression>? open = null;
        while (expression is not null)
        {
            if (expression is LocalExpression local)
            {
                locals.Add(local.Local);
            }

            int count = expression.PartCount();
            int part = 0;
            while (part < count - 1 && expression.Part(part) is { } leaf && leaf.PartCount() == 0)
            {
                if (leaf is LocalExpression read)
                {
                    locals.Add(read.Local);
                }

                part++;
            }

            for (int later = count - 1; later > part; later--)
            {
                (open ??= new()).Push(expression.Part(later));
            }

            expression = part < count ? expression.Part(part) : open is { Count: > 0 } ? open.Pop() : null;
        }
    }
}
