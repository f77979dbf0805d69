using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Ilgpu;

/// <summary>
/// Finds integer operations that ILGPU may replace by one of their operands: sums with zero, products with one, and the like. What is left then is the operand,
/// with its own size and its own meaning of the sign bit.
/// </summary>
internal static class VanishingOperations
{
    // The lowest bits of a count, of which those of int count all and those of long one more.
    private const long LeastCount = 31;

    /// <summary>Whether ILGPU may replace an operation by an operand.</summary>
    /// <param name="expression">The operation.</param>
    /// <param name="constants">The locals that ILGPU may find to hold constants.</param>
    /// <returns>False for what is no operation on integers.</returns>
    public static bool Has(Expression expression, LocalSet constants) => expression switch
    {
        BinaryExpression { Type.IsInteger: true } binary => Drops(binary, constants) || IsChain(binary, constants),
        UnaryExpression { Operator: UnaryOperator.Complement, Operand: UnaryExpression { Operator: UnaryOperator.Complement } } => true,

        // ILGPU writes ~(a & b) as ~a | ~b.
        UnaryExpression { Operator: UnaryOperator.Complement, Operand: BinaryExpression { Operator: BinaryOperator.And or BinaryOperator.Or } inner }
            => HasConstant(inner, constants),
        _ => false,
    };

    private static bool Drops(BinaryExpression binary, LocalSet constants) => binary.Operator switch
    {
        BinaryOperator.Add or BinaryOperator.Or or BinaryOperator.ExclusiveOr when MayBe(0, binary.Left, constants) => true,
        BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.ExclusiveOr => MayBe(0, binary.Right, constants),
        BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.ShiftRightUnsigned => binary.Right is ConstantExpression { Integer: { } count }
            ? (count & LeastCount) == 0
            : ReachingConstants.IsConstant(binary.Right, constants),
        BinaryOperator.Multiply => MayBe(1, binary.Left, constants) || MayBe(1, binary.Right, constants),
        BinaryOperator.Or => MayBe(0, binary.Right, constants) || binary.Left == binary.Right,
        BinaryOperator.And => binary.Left == binary.Right,
        _ => false,
    };

    // ILGPU writes (x + 1) - 1 as x + 0, and x * 3 * c as x * (3 * c), which may be x.
    private static bool IsChain(BinaryExpression binary, LocalSet constants) => FamilyOf(binary) is { } family && HasConstant(binary, constants)
        && ((binary.Left is BinaryExpression left && FamilyOf(left) == family && HasConstant(left, constants))
            || (binary.Right is BinaryExpression right && FamilyOf(right) == family && HasConstant(right, constants)));

    // The operators that ILGPU puts together with the given one.
    private static BinaryOperator? FamilyOf(BinaryExpression binary) => binary.Operator switch
    {
        BinaryOperator.Add or BinaryOperator.Subtract => BinaryOperator.Add,
        BinaryOperator.Multiply => BinaryOperator.Multiply,
        _ => null,
    };

    private static bool HasConstant(BinaryExpression binary, LocalSet constants)
        => ReachingConstants.IsConstant(binary.Left, constants) || ReachingConstants.IsConstant(binary.Right, constants);

    private static bool MayBe(long number, Expression operand, LocalSet constants)
        => operand is ConstantExpression constant ? constant.Integer == number : ReachingConstants.IsConstant(operand, constants);
}
