using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Ilgpu;

/// <summary>Rewrites expressions so that ILGPU's devices compute what C# says. Each rule names the fault that it works around.</summary>
internal static class IlgpuExpressions
{
    private static readonly Expression IntZero = new ConstantExpression(ValueType.Int32, "0", 0);

    /// <summary>Rewrites an expression and all its parts.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>One of equal value.</returns>
    public static Expression Rewrite(Expression expression) => expression switch
    {
        UnaryExpression unary => unary with { Operand = Rewrite(unary.Operand) },
        BinaryExpression binary => Binary(binary with { Left = Rewrite(binary.Left), Right = Rewrite(binary.Right) }),
        ConvertExpression convert => Conversion(convert with { Operand = Rewrite(convert.Operand) }),
        CallExpression call => call with { Arguments = call.Arguments.Select(Rewrite).ToEquatable() },
        FieldExpression field => field with { Receiver = Rewrite(field.Receiver) },
        NewExpression made => made with { Arguments = made.Arguments.Select(Rewrite).ToEquatable() },
        _ => expression,
    };

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

    // ILGPU's OpenCL back end turns a branch on x < y into one on x >= y, which is wrong for NaN; an int keeps the order.
    private static DeviceFunction? Comparison(BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Less => DeviceFunction.Less,
        BinaryOperator.LessOrEqual => DeviceFunction.LessOrEqual,
        BinaryOperator.Greater => DeviceFunction.Greater,
        BinaryOperator.GreaterOrEqual => DeviceFunction.GreaterOrEqual,
        _ => null,
    };

    // ILGPU makes an arithmetic shift of every division by a power of two that it sees, also where it finds the constant
    // by inlining: wrong for negative and for large unsigned numbers.
    private static BinaryExpression Division(BinaryExpression division)
    {
        if (division.Right is ConstantExpression { Integer: > 0 and long divisor } && (divisor & (divisor - 1)) != 0)
        {
            return division;
        }

        Expression zero = new UnknownZeroExpression();
        return division with
        {
            Right = new BinaryExpression(
                division.Type, BinaryOperator.ExclusiveOr, division.Right,
                division.Type.Kind == ValueKind.Int32 ? zero : new ConvertExpression(division.Type, zero)),
        };
    }

    // ILGPU takes x + 0 for x and 0 - x for -x, which is wrong for the zero of the other sign.
    private static CallExpression? ZeroSum(BinaryExpression sum)
    {
        bool left = IsZero(sum.Left);
        return left && sum.Operator == BinaryOperator.Subtract ? Call(sum.Type, DeviceFunction.FromZero, sum.Right)
            : sum.Operator == BinaryOperator.Add && (left || IsZero(sum.Right)) ? Call(sum.Type, DeviceFunction.PlusZero, left ? sum.Right : sum.Left)
            : null;
    }

    private static bool IsZero(Expression expression) => expression is ConstantExpression { Text: "0f" or "0d" };

    // ILGPU folds the constants of (x * c1) * c2 into one, which rounds once less.
    private static BinaryExpression Chained(BinaryExpression chained) =>
        chained.Left is ConstantExpression == chained.Right is ConstantExpression ? chained
        : chained with { Left = Apart(chained.Left), Right = Apart(chained.Right) };

    private static Expression Apart(Expression operand) =>
        operand is ConstantExpression ? operand : Call(operand.Type, DeviceFunction.Apart, operand);

    // ILGPU loses the sign of a narrow integer that is converted to another narrow one or to an unsigned one, and rounds
    // a large ulong twice on its way to a float.
    private static Expression Conversion(ConvertExpression convert)
    {
        switch (convert.Operand.Type.Kind)
        {
            case ValueKind.SByte or ValueKind.Byte or ValueKind.Int16 or ValueKind.UInt16 or ValueKind.Char:
                Expression widened = Call(ValueType.Int32, DeviceFunction.Widen, convert.Operand);
                return convert.Type.Kind == ValueKind.Int32 ? widened : convert with { Operand = widened };
            case ValueKind.UInt64 when convert.Type.Kind == ValueKind.Single:
                return Call(convert.Type, DeviceFunction.ToSingle, convert.Operand);
            default:
                return convert;
        }
    }

    private static CallExpression Call(ValueType type, DeviceFunction function, params Expression[] arguments) =>
        new(type, function, EquatableArray.Of(arguments));
}
