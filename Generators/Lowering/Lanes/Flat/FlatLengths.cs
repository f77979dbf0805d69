using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes.Flat;

/// <summary>Finds the length of a kernel's rows: by what its index is divided.</summary>
internal static class FlatLengths
{
    /// <summary>The length of rows for which most parts of the index are the same in a row, or grow by one.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="terms">The parts of its last index.</param>
    /// <returns>The length; null when there is none of a group of lanes.</returns>
    public static FlatFactors? Best(KernelModel kernel, FlatTerms terms)
    {
        FlatTerm[] all = All(kernel, terms);
        return all.SelectMany(static term => term.Numbers).Distinct()
            .Where(static length => length.Others.Count > 0 || length.Constant >= LaneModel.Width)
            .OrderByDescending(length => all.Count(term => IsEven(term, length))).FirstOrDefault();
    }

    /// <summary>The parts of the index that a kernel computes.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="terms">The parts of its last index.</param>
    /// <returns>The parts, one for each place.</returns>
    public static FlatTerm[] All(KernelModel kernel, FlatTerms terms)
    {
        List<FlatTerm> all = [];
        foreach (BlockModel block in kernel.Body.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                for (int part = 0; part < instruction.PartCount(); part++)
                {
                    Collect(instruction.Part(part), terms, all);
                }
            }

            Collect((block.Terminator as BranchTerminator)?.Condition, terms, all);
        }

        return [.. all];
    }

    /// <summary>Whether a part of the index is the same in a row, or grows by one.</summary>
    /// <param name="term">The part.</param>
    /// <param name="length">The length of a row.</param>
    /// <returns>True when it is.</returns>
    public static bool IsEven(FlatTerm term, FlatFactors length)
        => (term.Divisor == FlatFactors.One || term.Divisor.Over(length) is not null) && (term.Modulus is null || term.Modulus.Over(length) is not null);

    private static void Collect(Expression? expression, FlatTerms terms, List<FlatTerm> all)
    {
        if (expression is null or LocalExpression or IndexExpression)
        {
            return;
        }

        if (terms.Of(expression) is { } term && term != FlatTerm.Index)
        {
            all.Add(term);
        }

        for (int part = 0; part < expression.PartCount(); part++)
        {
            Collect(expression.Part(part), terms, all);
        }
    }
}
