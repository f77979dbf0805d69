using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Ilgpu;

/// <summary>Rewrites expressions so that ILGPU's devices compute what C# says. Each rule names the defect that it works around.</summary>
internal static class IlgpuExpressions
{
    private static readonly Expression IntZero = new ConstantExpression(ValueType.Int32, "0", 0);

    /// <summary>Rewrites an expression and all its parts.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="constants">The locals that ILGPU may find to hold constants.</param>
    /// <returns>An expression of equal value.</returns>
    public static Expression Rewrite(Expression expression, LocalSet constants)
    {
        expression = expression.WithParts(constants, static (part, known) => Rewrite(part, known));
        return expression switch
        {
            BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply, Type.IsFloating: true } binary
                => Binary(binary with { Left = Hidden(binary.Left, constants), Right = Hidden(binary.Right, constants) }),
            BinaryExpression binary => Binary(Whole(binary, constants)),
            CallExpression { Function: DeviceFunction.FusedMultiplyAdd or DeviceFunction.MultiplyAdd } call => call with
            {
                Arguments = call.Arguments.ConvertAll(argument => IsZero(argument) || IsNegativeZero(argument) ? Unknown(argument) : Hidden(argument, constants)),
            },
            ConvertExpression convert => Conversion(convert, constants),
            CallExpression { Function: DeviceFunction.Min or DeviceFunction.Max, Arguments.Count: 2, Type.IsFloating: true } call => Extreme(call),
            CallExpression call => call with { Arguments = call.Arguments.ConvertAll(argument => HiddenNarrow(argument, constants)) },
            _ => expression,
        };
    }

    // .NET's own compiler treats the constant -0 as 0 in Min where the processor has AVX-512; a device follows its host.
    private static Expression Extreme(CallExpression call)
    {
        bool left = IsNegativeZero(call.Arguments[0]);
        Expression zero = call.Arguments[left ? 0 : 1];
        Expression other = call.Arguments[left ? 1 : 0];
        if (IsNegativeZero(zero) && IsZero(other))
        {
            return call.Function == DeviceFunction.Min ? zero : other;
        }

        DeviceFunction function = call.Function == DeviceFunction.Min ? DeviceFunction.MinNegativeZero : DeviceFunction.MaxNegativeZero;
        return left == IsNegativeZero(call.Arguments[1]) ? call : Call(call.Type, function, call.Arguments[left ? 1 : 0]);
    }

    private static Expression Binary(BinaryExpression binary)
    {
        bool floats = binary.Left.Type.IsFloating;
        if (floats && Comparison(binary.Operator) is { } function)
        {
            Expression holds = Call(ValueType.Int32, function, binary.Left, binary.Right);
            return new BinaryExpression(ValueType.Boolean, BinaryOperator.NotEqual, holds, IntZero);
        }

        return binary.Operator switch
        {
            BinaryOperator.Divide when binary.Type.IsInteger => Division(binary),
            BinaryOperator.Add or BinaryOperator.Subtract when floats => (Expression?)ZeroSum(binary) ?? Chained(binary),
            BinaryOperator.Multiply when floats => Chained(binary),
            _ => binary,
        };
    }

    // ILGPU's OpenCL back end turns a branch on x < y into one on x >= y, which is wrong for NaN. With the result as an int, the order stays.
    private static DeviceFunction? Comparison(BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Less => DeviceFunction.Less,
        BinaryOperator.LessOrEqual => DeviceFunction.LessOrEqual,
        BinaryOperator.Greater => DeviceFunction.Greater,
        BinaryOperator.GreaterOrEqual => DeviceFunction.GreaterOrEqual,
        _ => null,
    };

    // ILGPU turns every division by a visible power of two into an arithmetic shift, also where inlining makes the constant
    // visible. That is wrong for negative and for large unsigned numbers.
    private static BinaryExpression Division(BinaryExpression division)
    {
        if (division.Right is ConstantExpression { Integer: > 0 and long divisor } && (divisor & (divisor - 1)) != 0)
        {
            return division;
        }

        return division with { Right = new BinaryExpression(division.Type, BinaryOperator.ExclusiveOr, division.Right, UnknownZero(division.Type)) };
    }

    // ILGPU simplifies x + 0 and x - 0 to x, and 0 - x to -x, for either sign of the zero. One of the signs is wrong.
    private static CallExpression? ZeroSum(BinaryExpression sum)
    {
        bool left = IsZero(sum.Left);
        return left && sum.Operator == BinaryOperator.Subtract ? Call(sum.Type, DeviceFunction.FromZero, sum.Right)
            : sum.Operator == BinaryOperator.Subtract && IsNegativeZero(sum.Right) ? Call(sum.Type, DeviceFunction.PlusZero, sum.Left)
            : sum.Operator == BinaryOperator.Add && (left || IsZero(sum.Right)) ? Call(sum.Type, DeviceFunction.PlusZero, left ? sum.Right : sum.Left)
            : null;
    }

    private static bool IsNegativeZero(Expression expression) => expression is ConstantExpression { Text: "-0f" or "-0d" };

    private static bool IsZero(Expression expression) => expression is ConstantExpression { Text: "0f" or "0d" };

    // ILGPU folds the constants of (x * c1) * c2 into one, which rounds one time too few.
    private static BinaryExpression Chained(BinaryExpression chained) =>
        chained.Left is ConstantExpression == chained.Right is ConstantExpression ? chained
        : chained with { Left = Apart(chained.Left), Right = Apart(chained.Right) };

    private static Expression Apart(Expression operand) =>
        operand is ConstantExpression ? operand : Call(operand.Type, DeviceFunction.Apart, operand);

    // What becomes a constant only in ILGPU is kept from it: a zero that it finds there has either sign, and constants that meet are folded into one.
    private static Expression Hidden(Expression operand, LocalSet constants)
        => operand is not ConstantExpression && ReachingConstants.IsConstant(operand, constants) ? Unknown(operand) : operand;

    // The same number, by bits that are not known before the launch.
    private static Expression Unknown(Expression number)
    {
        (ValueType bits, DeviceFunction from, DeviceFunction to) = number.Type.Kind == ValueKind.Single
            ? (ValueType.Int32, DeviceFunction.SingleToInt32Bits, DeviceFunction.Int32BitsToSingle)
            : (ValueType.Int64, DeviceFunction.DoubleToInt64Bits, DeviceFunction.Int64BitsToDouble);
        return Call(number.Type, to, new BinaryExpression(bits, BinaryOperator.ExclusiveOr, Call(bits, from, number), UnknownZero(bits)));
    }

    private static Expression UnknownZero(ValueType type)
        => type.Kind == ValueKind.Int32 ? new UnknownZeroExpression() : new ConvertExpression(type, new UnknownZeroExpression());

    // Operators of enums take narrow integers as they are. Where ILGPU drops such an operator, it drops the conversion of the result too, and takes
    // the operand for a signed integer.
    private static BinaryExpression Whole(BinaryExpression binary, LocalSet constants)
    {
        binary = binary with { Left = HiddenNarrow(binary.Left, constants), Right = HiddenNarrow(binary.Right, constants) };
        return VanishingOperations.Has(binary, constants) ? binary with { Left = Whole(binary.Left), Right = Whole(binary.Right) } : binary;
    }

    private static Expression Whole(Expression operand)
        => IsNarrowUnsigned(operand.Type) && operand is not ConstantExpression ? Call(ValueType.Int32, DeviceFunction.Widen, operand) : operand;

    // ILGPU takes a narrow constant for a signed one, if it finds it.
    private static Expression HiddenNarrow(Expression operand, LocalSet constants)
        => operand is ConvertExpression { Operand: { Type.IsInteger: true } and not ConstantExpression } narrowed && IsNarrowUnsigned(narrowed.Type)
            && ReachingConstants.IsConstant(narrowed.Operand, constants)
                ? narrowed with { Operand = new BinaryExpression(narrowed.Operand.Type, BinaryOperator.ExclusiveOr, narrowed.Operand, UnknownZero(narrowed.Operand.Type)) }
                : operand;

    private static bool IsNarrowUnsigned(ValueType type) => type.Kind is ValueKind.Byte or ValueKind.UInt16 or ValueKind.Char;

    // ILGPU has three defects in conversions. It loses the sign of a narrow integer that is converted to another narrow one or to an unsigned one. It
    // treats large unsigned integers as negative on their way to a float. It ignores a reinterpretation between two conversions.
    private static Expression Conversion(ConvertExpression convert, LocalSet constants)
    {
        switch (convert.Operand.Type.Kind)
        {
            case ValueKind.SByte or ValueKind.Byte or ValueKind.Int16 or ValueKind.UInt16 or ValueKind.Char:
                Expression widened = Call(ValueType.Int32, DeviceFunction.Widen, HiddenNarrow(convert.Operand, constants));
                return convert.Type.Kind == ValueKind.Int32 ? widened : convert with { Operand = widened };
            case ValueKind.UInt32 or ValueKind.UInt64 when convert.Type.IsFloating:
                return Call(convert.Type, convert.Type.Kind == ValueKind.Single ? DeviceFunction.ToSingle : DeviceFunction.ToDouble, convert.Operand);
            case ValueKind.Int32 or ValueKind.Int64 when IsReinterpretation(convert, constants):
                return Call(convert.Type, DeviceFunction.Unsigned, convert.Operand);
            case ValueKind.UInt32 or ValueKind.UInt64 when IsReinterpretation(convert, constants):
                return Call(convert.Type, DeviceFunction.Signed, convert.Operand);
            default:
                return convert;
        }
    }

    private static bool IsReinterpretation(ConvertExpression convert, LocalSet constants) =>
        (convert.Operand.Type.Kind, convert.Type.Kind) is (ValueKind.Int32, ValueKind.UInt32) or (ValueKind.UInt32, ValueKind.Int32)
            or (ValueKind.Int64, ValueKind.UInt64) or (ValueKind.UInt64, ValueKind.Int64)
        && (convert.Operand is ConvertExpression or LocalExpression or CallExpression or FieldExpression or SelectExpression
            || VanishingOperations.Has(convert.Operand, constants));

    private static CallExpression Call(ValueType type, DeviceFunction function, params Expression[] arguments) =>
        new(type, function, EquatableArray.Of(arguments));
}
