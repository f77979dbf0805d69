using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

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
        IndexExpression index => Identifier.Of(kernel.Indices[index.Dimension]),
        LengthExpression length => $"arguments.{Name(length.Parameter)}.Length",
        StaticFieldExpression field => field.Name,
        UnaryExpression unary => OperatorText.Of(unary.Operator) + Within(unary.Operand),
        BinaryExpression { Left.Type.IsFloating: true } binary when Comparison(binary.Operator) is { } function =>
            $"global::HmmGen.Kernels.DeviceMath.{function}({Of(binary.Left)}, {Of(binary.Right)}) != 0",
        BinaryExpression { Operator: BinaryOperator.Divide, Type.IsInteger: true } division => Division(division),
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Type.IsFloating: true } sum when ZeroFunction(sum) is { } text => text,
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply, Type.IsFloating: true } chained when chained.Left is ConstantExpression != chained.Right is ConstantExpression =>
            $"{Apart(chained.Left)} {OperatorText.Of(chained.Operator)} {Apart(chained.Right)}",
        BinaryExpression binary => $"{Operand(binary.Left)} {OperatorText.Of(binary.Operator)} {Operand(binary.Right)}",
        ConvertExpression convert => Conversion(convert),
        CallExpression call => $"{FunctionText.Of(call.Function)}({string.Join(", ", call.Arguments.Select(Of))})",
        FieldExpression { Type.Kind: ValueKind.Boolean } field => $"({Within(field.Receiver)}.{Identifier.Of(field.Name)} != 0)",
        FieldExpression field => $"{Within(field.Receiver)}.{Identifier.Of(field.Name)}",
        DefaultExpression zeros => $"default({zeros.Type.DeviceName})",
        SelectExpression select => $"{Within(select.Condition)} ? {Within(select.WhenTrue)} : {Within(select.WhenFalse)}",
        BeforeExpression before =>
            $"global::HmmGen.Kernels.DeviceSpan.IsBefore(arguments.{Name(before.First)}, {Of(before.FirstIndex)}, arguments.{Name(before.Second)}, {Of(before.SecondIndex)}, {SizeOf(kernel.Parameters[before.First].Type)})",
        _ => throw new InvalidOperationException($"No text for {expression.GetType().Name}."),
    };

    /// <summary>Prints an expression that stands within another.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>Its text, in parentheses where they are needed.</returns>
    public string Within(Expression expression) =>
        expression is BinaryExpression or ConvertExpression or UnaryExpression or SelectExpression
            || (expression is ConstantExpression constant && constant.Text.StartsWith("-", StringComparison.Ordinal))
            ? $"({Of(expression)})"
            : Of(expression);

    /// <summary>Prints the opposite of a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>Its text.</returns>
    public string Not(Expression condition) =>
        condition is UnaryExpression { Operator: UnaryOperator.Not } not ? Of(not.Operand)
        : condition is BinaryExpression { Left.Type.IsInteger: true } compared && compared.Operator.IsComparison()
            ? Of(compared with { Operator = compared.Operator.Opposite() })
        : condition is ConstantExpression or LocalExpression ? "!" + Of(condition)
        : $"!({Of(condition)})";

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

    // ILGPU loses the sign of a narrow integer that is converted to another narrow one or to an unsigned one, and rounds
    // a large ulong twice on its way to a float.
    private string Conversion(ConvertExpression convert)
    {
        string target = $"({convert.Type.DeviceName})";
        switch (convert.Operand.Type.Kind)
        {
            case ValueKind.SByte or ValueKind.Byte or ValueKind.Int16 or ValueKind.UInt16 or ValueKind.Char:
                string widened = $"global::HmmGen.Kernels.DeviceMath.Widen({Of(convert.Operand)})";
                return convert.Type.Kind == ValueKind.Int32 ? widened : target + widened;
            case ValueKind.UInt64 when convert.Type.Kind == ValueKind.Single:
                return $"global::HmmGen.Kernels.DeviceMath.ToSingle({Of(convert.Operand)})";
            default:
                return target + Within(convert.Operand);
        }
    }

    // ILGPU takes x + 0 for x and 0 - x for -x, which is wrong for the zero of the other sign.
    private string? ZeroFunction(BinaryExpression sum)
    {
        bool left = sum.Left is ConstantExpression { Text: "0f" or "0d" };
        bool right = sum.Right is ConstantExpression { Text: "0f" or "0d" };
        return left && sum.Operator == BinaryOperator.Subtract ? $"global::HmmGen.Kernels.DeviceMath.FromZero({Of(sum.Right)})"
            : sum.Operator == BinaryOperator.Add && (left || right) ? $"global::HmmGen.Kernels.DeviceMath.PlusZero({Of(left ? sum.Right : sum.Left)})"
            : null;
    }

    // A cast binds closer than any binary operator.
    private string Operand(Expression expression) => expression is ConvertExpression ? Of(expression) : Within(expression);

    // ILGPU's OpenCL back end turns a branch on x < y into one on x >= y, which is wrong for NaN; an int keeps the order.
    private static string? Comparison(BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Less => "Less",
        BinaryOperator.LessOrEqual => "LessOrEqual",
        BinaryOperator.Greater => "Greater",
        BinaryOperator.GreaterOrEqual => "GreaterOrEqual",
        _ => null,
    };

    private static string SizeOf(ValueType type) =>
        type.Size > 0 ? $"sizeof({type.MemoryName})" : $"global::ILGPU.Interop.SizeOf<{type.DeviceName}>()";

    private string Argument(ArgumentExpression argument) =>
        argument.Type.Kind == ValueKind.Boolean ? $"(arguments.{Name(argument.Parameter)} != 0)" : "arguments." + Name(argument.Parameter);

    private string Name(int parameter) => Identifier.Of(kernel.Parameters[parameter].Name);
}
