using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Finds parameters of which each work item reaches its own column: <c>y[t * n + j]</c>, for whatever <c>t</c>, or every nth element from its own. One part of
/// the index is a multiple of the distance of rows, and the others of all lanes differ by less than it. So no two lanes meet. A guard asks whether rows are so far
/// from each other.
/// </summary>
/// <remarks>Indices are in bounds, so no sum wraps: the plan computes them without wrapping.</remarks>
internal sealed class ColumnOwners
{
    /// <summary>The least distance of rows. Four groups of sixteen lanes run side by side.</summary>
    public const int LeastDistance = 64;

    private readonly KernelModel _kernel;
    private readonly ILookup<int, Instruction> _definitions;
    private readonly ILookup<int, Access> _accesses;

    /// <summary>Reads a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    public ColumnOwners(KernelModel kernel, FlowAnalysis flow)
    {
        _kernel = kernel;
        Instruction[] all = [.. flow.Graph.Order.SelectMany(block => kernel.Body.Blocks[block].Instructions)];
        _definitions = all.Where(static one => one.Target() >= 0).ToLookup(static one => one.Target());
        _accesses = all.Select(static one => one.SpanAccess()).OfType<Access>().ToLookup(static access => access.Parameter);
    }

    /// <summary>Adds the guards to a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel for lanes; the same one when no item writes a column of its own.</returns>
    public static KernelModel Guarded(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (!flow.Loops.IsReducible || !flow.Control.IsComplete || flow.Graph.Predecessors(0).Count > 0)
        {
            return kernel;
        }

        ColumnOwners owners = new(kernel, flow);
        GuardInstruction[] guards = [.. Enumerable.Range(0, kernel.Parameters.Count).Where(parameter => kernel.Parameters[parameter].Writes)
            .Select(owners.DistanceOf).OfType<Expression>().SelectMany(Refusals).Distinct()
            .Select(refusal => new GuardInstruction(kernel.Line, 0, refusal, ErrorKind.OutOfRange, null))];
        BlockModel first = kernel.Body.Blocks[0];
        return guards.Length == 0 ? kernel : kernel with
        {
            Body = kernel.Body with
            {
                Blocks = kernel.Body.Blocks.Select((block, number) => number == 0 ? first with { Instructions = guards.Concat(first.Instructions).ToEquatable() } : block).ToEquatable(),
            },
        };
    }

    /// <summary>Whether every access to a parameter is in the item's own column, and the kernel asks for the distance of rows.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="unplanned">The sites of accesses that a plan does not name: their sums might wrap.</param>
    /// <returns>True when no lane reaches another's elements.</returns>
    public bool Own(int parameter, EquatableArray<int> unplanned)
        => _accesses[parameter].All(access => !access.IsInside && !unplanned.Contains(access.Site)) && DistanceOf(parameter) is { } distance
            && Refusals(distance).All(refusal => _kernel.Body.Blocks[0].Instructions.Any(one => one is GuardInstruction guard && guard.Condition == refusal));

    /// <summary>What an item asks first: whether rows are too near to each other.</summary>
    /// <param name="distance">The distance of rows.</param>
    /// <returns>The condition for which lanes do not run; none for a distance that is known.</returns>
    public static IReadOnlyList<Expression> Refusals(Expression distance)
        => distance is ConstantExpression ? [] : [new BinaryExpression(ValueType.Boolean, BinaryOperator.Less, distance, LinearIndex.NumberOf(LeastDistance))];

    // The distance of rows, of which the rest of each index is a multiple.
    private Expression? DistanceOf(int parameter)
    {
        HashSet<Expression> candidates = [];
        HashSet<int> seen = [];
        foreach (Access access in _accesses[parameter])
        {
            Collect(access.Index, candidates, seen);
        }

        return candidates.FirstOrDefault(distance => _accesses[parameter].All(access => Lanes(access.Index, distance, []) == 1));
    }

    private void Collect(Expression expression, HashSet<Expression> candidates, HashSet<int> seen)
    {
        if (expression.Type.Kind == ValueKind.Int32 && IsOfArguments(expression) && expression is not ConstantExpression { Integer: < LeastDistance })
        {
            candidates.Add(expression);
        }

        foreach (AssignInstruction assign in expression is LocalExpression local && seen.Add(local.Local) ? _definitions[local.Local].OfType<AssignInstruction>() : [])
        {
            Collect(assign.Value, candidates, seen);
        }

        for (int part = 0; part < expression.PartCount(); part++)
        {
            Collect(expression.Part(part), candidates, seen);
        }
    }

    private static bool IsOfArguments(Expression expression) => expression is ConstantExpression or ArgumentExpression or LengthExpression
        || (expression is BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } sum && IsOfArguments(sum.Left) && IsOfArguments(sum.Right));

    // How often the number of the lane is in a sum whose rest is a multiple of the distance; null for all other numbers. A local has the form that all its
    // assignments give it, if those that read it are given it.
    private int? Lanes(Expression number, Expression distance, Dictionary<int, int> assumed)
    {
        if (number.Type.Kind != ValueKind.Int32)
        {
            return null;
        }

        switch (number)
        {
            case IndexExpression index when index.Dimension == _kernel.Indices.Count - 1:
                return 1;
            case ConstantExpression { Integer: 0 }:
            case var same when same == distance:
                return 0;
            case BinaryExpression { Operator: BinaryOperator.Add } sum:
                return Lanes(sum.Left, distance, assumed) + Lanes(sum.Right, distance, assumed) is { } both and <= 1 ? both : null;
            case BinaryExpression { Operator: BinaryOperator.Subtract } difference:
                return Lanes(difference.Right, distance, assumed) == 0 ? Lanes(difference.Left, distance, assumed) : null;
            case BinaryExpression { Operator: BinaryOperator.Multiply } product:
                return Lanes(product.Left, distance, assumed) == 0 || Lanes(product.Right, distance, assumed) == 0 ? 0 : null;
            case LocalExpression local when assumed.TryGetValue(local.Local, out int known):
                return known;
            case LocalExpression local:
                return OfLocal(local.Local, distance, assumed);
            default:
                return null;
        }
    }

    private int? OfLocal(int local, Expression distance, Dictionary<int, int> assumed)
    {
        for (int lanes = 1; lanes >= 0; lanes--)
        {
            Dictionary<int, int> more = new(assumed) { [local] = lanes };
            if (_definitions[local].Any() && _definitions[local].All(one => one is AssignInstruction { Path.Count: 0 } assign && Lanes(assign.Value, distance, more) == lanes))
            {
                return lanes;
            }
        }

        return null;
    }
}
