using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>The operations that have a form for lanes: operators of vectors, and the functions of <c>HmmGen.Kernels.Lanes.LaneMath</c>.</summary>
internal static class LaneVocabulary
{
    /// <summary>Whether a value can differ between lanes.</summary>
    /// <param name="type">Its type.</param>
    /// <returns>False for structs.</returns>
    public static bool Holds(ValueType type) => type.Kind is not (ValueKind.Struct or ValueKind.Void);

    /// <summary>Whether an operation can be done with lanes, its operands aside.</summary>
    /// <param name="expression">The operation.</param>
    /// <returns>True when it can.</returns>
    public static bool Has(Expression expression) => expression switch
    {
        ConstantExpression or LocalExpression or ArgumentExpression or IndexExpression or LengthExpression or SelectExpression => true,
        UnaryExpression unary => unary.Operator == UnaryOperator.Not || IsComputed(unary.Type),
        BinaryExpression binary => binary.Operator is BinaryOperator.Both or BinaryOperator.Either
            || IsComputed(binary.Left.Type)
            || (binary.Left.Type.Kind == ValueKind.Boolean && binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual
                or BinaryOperator.And or BinaryOperator.Or or BinaryOperator.ExclusiveOr)
            || (binary.Operator.IsComparison() && binary.Left.Type.IsInteger),
        ConvertExpression convert => HasConversion(convert.Operand.Type, convert.Type),
        CallExpression call => HasFunction(call),
        _ => false,
    };

    /// <summary>Whether a function has a form of its own for kernels that are fast, in <c>HmmGen.Kernels.Lanes.FastLaneMath</c>.</summary>
    /// <param name="call">The call.</param>
    /// <returns>True for such a function.</returns>
    public static bool HasFast(CallExpression call) => call.Function switch
    {
        DeviceFunction.Exp or DeviceFunction.Sin or DeviceFunction.Cos or DeviceFunction.Log2 => true,
        DeviceFunction.Log => call.Arguments.Count == 1,
        DeviceFunction.Log10 or DeviceFunction.Pow or DeviceFunction.Tan or DeviceFunction.Tanh or DeviceFunction.Sinh or DeviceFunction.Cosh
            => call.Type.Kind == ValueKind.Single,
        _ => false,
    };

    /// <summary>Whether an operation runs lane by lane, or costs as much, since no vector code has its bits.</summary>
    /// <param name="expression">The operation.</param>
    /// <param name="isFast">Whether the kernel does without the bits.</param>
    /// <returns>True for such a function.</returns>
    public static bool IsByLane(Expression expression, bool isFast) => expression switch
    {
        CallExpression call => IsByLane(call, isFast),
        BinaryExpression { Operator: BinaryOperator.Remainder, Type.IsFloating: true } => true,

        // A scalar is multiplied by the inverse of a constant instead; lanes divide, and large numbers one by one.
        BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Type.Kind: ValueKind.Int64 or ValueKind.UInt64 } binary
            => binary.Right is ConstantExpression && PowerOf(binary.Right) is null,
        _ => false,
    };

    /// <summary>The power of two that a divisor is: such a quotient is a shift.</summary>
    /// <param name="divisor">The divisor.</param>
    /// <returns>The exponent, at least 1; null for other divisors.</returns>
    public static int? PowerOf(Expression divisor)
    {
        if (divisor is not ConstantExpression { Integer: > 1 and long number } || (number & (number - 1)) != 0)
        {
            return null;
        }

        int power = 0;
        while (number >> power > 1)
        {
            power++;
        }

        return power;
    }

    private static bool IsByLane(CallExpression call, bool isFast) => !(isFast && HasFast(call)) && call.Function switch
    {
        _ when GuardedCalls.NameOf(call) is not null => false,
        DeviceFunction.Exp or DeviceFunction.Exp2 or DeviceFunction.Exp10 or DeviceFunction.Sin or DeviceFunction.Cos or DeviceFunction.Log
            or DeviceFunction.Log2 or DeviceFunction.Log10 or DeviceFunction.Pow or DeviceFunction.Tan or DeviceFunction.Tanh or DeviceFunction.Sinh
            or DeviceFunction.Cosh or DeviceFunction.Atan or DeviceFunction.Atan2 or DeviceFunction.Asin or DeviceFunction.Acos or DeviceFunction.Cbrt or DeviceFunction.Remainder => true,
        _ => false,
    };

    // C# computes with these; narrower ones are widened first.
    private static bool IsComputed(ValueType type)
        => type.Kind is ValueKind.Int32 or ValueKind.UInt32 or ValueKind.Int64 or ValueKind.UInt64 or ValueKind.Single or ValueKind.Double;

    private static bool HasConversion(ValueType from, ValueType to)
        => from.Kind is not (ValueKind.Boolean or ValueKind.Struct) && to.Kind is not (ValueKind.Boolean or ValueKind.Struct)
            && (IsComputed(to) || from.IsInteger);

    // .NET's own compiler treats the constant -0 as 0 in Min and Max of scalars where the processor has AVX-512.
    private static bool HasFunction(CallExpression call) => call.Arguments.All(static argument => IsComputed(argument.Type)) && call.Function switch
    {
        DeviceFunction.Max or DeviceFunction.Min when call.Arguments.Any(static argument => argument is ConstantExpression { IsNegativeZero: true }) => false,
        DeviceFunction.Abs or DeviceFunction.Max or DeviceFunction.Min or DeviceFunction.Clamp or DeviceFunction.Sign => true,
        DeviceFunction.Sqrt or DeviceFunction.Floor or DeviceFunction.Ceiling or DeviceFunction.Truncate or DeviceFunction.Round
            or DeviceFunction.CopySign or DeviceFunction.FusedMultiplyAdd or DeviceFunction.MultiplyAdd
            or DeviceFunction.DegreesToRadians or DeviceFunction.RadiansToDegrees => call.Type.IsFloating,
        DeviceFunction.Exp or DeviceFunction.Exp2 or DeviceFunction.Exp10 or DeviceFunction.Sin or DeviceFunction.Cos or DeviceFunction.Log
            or DeviceFunction.Log2 or DeviceFunction.Log10 or DeviceFunction.Pow or DeviceFunction.Tan or DeviceFunction.Tanh or DeviceFunction.Sinh
            or DeviceFunction.Cosh or DeviceFunction.Atan or DeviceFunction.Atan2 or DeviceFunction.Asin or DeviceFunction.Acos or DeviceFunction.Cbrt => call.Type.IsFloating,
        DeviceFunction.Remainder => call.Type.IsFloating,
        DeviceFunction.IsNaN or DeviceFunction.IsInfinity or DeviceFunction.IsFinite => true,
        DeviceFunction.ToInt32 or DeviceFunction.ToUInt32 or DeviceFunction.ToInt64 or DeviceFunction.ToUInt64 => true,
        DeviceFunction.SingleToInt32Bits or DeviceFunction.SingleToUInt32Bits or DeviceFunction.Int32BitsToSingle or DeviceFunction.UInt32BitsToSingle
            or DeviceFunction.DoubleToInt64Bits or DeviceFunction.DoubleToUInt64Bits or DeviceFunction.Int64BitsToDouble
            or DeviceFunction.UInt64BitsToDouble => true,
        DeviceFunction.PopCount or DeviceFunction.LeadingZeroCount or DeviceFunction.TrailingZeroCount or DeviceFunction.RotateLeft
            or DeviceFunction.RotateRight => true,
        _ => false,
    };
}
