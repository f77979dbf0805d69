namespace HmmGen.Base;

/// <summary>A box of work items, as half-open ranges of the index of each dimension; a dimension that is not used is 0..1.</summary>
/// <param name="First0">The first index of dimension 0, the outermost.</param>
/// <param name="End0">One past the last index of dimension 0.</param>
/// <param name="First1">The first index of dimension 1.</param>
/// <param name="End1">One past the last index of dimension 1.</param>
/// <param name="First2">The first index of dimension 2.</param>
/// <param name="End2">One past the last index of dimension 2.</param>
internal readonly record struct WorkBox(long First0, long End0, long First1, long End1, long First2, long End2)
{
    /// <summary>Cuts fall on multiples of this, where pieces are large: so that they share few pages.</summary>
    private const long Alignment = 1024;

    /// <summary>
    /// For a tile of a launch of one dimension: the number of items from one of its rows to the next. Item <c>a * Period + b</c> stands at row a, which dimension 0
    /// counts, and column b, which dimension 1 counts. 0 for all other boxes.
    /// </summary>
    public long Period { get; init; }

    /// <summary>Whether the box has no work item.</summary>
    public bool IsEmpty => End0 <= First0 || End1 <= First1 || End2 <= First2;

    /// <summary>Whether an index of an item is the greatest <see langword="int"/>.</summary>
    public bool HasGreatestIndex => Math.Max(End0, Math.Max(End1, End2)) > int.MaxValue;

    /// <summary>The number of work items, which a <see cref="long"/> must hold.</summary>
    public long Count => Size(0) * Size(1) * Size(2);

    /// <summary>The first index of a dimension.</summary>
    /// <param name="dimension">The dimension; those that no box has have the one index 0.</param>
    /// <returns>The first index.</returns>
    public long First(int dimension) => dimension switch { 0 => First0, 1 => First1, 2 => First2, _ => 0 };

    /// <summary>One past the last index of a dimension.</summary>
    /// <param name="dimension">The dimension; those that no box has have the one index 0.</param>
    /// <returns>One past the last index.</returns>
    public long End(int dimension) => dimension switch { 0 => End0, 1 => End1, 2 => End2, _ => 1 };

    /// <summary>The number of indices of a dimension.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <returns>The number.</returns>
    public long Size(int dimension) => End(dimension) - First(dimension);

    /// <summary>Cuts the box in two, across its outermost dimension that has more than one index. It has two items or more.</summary>
    /// <returns>The parts, in order.</returns>
    public (WorkBox Before, WorkBox After) Halve()
    {
        int dimension = OutermostLong;
        long size = Size(dimension);
        long middle = First(dimension) + size / 2;
        return CutAt(dimension, size < 4 * Alignment ? middle : (middle + Alignment - 1) / Alignment * Alignment);
    }

    /// <summary>Whether the box is a tile, whose items do not follow one another.</summary>
    public bool IsTile => Period != 0;

    /// <summary>Some items of one dimension that follow one another.</summary>
    /// <param name="first">The first index.</param>
    /// <param name="end">One past the last index.</param>
    /// <returns>The box.</returns>
    public static WorkBox Line(long first, long end) => new(first, end, 0, 1, 0, 1);

    /// <summary>The box, as boxes of which the items follow one another: the rows of a tile, and any other box as it is.</summary>
    /// <returns>The boxes, in order.</returns>
    public IEnumerable<WorkBox> Lines()
    {
        if (!IsTile)
        {
            yield return this;
            yield break;
        }

        for (long row = First0; row < End0; row++)
        {
            yield return Line(row * Period + First1, row * Period + End1);
        }
    }

    /// <summary>The box as a line, where it is a tile of one row or of whole rows.</summary>
    /// <returns>The line; the box as it is where it is none.</returns>
    public WorkBox Unfolded()
        => IsTile && (Size(0) == 1 || Size(1) == Period) ? Line(First0 * Period + First1, (End0 - 1) * Period + End1) : this;

    /// <summary>Cuts the box into pieces of limited size, whole rows where they fit.</summary>
    /// <param name="limit">The most items in a piece; asked before each.</param>
    /// <returns>The pieces, in order. No piece is a tile.</returns>
    public IEnumerable<WorkBox> Pieces(Func<long> limit)
    {
        Stack<WorkBox> rest = new(Lines().Reverse());
        while (rest.TryPop(out WorkBox next))
        {
            long most = limit();
            while (next.Count > most)
            {
                (next, WorkBox after) = next.Front(most);
                rest.Push(after);
            }

            yield return next;
        }
    }

    /// <summary>The number of indices of the outermost dimension that has more than one.</summary>
    public long OutermostSize => Size(OutermostLong);

    /// <summary>Cuts the box in two, across its outermost dimension that has more than one index.</summary>
    /// <param name="indices">The indices before the cut.</param>
    /// <returns>The parts, in order.</returns>
    public (WorkBox Before, WorkBox After) CutAfter(long indices) => CutAt(OutermostLong, First(OutermostLong) + indices);

    private int OutermostLong => Size(0) > 1 ? 0 : Size(1) > 1 ? 1 : 2;

    /// <summary>Cuts whole rows, planes or points off the front, across the outermost dimension that has more than one index: at least one.</summary>
    private (WorkBox Before, WorkBox After) Front(long limit)
    {
        int dimension = OutermostLong;
        long slice = dimension switch { 0 => Size(1) * Size(2), 1 => Size(2), _ => 1 };
        return CutAt(dimension, First(dimension) + Math.Max(1, limit / slice));
    }

    private (WorkBox Before, WorkBox After) CutAt(int dimension, long cut) => dimension switch
    {
        0 => ((this with { End0 = cut }).Unfolded(), (this with { First0 = cut }).Unfolded()),
        1 => (this with { End1 = cut }, this with { First1 = cut }),
        _ => (this with { End2 = cut }, this with { First2 = cut }),
    };
}
