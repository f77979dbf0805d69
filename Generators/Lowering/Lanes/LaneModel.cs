using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>A kernel whose work items run as lanes of vectors on the host.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Spreads">How its values differ between work items.</param>
/// <param name="Regions">The blocks in which some lanes may rest.</param>
/// <param name="Blends">Which assignments keep what resting lanes have.</param>
/// <param name="Groups">The vectors that run side by side along the last index.</param>
/// <param name="Rows">The rows that run side by side along the index before it; 1 for one.</param>
/// <param name="Stored">The indices of stores, without locals, by which rows have elements of their own; empty where only one row runs.</param>
/// <param name="Unplanned">The sites whose index no plan names, and which are checked. The kernel runs so only where the plan has all others in bounds.</param>
/// <param name="Walks">The loops in which items walk along rows of their own, unless they are <see cref="Held"/>.</param>
internal sealed record LaneModel(
    KernelModel Kernel, LaneSpreads Spreads, LaneRegions Regions, LaneBlends Blends, int Groups, int Rows, EquatableArray<Expression> Stored,
    EquatableArray<int> Unplanned, IReadOnlyList<RowWalk> Walks)
{
    /// <summary>The lanes of a group.</summary>
    public const int Width = 8;

    /// <summary>A kernel of which one group of lanes runs at a time, without walks.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="spreads">How its values differ between work items.</param>
    /// <param name="rows">The rows that run side by side.</param>
    /// <param name="unplanned">The sites that are checked.</param>
    /// <returns>The kernel with lanes.</returns>
    public static LaneModel OfGroup(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, int rows, EquatableArray<int> unplanned)
    {
        LaneRegions regions = new(flow, spreads.Parting);
        return new(kernel, spreads, regions, new LaneBlends(kernel.Body, flow, regions), 1, rows, EquatableArray<Expression>.Empty, unplanned, []);
    }

    /// <summary>The bytes of a lane in a small local array.</summary>
    /// <param name="element">The type of its elements.</param>
    /// <returns>8 or 4.</returns>
    public static int ArrayLane(ValueType element) => element.Kind is ValueKind.Int64 or ValueKind.UInt64 or ValueKind.Double ? 8 : 4;

    /// <summary>The loads of one element for all lanes that wait for their use; only where rows run side by side.</summary>
    public IReadOnlyList<RowLoad> Loads { get; init; } = [];

    /// <summary>The other walks, whose rows are held over the turns of a loop around them.</summary>
    public IReadOnlyList<HeldWalk> Held { get; init; } = [];

    /// <summary>The loads in loops that a group of lanes makes once.</summary>
    public IReadOnlyList<SteadyLoad> Steady { get; init; } = [];

    /// <summary>The loads that groups of sixteen lanes put together from two others; empty where walks, held rows or steady loads are.</summary>
    public IReadOnlyList<SlidLoad> Slid { get; init; } = [];

    /// <summary>The words of which parts are loaded or stored; none where several rows run side by side, and where walks, held rows or steady loads are.</summary>
    public IReadOnlyList<LaneWord> Words { get; init; } = [];

    /// <summary>Whether there are words, and what is no part of one is of all lanes or of neighbours.</summary>
    public bool ReachesByWords
    {
        get
        {
            HashSet<(int Block, int At)> parts = LaneWord.PlacesOf(Words);
            return parts.Count > 0 && Enumerable.Range(0, Kernel.Body.Blocks.Count).All(block => Kernel.Body.Blocks[block].Instructions
                .Select((instruction, at) => parts.Contains((block, at)) || instruction.SpanAccess() is not { } access || Spreads.Of(access.Index).Stride is 0 or 1).All(static one => one));
        }
    }

    /// <summary>The loads from rows that names ahead of them tell; empty where several rows of work items run side by side.</summary>
    public IReadOnlyList<RowHint> Hints { get; init; } = [];

    /// <summary>The kernel without rows that are held, for rows that no memory is made for.</summary>
    public LaneModel Walking => this with { Walks = [.. Walks, .. Held.Select(static held => held.Walk).Where(walk => !Regions.IsParted(walk.Header))], Held = [] };

    /// <summary>The parts of a row when the kernel is that of the inner items; null when all items run alike.</summary>
    public LaneSplit? Split { get; init; }

    /// <summary>Whether every index is checked or known to be in bounds, so that nothing is asked of the plan.</summary>
    public bool IsFree { get; init; }

    /// <summary>Whether lanes gain only where distances between elements are small that a launch tells: farther ones are loaded one by one.</summary>
    public bool TrustsDistances { get; init; }

    /// <summary>The accesses for which tiles exchange rows and lanes; none in most kernels.</summary>
    public EquatableArray<CrossedAccess> Crossed { get; init; } = [];

    /// <summary>The dimension along which the lanes lie, which has changed places with the last one; null when none has.</summary>
    public int? Turned { get; init; }

    /// <summary>What items of a turned kernel write, from which a launch sees that their order does not matter.</summary>
    public EquatableArray<OwnElements> Own { get; init; } = [];

    /// <summary>The spans of which threads may have copies of their own.</summary>
    public EquatableArray<LaneTable> Tables { get; init; } = [];

    /// <summary>When groups of twice as many lanes run where the processor has vectors of 512 bits.</summary>
    public WideUse Wide { get; init; }

    /// <summary>Whether the kernel is printed for twice as many lanes, too.</summary>
    public bool IsWide => Wide != WideUse.Never;

    /// <summary>
    /// The iterations of walks along rows that run better in groups of eight when they are few and leave eight or more of sixteen; none where sixteen are always
    /// better.
    /// </summary>
    public EquatableArray<Expression> Lengths { get; init; } = [];

    /// <summary>
    /// The sites of accesses that are checked before all effects, or whose index a plan names by its type and which are checked. A launch asks the plan for the others.
    /// </summary>
    public EquatableArray<int> Early { get; init; } = [];

    /// <summary>
    /// Whether an item may run again, right after the items that follow it in its row: no element that the kernel stores is loaded. So the last group of a row may
    /// begin before the one before it ends.
    /// </summary>
    public bool CanRepeat => Kernel.Parameters.All(static parameter => !parameter.Reads || !parameter.Writes);

    /// <summary>Whether lanes have all that other lanes of the kernel gain by beside vectors.</summary>
    /// <param name="other">The other lanes.</param>
    /// <returns>False when they lack walks, words, tiles, rows, a split or an order of those.</returns>
    public bool HasShapeOf(LaneModel other)
        => Walks.Count + Held.Count + Steady.Count >= other.Walks.Count + other.Held.Count + other.Steady.Count
            && Words.Count + Slid.Count >= other.Words.Count + other.Slid.Count
            && Crossed.Count >= other.Crossed.Count && Rows >= other.Rows && Tables.Count >= other.Tables.Count
            && (IsWide || !other.IsWide) && (Split is not null || other.Split is null) && (Turned is not null || other.Turned is null);

    /// <summary>Whether indices are checked while items run.</summary>
    public bool IsChecked => Unplanned.Count > 0;

    /// <summary>Whether tiles of rows keep what they share in panels: nothing in the kernel can fail, all items run alike, and a loop loads elements that are the same in all rows.</summary>
    public bool HasPanels => Rows > 1 && !IsChecked && Split is null && Crossed.Count == 0
        && Kernel.Body.Blocks.SelectMany(static block => block.Instructions).All(static one => one is not (GuardInstruction or BoundsInstruction { IsPlanned: false }));

    /// <summary>Whether a load gives each lane the same in all rows, from memory that the launch does not write.</summary>
    /// <param name="access">The access.</param>
    /// <returns>True when a panel can keep it.</returns>
    public bool IsShared(Access access)
        => Spreads.Of(access.Index) is { ByRow: false, IsUniform: false } && !Kernel.Parameters[access.Parameter].Writes && access.Value.Kind != ValueKind.Boolean;
}
