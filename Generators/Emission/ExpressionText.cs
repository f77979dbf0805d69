using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission;

/// <summary>Prints expressions as C# for device code.</summary>
/// <param name="kernel">The kernel.</param>
internal sealed class ExpressionText(KernelModel kernel)
{
    /// <summary>Prints an expression that stands alone.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>Its text.</returns>
    public string Of(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Text,
        LocalExpression local => kernel.Body.Locals[local.Local].Name,
        ArgumentExpression argument => Argument(argument),
        IndexExpression index => kernel.Indices[index.Dimension],
        LengthExpression length => $"arguments.{Name(length.Parameter)}.Length",
        StaticFieldExpression field => field.Name,
        UnaryExpression unary => unary.Operator + Within(unary.Operand),
        BinaryExpression { Left.Type.IsFloating: true } binary when Comparison(binary.Operator) is { } function =>
            $"global::HmmGen.Kernels.DeviceMath.{function}({Of(binary.Left)}, {Of(binary.Right)}) != 0",
        BinaryExpression { Operator: "/", Type.IsInteger: true } division => Division(division),
        BinaryExpression { Operator: "+" or "-", Type.IsFloating: true } sum when ZeroFunction(sum) is { } text => text,
        BinaryExpression { Operator: "+" or "-" or "*", Type.IsFloating: true } chained when chained.Left is ConstantExpression != chained.Right is ConstantExpression =>
            $"{Apart(chained.Left)} {chained.Operator} {Apart(chained.Right)}",
        BinaryExpression binary => $"{Operand(binary.Left)} {binary.Operator} {Operand(binary.Right)}",
        ConvertExpression convert => Conversion(convert),
        CallExpression { Arguments.Count: 2 } call when NegativeZeroFunction(call) is { } text => text,
        CallExpression call => $"{call.Function}({string.Join(", ", call.Arguments.Select(Of))})",
        FieldExpression field => $"{Within(field.Receiver)}.{field.Name}",
        NewExpression { Arguments.Count: 0 } made => $"default({made.Type.Name})",
        NewExpression made => $"new {made.Type.Name}({string.Join(", ", made.Arguments.Select(Of))})",
        _ => throw new InvalidOperationException($"No text for {expression.GetType().Name}."),
    };

    /// <summary>Prints an expression that stands within another.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>Its text, in parentheses where they are needed.</returns>
    public string Within(Expression expression) =>
        expression is BinaryExpression or ConvertExpression or UnaryExpression
            || (expression is ConstantExpression constant && constant.Text.StartsWith("-", StringComparison.Ordinal))
            ? $"({Of(expression)})"
            : Of(expression);

    /// <summary>Prints the opposite of a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>Its text.</returns>
    public string Not(Expression condition) =>
        condition is UnaryExpression { Operator: "!" } not ? Of(not.Operand)
        : condition is BinaryExpression { Left.Type.IsInteger: true } compared && Opposite(compared.Operator) is { } opposite
            ? Of(compared with { Operator = opposite })
        : condition is ConstantExpression or LocalExpression ? "!" + Of(condition)
        : $"!({Of(condition)})";

    private static string? Opposite(string comparison) => comparison switch
    {
        "<" => ">=",
        "<=" => ">",
        ">" => "<=",
        ">=" => "<",
        "==" => "!=",
        "!=" => "==",
        _ => null,
    };

    // ILGPU makes an arithmetic shift of every division by a power of two that it sees, also where it finds the constant
    // by inlining: wrong for negative and for large unsigned numbers.
    private string Division(BinaryExpression division)
    {
        if (division.Right is ConstantExpression { Integer: > 0 and long divisor } && (divisor & (divisor - 1)) != 0)
        {
            return $"{Operand(division.Left)} / {Operand(division.Right)}";
        }

        string zero = division.Type.Kind switch
        {
            ValueKind.Int32 => "frame.Zero",
            ValueKind.UInt32 => "(uint)frame.Zero",
            ValueKind.Int64 => "(long)frame.Zero",
            _ => "(ulong)frame.Zero",
        };
        return $"{Operand(division.Left)} / ({Operand(division.Right)} ^ {zero})";
    }

    // ILGPU folds the constants of (x * c1) * c2 into one, which rounds once less.
    private string Apart(Expression operand) =>
        operand is ConstantExpression ? Operand(operand) : $"global::HmmGen.Kernels.DeviceMath.Apart({Of(operand)})";

    // ILGPU loses the sign of a narrow integer that is converted to another narrow one or to an unsigned one, rounds a large
    // ulong twice on its way to a float, and takes an unsigned integer that it has widened, or a constant one, for a signed one.
    private string Conversion(ConvertExpression convert)
    {
        string target = $"({convert.Type.DeviceName})";
        switch (convert.Operand.Type.Kind)
        {
            case ValueKind.SByte or ValueKind.Byte or ValueKind.Int16 or ValueKind.UInt16 or ValueKind.Char:
                string widened = $"global::HmmGen.Kernels.DeviceMath.Widen({Of(convert.Operand)})";
                return convert.Type.Kind == ValueKind.Int32 ? widened : target + widened;
            case ValueKind.UInt32 or ValueKind.UInt64 when convert.Type.IsFloating:
                string function = convert.Type.Kind == ValueKind.Single ? "ToSingle" : "ToDouble";
                return $"global::HmmGen.Kernels.DeviceMath.{function}({Of(convert.Operand)})";
            case ValueKind.Int32 or ValueKind.Int64 when IsReinterpretation(convert):
                return $"global::HmmGen.Kernels.DeviceMath.Unsigned({Of(convert.Operand)})";
            case ValueKind.UInt32 or ValueKind.UInt64 when IsReinterpretation(convert):
                return $"global::HmmGen.Kernels.DeviceMath.Signed({Of(convert.Operand)})";
            default:
                return target + Within(convert.Operand);
        }
    }

    // Of two conversions that follow each other ILGPU remembers only what the first one said about the sign; a change of the sign's
    // meaning between them is no instruction that it would see. The result of an operator is not a conversion's.
    private static bool IsReinterpretation(ConvertExpression convert) =>
        (convert.Operand.Type.Kind, convert.Type.Kind) is (ValueKind.Int32, ValueKind.UInt32) or (ValueKind.UInt32, ValueKind.Int32)
            or (ValueKind.Int64, ValueKind.UInt64) or (ValueKind.UInt64, ValueKind.Int64)
        && convert.Operand is ConvertExpression or LocalExpression or CallExpression or FieldExpression;

    // ILGPU takes x + 0 and x - 0 for x, and 0 - x for -x, whatever the zero's sign, which is wrong for the zero of the other sign.
    private string? ZeroFunction(BinaryExpression sum)
    {
        bool left = sum.Left is ConstantExpression { Text: "0f" or "0d" };
        bool right = sum.Right is ConstantExpression { Text: "0f" or "0d" };
        return left && sum.Operator == "-" ? $"global::HmmGen.Kernels.DeviceMath.FromZero({Of(sum.Right)})"
            : sum is { Operator: "-", Right: ConstantExpression { Text: "-0f" or "-0d" } } ? $"global::HmmGen.Kernels.DeviceMath.PlusZero({Of(sum.Left)})"
            : sum.Operator == "+" && (left || right) ? $"global::HmmGen.Kernels.DeviceMath.PlusZero({Of(left ? sum.Right : sum.Left)})"
            : null;
    }

    // .NET's own compiler takes the constant -0 for 0 in Min where the processor has AVX-512; a device follows its host.
    private string? NegativeZeroFunction(CallExpression call)
    {
        bool left = call.Arguments[0] is ConstantExpression { Text: "-0f" or "-0d" };
        bool right = call.Arguments[1] is ConstantExpression { Text: "-0f" or "-0d" };
        return left != right && (call.Function.EndsWith(".Min", StringComparison.Ordinal) || call.Function.EndsWith(".Max", StringComparison.Ordinal))
            ? $"{call.Function}NegativeZero({Of(call.Arguments[left ? 1 : 0])})"
            : null;
    }

    // A cast binds closer than any binary operator.
    private string Operand(Expression expression) => expression is ConvertExpression ? Of(expression) : Within(expression);

    // ILGPU's OpenCL back end turns a branch on x < y into one on x >= y, which is wrong for NaN; an int keeps the order.
    private static string? Comparison(string text) => text switch
    {
        "<" => "Less",
        "<=" => "LessOrEqual",
        ">" => "Greater",
        ">=" => "GreaterOrEqual",
        _ => null,
    };

    private string Argument(ArgumentExpression argument) =>
        argument.Type.Kind == ValueKind.Boolean ? $"(arguments.{Name(argument.Parameter)} != 0)" : "arguments." + Name(argument.Parameter);

    private string Name(int parameter) => Identifier.Of(kernel.Parameters[parameter].Name);
}
