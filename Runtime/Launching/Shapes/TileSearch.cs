using HmmGen.Base;
using HmmGen.Paging;

namespace HmmGen.Launching.Shapes;

/// <summary>
/// Finds the tiles with which a launch of one dimension that does not fit on the device moves the fewest bytes. <c>y[i % c * r + i / c] = x[i]</c> is a
/// transposition: items that follow one another touch a page each. With c items as a row, a tile of some rows and some columns is as good as in two dimensions.
/// </summary>
/// <remarks>
/// Rows are as long as a divisor of the kernel's plan, or as a product of two. Nothing else tells that items far from one another touch the same pages.
/// </remarks>
internal static class TileSearch
{
    /// <summary>
    /// The part of the bytes that lines must move beyond the least before tiles are searched, and that tiles must save. Each row of a tile is a wave, so it is
    /// more than for chunks of two dimensions.
    /// </summary>
    private const double LeastGain = 0.25;

    /// <summary>The most lengths of rows that are tried.</summary>
    private const int MostPeriods = 8;

    /// <summary>Looks for tiles.</summary>
    /// <param name="box">The work items, which do not fit on the device together.</param>
    /// <param name="divisors">The divisors of the kernel's plan.</param>
    /// <param name="capacity">The device's frames.</param>
    /// <param name="pagesOf">The pages that a box of work items touches, by region. The plan names them all.</param>
    /// <returns>The tiles; null when lines are as good or when no tiles fit.</returns>
    public static TileShape? Find(WorkBox box, IReadOnlyList<long> divisors, long capacity, Func<WorkBox, MirrorPlan[]> pagesOf)
    {
        WorkBox[] folded = [.. Periods(divisors, box.Count).Select(period => Folded(box, period)).Where(static tiles => tiles.Size(0) > 1)];
        if (folded.Length == 0 || new ShapeSearch(box, 1, capacity, pagesOf).Limit(LeastGain) is not { } limit)
        {
            return null;
        }

        TileShape? best = null;
        foreach (WorkBox tiles in folded)
        {
            if (new ShapeSearch(tiles, 2, capacity, pagesOf).Best(limit) is var (shape, cost))
            {
                (limit, best) = (cost, new TileShape(box, tiles, shape));
            }
        }

        return best;
    }

    /// <summary>The lengths of rows that are tried, each once.</summary>
    private static IEnumerable<long> Periods(IReadOnlyList<long> divisors, long items)
        => divisors
            .Concat(divisors.SelectMany((left, number) => divisors.Skip(number).Where(right => left <= items / right).Select(right => left * right)))
            .Where(period => period <= items / 2)
            .Distinct()
            .Take(MostPeriods);

    /// <summary>The whole rows of a launch.</summary>
    private static WorkBox Folded(WorkBox box, long period)
    {
        (long first, long rest) = Math.DivRem(box.First0, period);
        return new WorkBox(first + (rest > 0 ? 1 : 0), box.End0 / period, 0, period, 0, 1) { Period = period };
    }
}
