using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Elements of short tables by a number that the kernel has cut to a few bits, as <c>levels[code &amp; 15]</c>: the elements lie in one vector or two, and lanes pick
/// theirs in registers. Whether the table has so many, the lanes ask.
/// </summary>
internal static class TablePick
{
    /// <summary>The greatest number of elements of a table that is in registers.</summary>
    public const int Most = 16;

    /// <summary>How many elements a load picks from.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>The number, 8 or 16; null for all that is no load of one element of 32 bits by such a number.</returns>
    public static int? Of(Instruction instruction)
        => instruction is LoadInstruction { Access: { Path.Count: 0, Value: { Size: 4, Kind: not ValueKind.Struct }, Index.Type.Kind: ValueKind.Int32 } access } && Highest(access.Index) is < Most and var highest
            ? highest < Most / 2 ? Most / 2 : Most
            : null;

    // The highest value of a number that is not negative; null where it is not known.
    private static long? Highest(Expression number) => number switch
    {
        ConvertExpression { Type.IsInteger: true, Operand.Type.IsInteger: true } convert when Highest(convert.Operand) is < Most and var highest => highest,
        BinaryExpression { Operator: BinaryOperator.And, Right: ConstantExpression { Integer: >= 0 and var bits } } => bits,
        BinaryExpression { Operator: BinaryOperator.And, Left: ConstantExpression { Integer: >= 0 and var bits } } => bits,
        BinaryExpression { Operator: BinaryOperator.ShiftRight, Right: ConstantExpression { Integer: > 0 and < 32 and var places } } shift
            when (shift.Left.Type.Kind == ValueKind.UInt32 ? (long?)uint.MaxValue : OfNarrow(shift.Left)) is { } all => all >> (int)places,
        _ => null,
    };

    /// <summary>The greatest value of the narrow type without a sign that a number has, or had before it was widened.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The value; null for other types.</returns>
    public static int? OfNarrow(Expression number)
    {
        ValueKind kind = (number is ConvertExpression { Type.Size: >= 4 } convert ? convert.Operand : number).Type.Kind;
        return kind is ValueKind.Byte or ValueKind.UInt16 or ValueKind.Char ? (int)PlanRange.Of(kind).Highest!.Value : null;
    }
}
