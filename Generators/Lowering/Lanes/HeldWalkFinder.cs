using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Finds the walks that come to the same elements again in each turn of a loop around them, from memory that the kernel does not write.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="forms">What its expressions are to an item as a whole.</param>
internal sealed class HeldWalkFinder(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, LaneForms forms)
{
    private readonly BodyUses _uses = new(kernel.Body);

    /// <summary>Asks one walk.</summary>
    /// <param name="walk">The walk.</param>
    /// <returns>What is held; null when some of its accesses stay as they are.</returns>
    public HeldWalk? Find(RowWalk walk)
    {
        IReadOnlyList<NaturalLoop> around = flow.Loops.Around(walk.Body);
        NaturalLoop loop = around[around.Count - 1];
        if (around.Count < 2 || !walk.IsByOne || CountedLoop.Find(kernel.Body, flow, _uses, loop) is not { } counted
            || OfArguments(counted.First) is not { } first || OfArguments(counted.Limit) is not { } limit)
        {
            return null;
        }

        LoopValues values = new(kernel.Body, flow, loop);
        List<HeldRow> rows = [];
        if (!values.TryUse(walk.Variable))
        {
            return null;
        }

        foreach (int place in walk.Parts.Select(static part => part.At).OrderBy(static place => place))
        {
            if (kernel.Body.Blocks[walk.Body].Instructions[place] is not LoadInstruction { When: null } load || kernel.Parameters[load.Access.Parameter].Writes
                || values.Of(load.Access.Index, (walk.Body, place)) is not { Rest: not null } form || Held(load.Access, form.RestWith(form.Number)) is not { } held)
            {
                return null;
            }

            int known = rows.FindIndex(row => row.Access.Parameter == held.Access.Parameter && row.Start == held.Start && row.Access.Value == held.Access.Value);
            if (known < 0)
            {
                rows.Add(held with { Places = [place] });
            }
            else
            {
                rows[known] = rows[known] with { Places = [.. rows[known].Places, place] };
            }
        }

        return new HeldWalk(walk, first, limit, rows);
    }

    private HeldRow? Held(Access access, Expression rest)
        => forms.WithoutLocals(rest) is { } start && RowStep.Of(start, spreads, kernel.Indices.Count - 1) is { } step ? new HeldRow(access, [], start, step) : null;

    // It is asked before the first item.
    private Expression? OfArguments(Expression value) => forms.WithoutLocals(value) is { } whole && !ReadsIndex(whole) ? whole : null;

    private static bool ReadsIndex(Expression value) => value is IndexExpression || Enumerable.Range(0, value.PartCount()).Any(part => ReadsIndex(value.Part(part)));
}
