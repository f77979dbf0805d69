using HmmGen.Base;

namespace HmmGen.Planning;

/// <summary>
/// Merges accesses that walk side by side, as <c>y[2·i]</c> and <c>y[2·i + 1]</c> do: alone, each leaves too many gaps to
/// enumerate; together they leave none.
/// </summary>
internal static class Interleaving
{
    /// <summary>Adds the elements of those sets that together have few enough runs.</summary>
    /// <param name="elements">The builder to add them to.</param>
    /// <param name="sets">Sets that alone have too many runs; this method sorts them.</param>
    /// <param name="start">The number of element 0 within its region.</param>
    /// <param name="limit">The largest number of runs to enumerate.</param>
    internal static void AddElements(PageRunsBuilder elements, List<ElementSet> sets, long start, long limit)
    {
        sets.Sort(static (left, right) => left.First.CompareTo(right.First));
        bool[] taken = new bool[sets.Count];
        for (int leader = 0; leader < sets.Count; leader++)
        {
            if (taken[leader] || sets[leader].IsCut) continue;
            long width = 1;
            for (int other = leader + 1; other < sets.Count; other++)
            {
                ElementSet set = sets[other];
                long distance = set.First - sets[leader].First;
                if (distance > width) break;
                if (taken[other] || set.IsCut || !set.Dimensions.SequenceEqual(sets[leader].Dimensions)) continue;
                if (distance == width) width++;
                taken[other] = true;
            }
            if (width == 1) continue;
            ReadOnlySpan<PlanDimension> walked = sets[leader].Dimensions;
            PlanDimension[] dimensions = [new PlanDimension(1, width), .. walked];
            ElementSet.Create(sets[leader].First, dimensions, 0, long.MaxValue).TryAddElements(elements, start, limit);
        }
    }
}
