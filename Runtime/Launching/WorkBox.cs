using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>Sizes, pieces and frames of boxes of work items.</summary>
internal static class WorkBox
{
    /// <summary>Cuts fall on multiples of this, where pieces are large: so that they share few pages.</summary>
    private const long Alignment = 1024;

    /// <summary>The box of a launch.</summary>
    /// <param name="extent">The launch's extent.</param>
    /// <returns>The box.</returns>
    public static PlanBox Of(HmmExtent extent)
        => new(extent.First(0), extent.End(0), extent.First(1), extent.End(1), extent.First(2), extent.End(2));

    /// <summary>The number of work items.</summary>
    /// <param name="box">The box.</param>
    /// <returns>The number.</returns>
    public static long Count(this PlanBox box) => (box.End0 - box.First0) * (box.End1 - box.First1) * (box.End2 - box.First2);

    /// <summary>The frame of a wave that runs every item of a box; what lies in control memory is left 0.</summary>
    /// <param name="box">The box.</param>
    /// <returns>The frame.</returns>
    public static Wave Frame(this PlanBox box) => new()
    {
        Count = box.Count(),
        Active = -1,
        First0 = box.First0,
        First1 = box.First1,
        First2 = box.First2,
        Size1 = box.End1 - box.First1,
        Size2 = box.End2 - box.First2,
    };

    /// <summary>The indices of a work item.</summary>
    /// <param name="wave">The chunk.</param>
    /// <param name="rank">The number of dimensions.</param>
    /// <param name="slot">The item's slot.</param>
    /// <returns>The indices, outermost first.</returns>
    public static long[] Item(this in Wave wave, int rank, long slot)
        => new[] { wave.Index0(slot), wave.Index1(slot), wave.Index2(slot) }[..rank];

    /// <summary>Cuts a box in two, across its outermost dimension that has more than one index.</summary>
    /// <param name="box">A box of two items or more.</param>
    /// <returns>The parts, in order.</returns>
    public static (PlanBox Before, PlanBox After) Halve(this PlanBox box)
    {
        if (box.End0 - box.First0 > 1)
        {
            long cut = Middle(box.First0, box.End0);
            return (box with { End0 = cut }, box with { First0 = cut });
        }

        if (box.End1 - box.First1 > 1)
        {
            long cut = Middle(box.First1, box.End1);
            return (box with { End1 = cut }, box with { First1 = cut });
        }

        long last = Middle(box.First2, box.End2);
        return (box with { End2 = last }, box with { First2 = last });
    }

    /// <summary>Cuts a box into pieces of limited size, whole rows where they fit.</summary>
    /// <param name="box">The box.</param>
    /// <param name="limit">The most items in a piece; asked before each.</param>
    /// <returns>The pieces, in order.</returns>
    public static IEnumerable<PlanBox> Pieces(PlanBox box, Func<long> limit)
    {
        Stack<PlanBox> rest = new([box]);
        while (rest.TryPop(out PlanBox next))
        {
            long most = limit();
            while (next.Count() > most)
            {
                (next, PlanBox after) = next.Front(most);
                rest.Push(after);
            }

            yield return next;
        }
    }

    /// <summary>Cuts whole rows, planes or points off the front of a box, across its outermost dimension that has more than one index: at least one.</summary>
    private static (PlanBox Before, PlanBox After) Front(this PlanBox box, long limit)
    {
        long line = box.End2 - box.First2;
        long plane = (box.End1 - box.First1) * line;
        if (box.End0 - box.First0 > 1)
        {
            long cut = box.First0 + Math.Max(1, limit / plane);
            return (box with { End0 = cut }, box with { First0 = cut });
        }

        if (box.End1 - box.First1 > 1)
        {
            long cut = box.First1 + Math.Max(1, limit / line);
            return (box with { End1 = cut }, box with { First1 = cut });
        }

        long last = box.First2 + limit;
        return (box with { End2 = last }, box with { First2 = last });
    }

    private static long Middle(long first, long end)
    {
        long middle = first + (end - first) / 2;
        return end - first < 4 * Alignment ? middle : (middle + Alignment - 1) / Alignment * Alignment;
    }
}
