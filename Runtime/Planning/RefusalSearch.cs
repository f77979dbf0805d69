using HmmGen.Base;

namespace HmmGen.Planning;

/// <summary>Finds the first work item whose access goes out of bounds; the caller knows that there is one.</summary>
internal static class RefusalSearch
{
    /// <summary>
    /// Fixes the variables one after another, each to the lowest value for which some choice of the later ones is out of
    /// bounds. This gives the first item in row-major order, and the first iteration of its loops.
    /// </summary>
    /// <param name="site">The access.</param>
    /// <param name="index">The index of the access, affine.</param>
    /// <param name="length">The parameter's length.</param>
    /// <param name="variables">The variables of the plan, the index dimensions first.</param>
    /// <param name="low">The variables' lowest values.</param>
    /// <param name="high">The variables' highest values.</param>
    /// <param name="box">The work items.</param>
    /// <param name="indices">The values of the index dimensions.</param>
    /// <returns>The access, the item and the element.</returns>
    internal static PlanRefusal Find(
        int site,
        in PlanValue index,
        long length,
        List<PlanVariable> variables,
        ReadOnlySpan<long> low,
        ReadOnlySpan<long> high,
        WorkBox box,
        ReadOnlySpan<PlanValue> indices)
    {
        long[] chosen = new long[variables.Count];
        for (int at = 0; at < chosen.Length; at++) chosen[at] = low[at];

        // For the choices that are still open the element lies in least..most.
        Int128 least = index.OffsetLow;
        Int128 most = index.OffsetLow;
        foreach (PlanTerm term in index.Terms)
        {
            (Int128 first, Int128 second) = Ends(term, low, high);
            least += first;
            most += second;
        }
        foreach (PlanTerm term in index.Terms)
        {
            if (term.Coefficient == 0) continue;
            int id = term.Variable.Id;
            (Int128 first, Int128 second) = Ends(term, low, high);
            least -= first;
            most -= second;
            chosen[id] = (long)First(term.Coefficient, least, most, length, low[id], high[id]);
            Int128 part = (Int128)term.Coefficient * chosen[id];
            least += part;
            most += part;
        }

        long[] item = new long[indices.Length];
        for (int dimension = 0; dimension < item.Length; dimension++)
        {
            ReadOnlySpan<PlanTerm> terms = indices[dimension].Terms;
            item[dimension] = terms.IsEmpty ? box.First(dimension) : chosen[terms[0].Variable.Id];
        }
        return new PlanRefusal(site, (long)least, item);
    }

    private static (Int128 Least, Int128 Most) Ends(PlanTerm term, ReadOnlySpan<long> low, ReadOnlySpan<long> high)
    {
        Int128 first = (Int128)term.Coefficient * low[term.Variable.Id];
        Int128 second = (Int128)term.Coefficient * high[term.Variable.Id];
        return first <= second ? (first, second) : (second, first);
    }

    /// <summary>The lowest value v with coefficient·v + least below 0, or coefficient·v + most at the length or above.</summary>
    private static Int128 First(long coefficient, Int128 least, Int128 most, long length, long low, long high)
    {
        Int128 lowPart = (Int128)coefficient * low;
        if (lowPart + least < 0 || lowPart + most >= length) return low;

        // At the low end both are in bounds, so the element can only pass the end towards which it moves.
        Int128 value = coefficient > 0
            ? DivideUp(length - most, coefficient)
            : DivideUp(least + 1, -(Int128)coefficient);
        return Int128.Min(value, high);
    }

    private static Int128 DivideUp(Int128 value, Int128 divisor)
    {
        Int128 quotient = value / divisor;
        return value % divisor > 0 ? quotient + 1 : quotient;
    }
}
