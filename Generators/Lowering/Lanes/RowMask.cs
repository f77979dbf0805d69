using HmmGen.Generators.Model;
using HmmGen.Generators.Parsing;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Makes of a value that is combined in some iterations only one that is combined in all of them: <c>wanted ? sum + x : sum</c> is <c>sum + (wanted ? x : -0f)</c>.
/// </summary>
internal static class RowMask
{
    /// <summary>Rewrites a value.</summary>
    /// <param name="value">What a local gets.</param>
    /// <param name="local">The local.</param>
    /// <returns>The same value, combined in all iterations; the value itself when it has no such form.</returns>
    public static Expression Of(Expression value, int local)
    {
        if (value is not SelectExpression select || ExpressionLocals.Reads(select.Condition, local))
        {
            return value;
        }

        bool isOpposite = select.WhenTrue is LocalExpression { Local: var kept } && kept == local;
        (Expression combined, Expression old) = isOpposite ? (select.WhenFalse, select.WhenTrue) : (select.WhenTrue, select.WhenFalse);
        if (old is not LocalExpression { Local: var before } || before != local)
        {
            return value;
        }

        // What no comparison finds greater, or less. A choice that takes NaN would take it from the value before.
        if (RowChoice.Of(combined, local) is { IsOpposite: false } choice && Extreme(value.Type, !choice.TakesGreater) is { } least)
        {
            Expression seen = new SelectExpression(value.Type, select.Condition, isOpposite ? least : choice.Value, isOpposite ? choice.Value : least);
            return new SelectExpression(value.Type, new BinaryExpression(ValueType.Boolean, choice.Comparison, seen, old), seen, old);
        }

        if (combined.PartCount() != 2)
        {
            return value;
        }

        int place = combined.Part(0) == old ? 0 : 1;
        Expression operand = combined.Part(1 - place);
        if (combined.Part(place) != old || ExpressionLocals.Reads(operand, local) || operand.Type != value.Type || NeutralOf(combined, place == 0) is not { } neutral)
        {
            return value;
        }

        Expression masked = new SelectExpression(value.Type, select.Condition, isOpposite ? neutral : operand, isOpposite ? operand : neutral);
        return combined.WithParts((operand, masked), static (part, parts) => ReferenceEquals(part, parts.operand) ? parts.masked : part);
    }

    // What changes nothing. Sums with -0 are the same number, also of 0 and of -0; so are differences with 0.
    private static ConstantExpression? NeutralOf(Expression combined, bool isLocalFirst) => (combined, combined.Type.Kind) switch
    {
        (CallExpression { Function: DeviceFunction.Max }, _) => Extreme(combined.Type, false),
        (CallExpression { Function: DeviceFunction.Min }, _) => Extreme(combined.Type, true),
        (BinaryExpression { Operator: BinaryOperator.Add }, ValueKind.Single) => ConstantText.Of(combined.Type, -0f),
        (BinaryExpression { Operator: BinaryOperator.Add }, ValueKind.Double) => ConstantText.Of(combined.Type, -0d),
        (BinaryExpression { Operator: BinaryOperator.Subtract }, _) => isLocalFirst ? ConstantText.Of(combined.Type, 0) : null,
        (BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Or or BinaryOperator.ExclusiveOr, Type.IsInteger: true }, _) => ConstantText.Of(combined.Type, 0),
        (BinaryExpression { Operator: BinaryOperator.Multiply }, _) => ConstantText.Of(combined.Type, 1),
        _ => null,
    };

    private static ConstantExpression? Extreme(ValueType type, bool isGreatest) => type.Kind switch
    {
        ValueKind.Single => ConstantText.Of(type, isGreatest ? float.PositiveInfinity : float.NegativeInfinity),
        ValueKind.Double => ConstantText.Of(type, isGreatest ? double.PositiveInfinity : double.NegativeInfinity),
        ValueKind.Int32 => ConstantText.Of(type, isGreatest ? int.MaxValue : int.MinValue),
        ValueKind.UInt32 => ConstantText.Of(type, isGreatest ? uint.MaxValue : uint.MinValue),
        ValueKind.Int64 => ConstantText.Of(type, isGreatest ? long.MaxValue : long.MinValue),
        ValueKind.UInt64 => ConstantText.Of(type, isGreatest ? ulong.MaxValue : ulong.MinValue),
        _ => null,
    };
}
