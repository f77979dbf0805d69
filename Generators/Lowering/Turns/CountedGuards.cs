using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Turns;

/// <summary>
/// Makes a check of <c>checked</c> in a turn a check of a number that grows by one from turn to turn: before the loop, its first and its last value tell of all.
/// More than that is asked: a number that is negative, or the greatest <see cref="int"/>, is refused though it fits. Then the item runs through its method.
/// </summary>
internal sealed class CountedGuards
{
    // Sums of which a check has shown that they are numbers as they stand, and do not wrap.
    private readonly HashSet<Expression> _sums = [];

    /// <summary>Writes a check so.</summary>
    /// <param name="instruction">The instruction of a turn, whose number is an index; in the order of the turn.</param>
    /// <returns>The check of a number; the same instruction where it has no such form.</returns>
    public Instruction Of(Instruction instruction)
        => instruction is GuardInstruction { Error: ErrorKind.Overflow } guard && NarrowedNumbers.HasNumber(guard.Condition) && NumberOf(guard.Condition) is ({ } number, var end)
            ? new BoundsInstruction(guard.Line, guard.Site, -1, number, LinearIndex.NumberOf(end), number) { File = guard.File }
            : instruction;

    // The number that a check is of, and the length below which it does not fail.
    private (Expression Number, int End)? NumberOf(Expression condition) => condition switch
    {
        CallExpression { Function: DeviceFunction.AddOverflows } sum => Summed(BinaryOperator.Add, sum.Arguments[0], sum.Arguments[1]),
        CallExpression { Function: DeviceFunction.SubtractOverflows } sum => Summed(BinaryOperator.Subtract, sum.Arguments[0], sum.Arguments[1]),
        BinaryExpression { Operator: BinaryOperator.Either, Left: BinaryExpression { Operator: BinaryOperator.Less } below, Right: BinaryExpression { Operator: BinaryOperator.Greater } above }
            when below.Left == above.Left && NumberOf(below) is not null => NumberOf(above),
        BinaryExpression { Operator: BinaryOperator.Less, Left.Type.Kind: ValueKind.Int32 or ValueKind.Int64, Right: ConstantExpression { Integer: <= 0 } } below => (below.Left, int.MaxValue),
        BinaryExpression { Operator: BinaryOperator.Greater, Left.Type.Kind: ValueKind.Int32 or ValueKind.Int64, Right: ConstantExpression { Integer: >= 0 and long most } } above
            => (above.Left, (int)Math.Min(int.MaxValue, most + 1)),
        _ => null,
    };

    private (Expression Number, int End)? Summed(BinaryOperator operation, Expression left, Expression right)
    {
        if (left.Type.Kind != right.Type.Kind || left.Type.Kind is not (ValueKind.Int32 or ValueKind.Int64) || Long(left) is not { } one || Long(right) is not { } other)
        {
            return null;
        }

        _sums.Add(new BinaryExpression(left.Type, operation, left, right));
        return (new BinaryExpression(ValueType.Int64, operation, one, other), int.MaxValue);
    }

    // A number in 64 bits; null where it may wrap from one turn to another.
    private Expression? Long(Expression number) => number switch
    {
        IndexExpression => new ConvertExpression(ValueType.Int64, number),
        ConvertExpression { Type.Kind: ValueKind.Int64, Operand: IndexExpression } => number,
        BinaryExpression sum when _sums.Contains(sum) => new BinaryExpression(ValueType.Int64, sum.Operator, Long(sum.Left)!, Long(sum.Right)!),
        _ when NarrowedNumbers.HasNumber(number) => null,
        { Type.Kind: ValueKind.Int64 } => number,
        _ => new ConvertExpression(ValueType.Int64, number),
    };
}
