using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

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
        UnknownZeroExpression zero => zero.Varies ? $"({kernel.Indices[kernel.Indices.Count - 1]} & wave.Zero)" : "wave.Zero",
        RowLengthExpression => "wave.Row",
        TestsLoopsExpression => "TMemory.TestsLoops",
        UnaryExpression unary => OperatorText.Of(unary.Operator) + Within(unary.Operand),
        BinaryExpression binary => $"{Operand(binary.Left)} {OperatorText.Of(binary.Operator)} {Operand(binary.Right)}",
        ConvertExpression convert => $"({convert.Type.DeviceName}){Within(convert.Operand)}",
        CallExpression call => $"{FunctionText.Of(call.Function)}({string.Join(", ", call.Arguments.Select(Of))})",
        FieldExpression { Type.Kind: ValueKind.Boolean } field => $"({Within(field.Receiver)}.{Identifier.Of(field.Name)} != 0)",
        FieldExpression field => $"{Within(field.Receiver)}.{Identifier.Of(field.Name)}",
        DefaultExpression zeros => $"default({zeros.Type.DeviceName})",
        SelectExpression select => $"{Within(select.Condition)} ? {Within(select.WhenTrue)} : {Within(select.WhenFalse)}",
        BeforeExpression before =>
            $"{GeneratedNames.Kernels}::DeviceSpan.IsBefore(arguments.{Name(before.First)}, {Of(before.FirstIndex)}, arguments.{Name(before.Second)}, {Of(before.SecondIndex)}, {SizeOf(kernel.Parameters[before.First].Type)})",
        _ => throw new InvalidOperationException($"No text for {expression.GetType().Name}."),
    };

    /// <summary>Prints an expression as a part of another.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>Its text, in parentheses where they are needed.</returns>
    public string Within(Expression expression) =>
        expression is BinaryExpression or ConvertExpression or UnaryExpression or SelectExpression
            || (expression is ConstantExpression constant && constant.Text.StartsWith("-", StringComparison.Ordinal))
            ? $"({Of(expression)})"
            : Of(expression);

    /// <summary>Prints the negation of a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>Its text.</returns>
    public string Not(Expression condition) =>
        condition is UnaryExpression { Operator: UnaryOperator.Not } not ? Of(not.Operand)
        : condition is BinaryExpression { Left.Type.IsInteger: true } compared && compared.Operator.IsComparison()
            ? Of(compared with { Operator = compared.Operator.Opposite() })
        : condition is ConstantExpression or LocalExpression ? "!" + Of(condition)
        : $"!({Of(condition)})";

    // A cast binds closer than any binary operator.
    private string Operand(Expression expression) => expression is ConvertExpression ? Of(expression) : Within(expression);

    private static string SizeOf(Model.ValueType type) =>
        type.Size > 0 ? $"sizeof({type.MemoryName})" : $"global::ILGPU.Interop.SizeOf<{type.MemoryName}>()";

    private string Argument(ArgumentExpression argument) =>
        argument.Type.Kind == ValueKind.Boolean ? $"(arguments.{Name(argument.Parameter)} != 0)" : "arguments." + Name(argument.Parameter);

    private string Name(int parameter) => Identifier.Of(kernel.Parameters[parameter].Name);
}
