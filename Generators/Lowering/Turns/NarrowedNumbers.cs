using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Turns;

/// <summary>
/// Writes an <see cref="int"/> that is cut from a sum of longer or unsigned numbers as a sum of <see cref="int"/>, which wraps to the same: in
/// <c>x[(int)(row + k)]</c>, with a <see cref="long"/> before the loop, each turn has the element after that of the turn before.
/// </summary>
internal static class NarrowedNumbers
{
    /// <summary>Writes the numbers of an instruction so.</summary>
    /// <param name="instruction">The instruction of a turn, whose number is an index.</param>
    /// <returns>The instruction, which does the same.</returns>
    public static Instruction Of(Instruction instruction) => instruction.WithParts(0, static (part, _) => Of(part));

    /// <summary>Whether an expression has the number of a turn in it.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>True when it has.</returns>
    public static bool HasNumber(Expression expression)
        => expression is IndexExpression || Enumerable.Range(0, expression.PartCount()).Any(part => HasNumber(expression.Part(part)));

    private static Expression Of(Expression expression) => expression is ConvertExpression { Type.Kind: ValueKind.Int32, Operand: { Type.IsInteger: true } operand } && HasNumber(operand)
        ? Low(operand)
        : expression.WithParts(0, static (part, _) => Of(part));

    // The low 32 bits of a number. Those of a sum or a product come from those of its parts.
    private static Expression Low(Expression number) => number switch
    {
        ConstantExpression { Integer: long whole } => LinearIndex.NumberOf(unchecked((int)whole)),
        { Type.Kind: ValueKind.Int32 } => Of(number),
        ConvertExpression { Type.Kind: ValueKind.Int64 or ValueKind.UInt64 or ValueKind.UInt32, Operand: { Type.IsInteger: true } operand } when HasNumber(operand) => Low(operand),
        BinaryExpression
        {
            Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply, Type.Kind: ValueKind.Int64 or ValueKind.UInt64 or ValueKind.UInt32,
        } sum when HasNumber(sum) => new BinaryExpression(ValueType.Int32, sum.Operator, Low(sum.Left), Low(sum.Right)),
        _ => new ConvertExpression(ValueType.Int32, Of(number)),
    };
}
