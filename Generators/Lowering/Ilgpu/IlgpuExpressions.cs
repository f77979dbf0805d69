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
            BinaryExpression binary => Binary(VanishingOperations.Has(binary, constants) ? binary with { Left = Whole(binary.Left), Right = Whole(binary.Right) } : binary),
            CallExpression { Function: DeviceFunction.FusedMultiplyAdd or DeviceFunction.MultiplyAdd } call => call with
            {
                Arguments = call.Arguments.ConvertAll(argument => IsZero(argument) || IsNegativeZero(argument) ? Unknown(argument) : Hidden(argument, constants)),
            },
            ConvertExpression convert => Conversion(convert, constants),
            CallExpression { Function: DeviceFunction.Min or DeviceFunction.Max, Arguments.Count: 2, Type.IsFloating: true } call => Extreme(call),
            SelectExpression select => select with { Condition = Truth(select.Condition, constants) },
            _ => expression,
        };
    }

    /// <summary>
    /// Hides a condition that becomes a constant only in ILGPU, where a number may be made of it: C# compiles that as <c>condition &gt; 0</c>, and ILGPU computes
    /// no such comparison of constants.
    /// </summary>
    /// <param name="value">A value of any type.</param>
    /// <param name="constants">The locals that ILGPU may find to hold constants.</param>
    /// <returns>An expression of equal value.</returns>
    public static Expression Truth(Expression value, LocalSet constants)
        => value.Type.Kind == ValueKind.Boolean && IsFound(value) && ReachingConstants.IsConstant(value, constants)
            ? new BinaryExpression(value.Type, BinaryOperator.ExclusiveOr, value, new BinaryExpression(value.Type, BinaryOperator.NotEqual, UnknownZero(ValueType.Int32), IntZero))
            : value;

    // C#'s own compiler computes what has operators and constants only.
    private static bool IsFound(Expression value)
        => value is LocalExpression or DefaultExpression or CallExpression || Enumerable.Range(0, value.PartCount()).Any(part => IsFound(value.Part(part)));

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
            BinaryOperator.Divide or BinaryOperator.Remainder when binary.Type.IsInteger => Quotient(binary),
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

    // ILGPU turns every division by a visible power of two into an arithmetic shift, also where inlining makes the constant visible. That is wrong for
    // negative and for large unsigned numbers. It divides constants while it compiles, and fails where .NET throws. LLVM, in PoCL, computes a quotient that
    // all items of a vector share under the condition of the first one, and reads memory there for the others. So no divisor looks shared.
    private static BinaryExpression Quotient(BinaryExpression quotient) => IsPlain(quotient) ? quotient : quotient with
    {
        Right = new BinaryExpression(quotient.Type, BinaryOperator.ExclusiveOr, quotient.Right, UnknownZero(quotient.Type, new UnknownZeroExpression(Varies: true))),
    };

    private static bool IsPlain(BinaryExpression quotient) => quotient.Right is ConstantExpression { Integer: { } divisor }
        && (quotient.Operator == BinaryOperator.Divide ? divisor > 0 && (divisor & (divisor - 1)) != 0 : divisor is not (0 or -1));

    // ILGPU simplifies x + 0 and x - 0 to x, and 0 - x to -x, for either sign of the zero. One of the signs is wrong.
    private static CallExpression? ZeroSum(BinaryExpression sum)
    {
        bool left = IsZero(sum.Left);
        return left && sum.Operator == BinaryOperator.Subtract ? Call(sum.Type, DeviceFunction.FromZero, sum.Right)
            : sum.Operator == BinaryOperator.Subtract && IsNegativeZero(sum.Right) ? Call(sum.Type, DeviceFunction.PlusZero, sum.Left)
            : sum.Operator == BinaryOperator.Add && (left || IsZero(sum.Right)) ? Call(sum.Type, DeviceFunction.PlusZero, left ? sum.Right : sum.Left)
            : null;
    }

    private static bool IsNegativeZero(Expression expression) => expression is ConstantExpression { IsNegativeZero: true };

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

    private static Expression UnknownZero(ValueType type) => UnknownZero(type, new UnknownZeroExpression(Varies: false));

    private static Expression UnknownZero(ValueType type, UnknownZeroExpression zero) => type.Kind == ValueKind.Int32 ? zero : new ConvertExpression(type, zero);

    // Operators of enums take narrow integers as they are. Where ILGPU drops such an operator, it drops the conversion of the result too, and takes
    // the operand for a signed integer.
    private static Expression Whole(Expression operand)
        => IsNarrowUnsigned(operand.Type) && operand is not ConstantExpression ? Call(ValueType.Int32, DeviceFunction.Widen, operand) : operand;

    private static bool IsNarrowUnsigned(ValueType type) => type.Kind is ValueKind.Byte or ValueKind.UInt16 or ValueKind.Char;

    // ILGPU has four defects in conversions. It loses the sign of a narrow integer that is converted to another narrow one or to an unsigned one. It
    // treats large unsigned integers as negative on their way to a float. Of two conversions in a row it remembers the first one's sign, or puts both
    // together. A constant that it narrows is signed.
    private static Expression Conversion(ConvertExpression convert, LocalSet constants)
    {
        Expression operand = convert.Operand;
        if (operand.Type.Kind is ValueKind.SByte or ValueKind.Byte or ValueKind.Int16 or ValueKind.UInt16 or ValueKind.Char)
        {
            operand = Call(ValueType.Int32, DeviceFunction.Widen, operand);
            if (convert.Type.Kind == ValueKind.Int32)
            {
                return operand;
            }
        }

        if (convert.Type.IsFloating)
        {
            return operand.Type.Kind is ValueKind.UInt32 or ValueKind.UInt64
                ? Call(convert.Type, convert.Type.Kind == ValueKind.Single ? DeviceFunction.ToSingle : DeviceFunction.ToDouble, operand)
                : convert with { Operand = operand };
        }

        if (operand is { Type.IsInteger: true } and not ConstantExpression && IsNarrowUnsigned(convert.Type) && ReachingConstants.IsConstant(operand, constants))
        {
            return convert with { Operand = new BinaryExpression(operand.Type, BinaryOperator.ExclusiveOr, operand, UnknownZero(operand.Type)) };
        }

        if (!KeepsSign(operand.Type.Kind, convert.Type.Kind) && MayBeConverted(operand, constants))
        {
            operand = Alone(operand, convert.Type.Kind);
        }

        return operand.Type.Kind == convert.Type.Kind ? operand with { Type = convert.Type } : convert with { Operand = operand };
    }

    // Whether a conversion means the same when ILGPU puts it together with the one before, as long as the operand's sign is that of its type. Not so where
    // the meaning of the sign bit changes, where a signed number becomes narrow, and where the low half is what the number was before.
    private static bool KeepsSign(ValueKind from, ValueKind to) => (from, to) switch
    {
        (ValueKind.Int32, ValueKind.UInt32) or (ValueKind.UInt32, ValueKind.Int32) or (ValueKind.Int64, ValueKind.UInt64) or (ValueKind.UInt64, ValueKind.Int64) => false,
        (ValueKind.Int64 or ValueKind.UInt64, ValueKind.Int32 or ValueKind.UInt32) => false,
        (ValueKind.Int32 or ValueKind.UInt32 or ValueKind.Int64 or ValueKind.UInt64, ValueKind.SByte or ValueKind.Int16) => false,
        _ => true,
    };

    private static bool MayBeConverted(Expression operand, LocalSet constants)
        => operand is ConvertExpression or LocalExpression or CallExpression { Function: not DeviceFunction.Widen } or FieldExpression or SelectExpression
            || VanishingOperations.Has(operand, constants);

    // The same bits, by operators that ILGPU does not see through.
    private static CallExpression Alone(Expression operand, ValueKind target) => operand.Type.Kind switch
    {
        ValueKind.Int32 when target != ValueKind.UInt32 => Call(ValueType.Int32, DeviceFunction.Widen, operand),
        ValueKind.Int32 => Call(new(ValueKind.UInt32, "uint"), DeviceFunction.Unsigned, operand),
        ValueKind.UInt32 => Call(ValueType.Int32, DeviceFunction.Signed, operand),
        ValueKind.Int64 => Call(new(ValueKind.UInt64, "ulong"), DeviceFunction.Unsigned, operand),
        _ => Call(ValueType.Int64, DeviceFunction.Signed, operand),
    };

    private static CallExpression Call(ValueType type, DeviceFunction function, params Expression[] arguments) =>
        new(type, function, EquatableArray.Of(arguments));
}
