namespace HmmGen.Planning.Cutting;

/// <summary>A condition that ties variables to each other: <c>Σ coefficient·variable + offset ≤ 0</c>.</summary>
/// <param name="Coefficients">A factor for each variable.</param>
/// <param name="Offset">The number.</param>
internal readonly record struct CutCondition(long[] Coefficients, long Offset)
{
    /// <summary>The least value of the left side in a box.</summary>
    /// <param name="low">The lowest value of each variable.</param>
    /// <param name="high">The highest value of each variable.</param>
    /// <returns>The value. The condition is impossible in the box where it is positive.</returns>
    public long Least(ReadOnlySpan<long> low, ReadOnlySpan<long> high) => Extreme(low, high);

    /// <summary>The greatest value of the left side in a box.</summary>
    /// <param name="low">The lowest value of each variable.</param>
    /// <param name="high">The highest value of each variable.</param>
    /// <returns>The value. The condition holds everywhere in the box where it is not positive.</returns>
    public long Most(ReadOnlySpan<long> low, ReadOnlySpan<long> high) => Extreme(high, low);

    /// <summary>
    /// Leaves a variable out: whether some value of it meets this condition and another one, of which the one bounds it from above and the other from below.
    /// </summary>
    /// <param name="above">The condition that bounds the variable from above: its factor is positive here.</param>
    /// <param name="below">The condition that bounds it from below: its factor is negative there.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="left">The condition on the other variables.</param>
    /// <returns>Whether the new condition says as much as both, and its numbers are small enough. With <c>a·v ≤ p</c> and <c>b·v ≥ q</c> there is a whole
    /// number between <c>q/b</c> and <c>p/a</c> if and only if <c>a·q ≤ b·p</c>, as long as one of the two factors is 1.</returns>
    public static bool TryJoin(in CutCondition above, in CutCondition below, int variable, out CutCondition left)
    {
        left = default;
        long a = above.Coefficients[variable];
        long b = -below.Coefficients[variable];
        if (a != 1 && b != 1)
        {
            return false;
        }

        long[] coefficients = new long[above.Coefficients.Length];
        for (int at = 0; at < coefficients.Length; at++)
        {
            if (!TrySum(b, above.Coefficients[at], a, below.Coefficients[at], out coefficients[at]))
            {
                return false;
            }
        }

        if (!TrySum(b, above.Offset, a, below.Offset, out long offset))
        {
            return false;
        }

        left = new CutCondition(coefficients, offset);
        return true;
    }

    private long Extreme(ReadOnlySpan<long> whereItGrows, ReadOnlySpan<long> whereItFalls)
    {
        long value = Offset;
        for (int at = 0; at < Coefficients.Length; at++)
        {
            long coefficient = Coefficients[at];
            value += coefficient * (coefficient >= 0 ? whereItGrows[at] : whereItFalls[at]);
        }

        return value;
    }

    private static bool TrySum(long scale1, long value1, long scale2, long value2, out long sum)
    {
        Int128 whole = Math.BigMul(scale1, value1) + Math.BigMul(scale2, value2);
        sum = (long)whole;
        return whole > -PlanVariable.Bound && whole < PlanVariable.Bound;
    }
}
