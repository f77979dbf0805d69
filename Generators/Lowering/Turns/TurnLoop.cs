using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Turns;

/// <summary>
/// A counted loop whose turns depend on no other turn, so that many of them are made at once, as lanes of vectors. What is left of them the loop makes one by one.
/// </summary>
/// <param name="Header">The block with the loop's test, and nothing else.</param>
/// <param name="Body">The loop's only other block.</param>
/// <param name="Variable">The local that counts the turns up by one.</param>
/// <param name="Limit">The limit, which no turn changes.</param>
/// <param name="IsInclusive">Whether the variable may be equal to the limit.</param>
/// <param name="Model">The body as a kernel of its own: an item is a turn, its index is the variable.</param>
internal sealed record TurnLoop(int Header, int Body, int Variable, Expression Limit, bool IsInclusive, LaneModel Model)
{
    /// <summary>Whether turns are made at once. Where they carry a value on, they are made one by one, and only their checks come before the first one.</summary>
    public bool HasLanes => Own.Count > 0;

    /// <summary>Whether turns may as well be made in the opposite order: none reaches what another one stores.</summary>
    public bool HasNoOrder => Own.OfType<StoreInstruction>().All(store => Own.Select(static one => one.SpanAccess())
        .All(other => other is null || other.Parameter != store.Access.Parameter || other.Index == store.Access.Index));

    /// <summary>The turns that the loop makes in each item, of arguments and lengths alone; null where it takes more than them.</summary>
    public (Expression First, Expression Limit)? Turns { get; init; }

    /// <summary>The block that comes before the header wherever the loop begins.</summary>
    public int Before { get; init; } = -1;

    /// <summary>What is the same in all turns, in order: done once, before the others.</summary>
    public IReadOnlyList<Instruction> Shared { get; init; } = [];

    /// <summary>What each turn does by itself.</summary>
    public IReadOnlyList<Instruction> Own { get; init; } = [];

    /// <summary>What has to be known before the first turn, so that no turn fails.</summary>
    public IReadOnlyList<TurnReach> Reaches { get; init; } = [];

    /// <summary>
    /// Elements of one span, in the first turn, that are stored or stored and loaded. Where two are some places apart, but fewer than turns are made at once, a turn
    /// would see another one's effect too early or too late.
    /// </summary>
    public IReadOnlyList<(Expression One, Expression Other)> Pairs { get; init; } = [];

    /// <summary>The elements that are stored in the first turn, also by turns that are made one by one.</summary>
    public IEnumerable<Access> Stored => Model.Kernel.Body.Blocks[0].Instructions.OfType<StoreInstruction>().Select(static store => store.Access).Distinct();
}
