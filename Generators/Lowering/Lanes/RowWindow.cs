using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Rows of which each item reaches a part, its window: the classes of a row that is padded, a row's first element and then the others, one head of many. An index is
/// the item's start, and beyond it an offset of the index's other parts, of arguments, and of a counter. No two items meet where all offsets are from 0 to less than
/// the distance of starts.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="forms">What its expressions are to an item as a whole.</param>
/// <remarks>
/// All of this is modulo 2^32. Four groups of sixteen lanes whose starts are at most 2^24 apart reach over less than half of all numbers, so elements with different
/// numbers are different elements, whether or not a sum has wrapped.
/// </remarks>
internal sealed class RowWindow(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, LaneForms forms)
{
    // Numbers up to this one, a few times, are far from where sums wrap.
    private const int Most = 1 << 24;

    // Elements of a turn, and steps of a counter.
    private const int MostFactor = 16;

    private readonly int _last = kernel.Indices.Count - 1;
    private readonly BodyUses _uses = new(kernel.Body);

    /// <summary>What items ask first.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The conditions for which lanes do not run; null when the parameter has other elements.</returns>
    public IReadOnlyList<Expression>? Refusals(int parameter)
    {
        List<Reach> all = [];
        foreach (int block in flow.Graph.Order)
        {
            EquatableArray<Instruction> instructions = kernel.Body.Blocks[block].Instructions;
            for (int at = 0; at < instructions.Count; at++)
            {
                if (instructions[at].SpanAccess() is { } access && access.Parameter == parameter)
                {
                    if (ReachOf(access, block, at) is not { } reach)
                    {
                        return null;
                    }

                    all.Add(reach);
                }
            }
        }

        // The window begins where the index has the fewest parts beside the item's own.
        Reach? least = all.OrderBy(static reach => reach.Rest.Count).FirstOrDefault();
        if (least is null || PartsOfRows.Of(Start(least), spreads, _last) is not { } row)
        {
            return null;
        }

        List<Expression> refusals = row.Width is ConstantExpression ? [] : [IsMore(row.Width, LinearIndex.NumberOf(Most))];
        return all.All(reach => Start(reach) == row.Start && Stays(reach, least.Rest, row.Width, refusals)) ? [.. refusals.Concat(Meetings(parameter)).Distinct()] : null;
    }

    /// <summary>When two accesses in the body of a loop may come to one element, in whatever turns.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="block">The body.</param>
    /// <param name="one">The place of an access.</param>
    /// <param name="other">The place of another one.</param>
    /// <returns>The condition: the loop has more turns than elements lie between the two. Null where it is not known.</returns>
    public Expression? Meeting(NaturalLoop loop, int block, int one, int other)
    {
        EquatableArray<Instruction> instructions = kernel.Body.Blocks[block].Instructions;
        if (instructions[one].SpanAccess() is not { } near || instructions[other].SpanAccess() is not { } far
            || ReachIn(loop, near, block, one) is not { Factor: 1, First: null, Before: 1, Limit: { } limit } first || ReachIn(loop, far, block, other) is not { Factor: 1 } second || first.Number != second.Number)
        {
            return null;
        }

        Expression distance = first.Rest.Count <= second.Rest.Count ? second.Rest.Without(first.Rest) : first.Rest.Without(second.Rest);
        return distance is ConstantExpression || !spreads.Of(distance).IsUniform ? null : IsMore(limit, distance);
    }

    private IEnumerable<Expression> Meetings(int parameter)
    {
        foreach (NaturalLoop loop in flow.Loops.Loops.Where(static loop => loop.Blocks.Count == 2))
        {
            int body = loop.Blocks.First(block => block != loop.Header);
            EquatableArray<Instruction> instructions = kernel.Body.Blocks[body].Instructions;
            int[] places = [.. Enumerable.Range(0, instructions.Count).Where(at => instructions[at].SpanAccess()?.Parameter == parameter)];
            foreach ((int one, int other) in places.SelectMany(one => places.Where(other => other != one).Select(other => (one, other))))
            {
                if (instructions[one] is StoreInstruction && Meeting(loop, body, one, other) is { } meeting)
                {
                    yield return meeting;
                }
            }
        }
    }

    private Expression Start(Reach reach) => reach.Rest.With(IsOfItem).Whole();

    private bool IsOfItem(Expression factor) => factor is IndexExpression index && index.Dimension == _last;

    // Whether offsets stay within the window, by what is asked.
    private bool Stays(Reach reach, ProductSum least, Expression width, List<Expression> refusals)
    {
        Expression known = reach.Rest.Without(IsOfItem).Without(least.Without(IsOfItem));
        if (!spreads.Of(known).IsUniform)
        {
            return false;
        }

        int before = reach.Number + (reach.Factor * reach.Least);
        if (known is ConstantExpression && before < 0)
        {
            return false;
        }

        if (known is not ConstantExpression)
        {
            // A number of arguments that is less than a few is 0, and nobody writes that.
            if (width is ConstantExpression { Integer: <= MostFactor })
            {
                return false;
            }

            refusals.Add(IsLess(known, 0));
            refusals.Add(IsMore(known, LinearIndex.NumberOf(Most)));
            refusals.AddRange(before < 0 ? [IsLess(known, -before)] : []);
        }

        if (reach.First is not null)
        {
            refusals.Add(IsLess(reach.First, 0));
        }

        if (reach.Limit is not null && reach.Limit is not ConstantExpression { Integer: <= Most })
        {
            refusals.Add(IsMore(reach.Limit, LinearIndex.NumberOf(Most)));
        }

        // The end of the offsets, beyond the last one. Of a loop without a turn it may be anything.
        Expression end = LinearIndex.NumberOf(reach.Number + 1 - (reach.Factor * reach.Before));
        end = reach.Limit is null ? end : Sum(end, new BinaryExpression(ValueType.Int32, BinaryOperator.Multiply, LinearIndex.NumberOf(reach.Factor), reach.Limit));
        end = Sum(end, known);
        if (ProductSum.Of(end) is not { } sum || ProductSum.Of(width) is not { } distance)
        {
            return false;
        }

        if (sum.Without(distance) is not ConstantExpression { Integer: { } beyond })
        {
            // Rows of one element have no part that a loop of more than one turn could keep to.
            refusals.Add(IsMore(sum.Whole(), width));
            return width is not ConstantExpression { Integer: 1 };
        }

        return beyond is <= 0 and > -Most;
    }

    private static BinaryExpression IsLess(Expression number, int bound) => new(ValueType.Boolean, BinaryOperator.Less, number, LinearIndex.NumberOf(bound));

    private static BinaryExpression IsMore(Expression number, Expression bound) => new(ValueType.Boolean, BinaryOperator.Greater, number, bound);

    private static BinaryExpression Sum(Expression one, Expression other) => new(ValueType.Int32, BinaryOperator.Add, one, other);

    // By no counter, or by that of one of the loops around the access.
    private Reach? ReachOf(Access access, int block, int at)
        => forms.WithoutLocals(access.Index) is { } index
            ? ProductSum.Of(index) is { } rest ? Made(rest, 0, 0, null, 0, null, 0) : null
            : flow.Loops.Around(block).Select(loop => ReachIn(loop, access, block, at)).FirstOrDefault(static reach => reach is not null);

    // Where the loop has others within, nothing in those changes its counter: it grows once in each turn.
    private Reach? ReachIn(NaturalLoop loop, Access access, int block, int at)
    {
        if (loop.Header == block || CountedLoop.Find(kernel.Body, flow, _uses, loop) is not { Step: <= MostFactor } counted || forms.WithoutLocals(counted.Limit) is not { } limit)
        {
            return null;
        }

        bool isKnown = counted.First is ConstantExpression { Integer: >= 0 and <= Most };
        Expression? first = isKnown ? null : counted.First is ConstantExpression ? null : forms.WithoutLocals(counted.First);
        LoopValues values = new(kernel.Body, flow, loop);
        return (isKnown || first is not null) && values.TryUse(counted.Variable)
            && RisingIndex.Of(values.Of(access.Index, (block, at)), counted, forms) is { Factor: ConstantExpression { Integer: > 0 and <= MostFactor and { } factor }, Rest: { } rest } form
            && forms.WithoutLocals(rest) is { } known && ProductSum.Of(known) is { } parts
            ? Made(parts, form.Number, (int)factor, first, isKnown ? (int)((ConstantExpression)counted.First).Integer!.Value : 0, limit, counted.IsInclusive ? 0 : 1)
            : null;
    }

    private static Reach? Made(ProductSum rest, int number, int factor, Expression? first, int least, Expression? limit, int before)
    {
        ProductSum parts = rest.WithoutNumber(out int more);
        long whole = (long)number + more;
        return whole is < -Most or > Most || ProductSum.Of(limit ?? LinearIndex.NumberOf(0)) is null ? null : new Reach(parts, (int)whole, factor, first, least, limit, before);
    }

    /// <summary>What an access reaches: its rest, a number, and a factor times a counter.</summary>
    /// <param name="Rest">The parts of the index that are products.</param>
    /// <param name="Number">The part that is a number.</param>
    /// <param name="Factor">The factor; 0 for no counter.</param>
    /// <param name="First">The first value of the counter; null when it is known.</param>
    /// <param name="Least">What the first value is at least.</param>
    /// <param name="Limit">The counter's limit; null for no counter.</param>
    /// <param name="Before">How far before the limit the counter's last value is at least.</param>
    private sealed record Reach(ProductSum Rest, int Number, int Factor, Expression? First, int Least, Expression? Limit, int Before);
}
