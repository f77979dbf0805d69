using System.Globalization;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// The iterations of walks along rows, where arguments tell them before items run. What is left of a row after whole parts is reached one by one: so short rows
/// that leave eight or more of sixteen are better walked eight at a time.
/// </summary>
internal static class RowLengths
{
    /// <summary>Finds the iterations of all walks.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="walks">Its walks.</param>
    /// <returns>The numbers of iterations, of arguments and constants alone; null when one is not known.</returns>
    public static Expression[]? Of(KernelModel kernel, IReadOnlyList<RowWalk> walks)
    {
        int[] rests = [.. walks.Where(static walk => walk.IsRest).Select(static walk => walk.Body)];
        Expression?[] lengths = [.. walks.Where(static walk => !walk.IsRest).Select(walk => Of(kernel.Body, walk, rests))];
        return lengths.All(static length => length is not null) ? [.. lengths.Select(static length => length!).Distinct()] : null;
    }

    // What other walks have left of a row begins where these end.
    private static Expression? Of(KernelBody body, RowWalk walk, int[] rests)
    {
        Instruction[] starts = [.. body.Blocks.Where((_, block) => block != walk.Body && !rests.Contains(block)).SelectMany(static block => block.Instructions).Where(one => one.Target() == walk.Variable)];
        long[] first = [.. starts.Select(static one => one is AssignInstruction { Path.Count: 0, Value: ConstantExpression { Integer: { } number } } ? number : long.MinValue).Distinct()];
        if (first.Length != 1 || first[0] is <= int.MinValue or >= int.MaxValue || !IsKnown(walk.Limit))
        {
            return null;
        }

        long more = (walk.IsInclusive ? 1 : 0) - first[0];
        return more == 0 ? walk.Limit : new BinaryExpression(ValueType.Int32, BinaryOperator.Add, walk.Limit, Number((int)more));
    }

    private static bool IsKnown(Expression expression) => expression.Type.Kind == ValueKind.Int32 && expression switch
    {
        ConstantExpression or ArgumentExpression => true,
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } binary => IsKnown(binary.Left) && IsKnown(binary.Right),
        _ => false,
    };

    private static ConstantExpression Number(int number) => new(ValueType.Int32, number.ToString(CultureInfo.InvariantCulture), number);
}
