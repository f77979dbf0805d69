namespace HmmGen.Planning;

// The value that a condition chooses.
internal readonly partial struct PlanValue
{
    /// <summary>
    /// One of two values. Where the condition is decided for all work items, the one that it chooses; otherwise the least interval that holds both. If
    /// the values differ by a number, it follows their variables.
    /// </summary>
    /// <param name="condition">The condition.</param>
    /// <param name="whenTrue">The value where it holds.</param>
    /// <param name="whenFalse">The value where it does not.</param>
    /// <returns>The value.</returns>
    public static PlanValue Choose(in PlanCondition condition, in PlanValue whenTrue, in PlanValue whenFalse)
    {
        if (condition.Holds is { } holds) return Combine(holds ? whenTrue : whenFalse, 1, condition.Value, 0);
        PlanValue difference = whenTrue - whenFalse;
        if (difference.IsUnknown) return Unknown;
        bool isFixed = true;
        foreach (PlanTerm term in difference.Terms) isFixed &= term.Coefficient == 0;
        PlanValue either = isFixed
            ? whenFalse + Hull(Math.Min(0, difference.OffsetLow), Math.Max(0, difference.OffsetHigh), whenTrue, whenFalse)
            : Hull(Math.Min(whenTrue.Lowest, whenFalse.Lowest), Math.Max(whenTrue.Highest, whenFalse.Highest), whenTrue, whenFalse);
        return Combine(either, 1, condition.Value, 0);
    }
}
