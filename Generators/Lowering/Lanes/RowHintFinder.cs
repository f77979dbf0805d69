using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Finds loads from rows whose names follow each other: from turn to turn of the innermost loop around the name, or from row to row of work items where there is
/// none. A hint changes no result, so an index that turns out to be another one only loses the hint.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="regions">The blocks in which lanes may rest.</param>
internal sealed class RowHintFinder(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, LaneRegions regions)
{
    // Names that are further apart lie in lines of the cache of their own, which nobody asks for.
    private const int MostDistance = 8;

    // A hint must stay cheaper than what it hides.
    private const int MostParts = 24;

    private readonly BodyUses _uses = new(kernel.Body);

    /// <summary>Finds them.</summary>
    /// <param name="walks">The loops whose bodies are printed in another way.</param>
    /// <returns>The loads, each once.</returns>
    public IReadOnlyList<RowHint> Find(IReadOnlyList<RowWalk> walks)
        => [.. flow.Graph.Order.Where(block => !regions.IsParted(block) && walks.All(walk => walk.Body != block)).SelectMany(Of).Distinct()];

    private IEnumerable<RowHint> Of(int block)
    {
        NaturalLoop? loop = flow.Loops.Around(block).OrderByDescending(static one => one.Number).FirstOrDefault();
        foreach (LoadInstruction name in kernel.Body.Blocks[block].Instructions.OfType<LoadInstruction>())
        {
            if (name.Access.Value.IsInteger && spreads.Of(name.Access.Index).IsUniform && _uses.Setting(name.Local).Count == 1
                && name.Access.Index.Type.Kind is ValueKind.Int32 or ValueKind.Int64 && Moved(name.Access.Index, loop, 0) is > 0 and <= MostDistance and { } distance)
            {
                foreach (Access row in Rows(name.Local, loop))
                {
                    yield return new RowHint(block, name, (int)distance, row);
                }
            }
        }
    }

    // The loads of neighbours, in the same loop, from rows that a local names.
    private IEnumerable<Access> Rows(int name, NaturalLoop? loop)
    {
        foreach (int block in flow.Graph.Order.Where(block => loop is null ? flow.Loops.Around(block).Count == 0 : loop.Contains(block)))
        {
            foreach (LoadInstruction load in kernel.Body.Blocks[block].Instructions.OfType<LoadInstruction>())
            {
                if (load.Access is { Path.Count: 0, Value.Kind: not ValueKind.Struct } access && spreads.Of(access.Index) is { IsUniform: false, Stride: 1 }
                    && Whole(access.Index, name, loop, 0) is { } index && ExpressionLocals.Reads(index, name))
                {
                    yield return access with { Index = index };
                }
            }
        }
    }

    // How far a number moves from one turn to the next; null for no constant.
    private long? Moved(Expression number, NaturalLoop? loop, int depth)
    {
        switch (number)
        {
            case ConstantExpression or ArgumentExpression or LengthExpression:
                return 0;
            case IndexExpression index:
                return loop is null && index.Dimension == kernel.Indices.Count - 2 ? 1 : 0;
            case LocalExpression { Local: var local }:
                AssignInstruction[] set = [.. Sets(local, loop)];
                return set.Length == 0 ? IsSetIn(local, loop) ? null : 0
                    : set.Length > 1 || depth > MostParts ? null
                    : Step(set[0]) ?? (ExpressionLocals.Reads(set[0].Value, local) ? null : Moved(set[0].Value, loop, depth + 1));
            case ConvertExpression { Type.IsInteger: true, Operand.Type.IsInteger: true } convert:
                return Moved(convert.Operand, loop, depth + 1);
            case BinaryExpression { Type.IsInteger: true, Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } binary
                when Moved(binary.Left, loop, depth + 1) is { } left && Moved(binary.Right, loop, depth + 1) is { } right:
                return binary.Operator switch
                {
                    BinaryOperator.Add => left + right,
                    BinaryOperator.Subtract => left - right,
                    _ when left == 0 && right == 0 => 0,
                    _ => (binary.Left as ConstantExpression)?.Integer * right ?? (binary.Right as ConstantExpression)?.Integer * left,
                };
            default:
                return null;
        }
    }

    // The step of a local that counts.
    private static long? Step(AssignInstruction set)
        => set.Value is BinaryExpression { Operator: BinaryOperator.Add, Left: LocalExpression { Local: var counted }, Right: ConstantExpression { Integer: { } step } }
            && counted == set.Local ? step : null;

    // What the loop, or the whole kernel where there is none, assigns to a local.
    private IEnumerable<AssignInstruction> Sets(int local, NaturalLoop? loop)
        => _uses.Setting(local).Where(place => loop?.Contains(place.Block) != false)
            .Select(place => kernel.Body.Blocks[place.Block].Instructions[place.Position]).OfType<AssignInstruction>();

    private bool IsSetIn(int local, NaturalLoop? loop) => _uses.Setting(local).Any(place => loop?.Contains(place.Block) != false);

    // An index in terms of the name and of what is there before the turn. It is computed where nothing else of the turn has been: nothing in it may fail.
    private Expression? Whole(Expression index, int name, NaturalLoop? loop, int depth)
    {
        bool isPlain = IsPlain(index) && ExpressionSimplifier.Size(index) <= MostParts;
        if (!isPlain)
        {
            return null;
        }

        Expression whole = ExpressionSimplifier.Replace(index, local =>
        {
            // One part that is not plain decides: to look at the others would double the work with each line of a chain.
            if (!isPlain || local.Local == name || !IsSetIn(local.Local, loop))
            {
                return null;
            }

            Expression? value = _uses.Setting(local.Local).Count == 1 && depth <= MostParts && Sets(local.Local, loop).FirstOrDefault() is { Path.Count: 0 } set
                ? Whole(set.Value, name, loop, depth + 1)
                : null;
            isPlain &= value is not null;
            return value;
        });
        return isPlain && ExpressionSimplifier.Size(whole) <= MostParts ? whole : null;
    }

    private static bool IsPlain(Expression expression)
        => expression is ConstantExpression or ArgumentExpression or IndexExpression or LengthExpression or LocalExpression or ConvertExpression { Operand.Type.IsInteger: true }
            or BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.ShiftLeft }
        && Enumerable.Range(0, expression.PartCount()).All(part => IsPlain(expression.Part(part)));
}
