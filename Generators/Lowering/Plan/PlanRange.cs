using System.Numerics;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>The range of a value in every launch; a missing bound is unknown.</summary>
/// <param name="Lowest">The lowest value.</param>
/// <param name="Highest">The highest value.</param>
internal readonly record struct PlanRange(BigInteger? Lowest, BigInteger? Highest)
{
    private static readonly PlanRange Open = new(null, null);

    /// <summary>The range of a type.</summary>
    /// <param name="kind">The type, an integer or <see cref="bool"/>.</param>
    /// <returns>The range.</returns>
    public static PlanRange Of(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => new(0, 1),
        ValueKind.SByte => new(sbyte.MinValue, sbyte.MaxValue),
        ValueKind.Byte => new(byte.MinValue, byte.MaxValue),
        ValueKind.Int16 => new(short.MinValue, short.MaxValue),
        ValueKind.Char or ValueKind.UInt16 => new(ushort.MinValue, ushort.MaxValue),
        ValueKind.Int32 => new(int.MinValue, int.MaxValue),
        ValueKind.UInt32 => new(uint.MinValue, uint.MaxValue),
        ValueKind.Int64 => new(long.MinValue, long.MaxValue),
        ValueKind.UInt64 => new(ulong.MinValue, ulong.MaxValue),
        _ => Open,
    };

    /// <summary>Finds the range of an expression. The expression keeps it.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The range.</returns>
    public static PlanRange Find(PlanExpression expression) => expression switch
    {
        PlanConstant constant => new(constant.Value, constant.Value),
        PlanIndex or PlanLength => new(0, int.MaxValue),
        PlanScalar scalar => Of(scalar.Kind),
        PlanLoopValue { Turns: false } loop => Of(loop.Kind),
        PlanCarried carried => Of(carried.Kind),
        PlanWrap wrap => Of(wrap.Kind),
        PlanFit fit => Of(fit.Kind),
        PlanUnary { Operator: UnaryOperator.Negate } unary => Negate(unary.Operand.Range),
        PlanUnary unary => Add(Negate(unary.Operand.Range), new(-1, -1)),
        PlanCall call => OfCall(call),
        PlanBinary binary => OfBinary(binary.Operator, binary.Left.Range, binary.Right.Range),
        PlanSelect select => select.WhenTrue.Range.Or(select.WhenFalse.Range),
        _ => Open,
    };

    /// <summary>Whether this range lies within another one.</summary>
    /// <param name="other">The other range.</param>
    /// <returns>True when it does.</returns>
    public bool IsIn(PlanRange other)
        => (other.Lowest is null || Lowest >= other.Lowest) && (other.Highest is null || Highest <= other.Highest);

    /// <summary>The range of either of two values.</summary>
    /// <param name="other">The other one's range.</param>
    /// <returns>The least range that has both.</returns>
    public PlanRange Or(PlanRange other) => new(Lesser(this, other).Lowest, Negate(Lesser(Negate(this), Negate(other))).Highest);

    /// <summary>The range of an operation, whose result may be of any size.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="left">The range of the left operand.</param>
    /// <param name="right">The range of the right operand.</param>
    /// <returns>The range.</returns>
    public static PlanRange OfBinary(BinaryOperator operation, PlanRange left, PlanRange right) => operation switch
    {
        BinaryOperator.Add => Add(left, right),
        BinaryOperator.Subtract => Add(left, Negate(right)),
        BinaryOperator.Multiply => Multiply(left, right),
        BinaryOperator.Divide when right.Lowest > 0 && left.Lowest >= 0 => new(0, left.Highest),
        BinaryOperator.Remainder when right.Lowest > 0 && left.Lowest >= 0 => new(0, Least(left.Highest, right.Highest - 1)),
        BinaryOperator.Remainder when right.Lowest > 0 => new(1 - right.Highest, right.Highest - 1),
        BinaryOperator.ShiftRight when left.Lowest >= 0 => new(0, left.Highest),
        BinaryOperator.And when left.Lowest >= 0 || right.Lowest >= 0 => new(
            0, Least(left.Lowest >= 0 ? left.Highest : null, right.Lowest >= 0 ? right.Highest : null)),
        _ => Open,
    };

    private static PlanRange OfCall(PlanCall call)
    {
        PlanRange first = call.Arguments[0].Range;
        if (call.Function == PlanFunction.Abs)
        {
            PlanRange turned = Negate(first);
            return new(0, first.Highest is null || turned.Highest is null ? null : BigInteger.Max(first.Highest.Value, turned.Highest.Value));
        }

        PlanRange second = call.Arguments[1].Range;
        return call.Function == PlanFunction.Min ? Lesser(first, second) : Negate(Lesser(Negate(first), Negate(second)));
    }

    private static PlanRange Lesser(PlanRange left, PlanRange right) => new(
        left.Lowest is null || right.Lowest is null ? null : Least(left.Lowest, right.Lowest),
        Least(left.Highest, right.Highest));

    private static PlanRange Add(PlanRange left, PlanRange right) => new(left.Lowest + right.Lowest, left.Highest + right.Highest);

    private static PlanRange Negate(PlanRange range) => new(-range.Highest, -range.Lowest);

    private static PlanRange Multiply(PlanRange left, PlanRange right)
    {
        if (left.Lowest is not { } a || left.Highest is not { } b || right.Lowest is not { } c || right.Highest is not { } d)
        {
            return Open;
        }

        BigInteger[] corners = [a * c, a * d, b * c, b * d];
        return new(corners.Min(), corners.Max());
    }

    /// <summary>The lesser number, or the only one.</summary>
    private static BigInteger? Least(BigInteger? left, BigInteger? right)
        => left is null ? right : right is null ? left : BigInteger.Min(left.Value, right.Value);
}
