namespace HmmGen.Kernels;

/// <summary>How a kernel runs work items as lanes of vectors on the host.</summary>
/// <param name="Items">The items of a row that run side by side, a multiple of 8.</param>
/// <param name="Rows">The rows that run side by side; 1 for one.</param>
/// <param name="Indexing">What lanes need of the indices.</param>
/// <param name="IsWide">Whether twice as many items can run side by side, in vectors of 512 bits.</param>
internal sealed record KernelLanes(int Items, int Rows, LaneIndexing Indexing, bool IsWide)
{
    /// <summary>The tables of which threads may have copies.</summary>
    public IReadOnlyList<KernelTable> Tables { get; init; } = [];

    /// <summary>The dimension along which the lanes lie, which has changed places with the last one; null when none has.</summary>
    public int? Turned { get; init; }

    /// <summary>The length of the rows whose items the last index counts one after another; 0 where it is an index of its own.</summary>
    public long RowLength { get; init; }

    /// <summary>The index below which items of such rows have work.</summary>
    public long RowLimit { get; init; }

    /// <summary>The items of a row that run side by side in the widest vectors.</summary>
    public int Most => IsWide ? 2 * Items : Items;

    /// <summary>Whether so little is computed for each element that vectors of 512 bits gain only while the data fits the caches.</summary>
    public bool IsLight { get; init; }

    /// <summary>Whether an item may run again, right after the items that follow it in its row. So the last group of a row may begin before the one before it ends.</summary>
    public bool CanRepeat { get; init; }

    /// <summary>Whether the last items of a row, less than a group, run as one of which the other lanes rest. This processor has loads with masks.</summary>
    public bool HasRests { get; init; }

    /// <summary>Whether tiles below each other keep what they share in a panel.</summary>
    public bool HasPanels => Indexing == LaneIndexing.Panels;

    /// <summary>Whether items may make different numbers of turns in a loop. Then the first ones say little of the others.</summary>
    public bool HasOwnTurns { get; init; }

    /// <summary>The functions that are computed as the C library of this machine is found to do it.</summary>
    public GuardedFunctions Guarded { get; init; }

    /// <summary>Whether items run one after another, and turns of their loops side by side.</summary>
    public bool IsOfTurns => Indexing == LaneIndexing.Turns;

    /// <summary>Whether tiles exchange rows and lanes.</summary>
    public bool IsCrossed => Indexing == LaneIndexing.Crossed;
}
