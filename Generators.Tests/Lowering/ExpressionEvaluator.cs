using HmmGen.Generators.Model;
using HmmGen.Kernels;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Computes expressions as C# does. A struct is two numbers of 32 bits, <c>X</c> and <c>Y</c>, packed into one of 64.</summary>
/// <param name="locals">The values of the locals.</param>
/// <param name="arguments">The scalar arguments, by parameter.</param>
/// <param name="lengths">The lengths of the spans, by parameter.</param>
internal sealed class ExpressionEvaluator(long[] locals, int[] arguments, int[] lengths)
{
    /// <summary>The index of the work item.</summary>
    internal int[] Item { get; set; } = [];

    /// <summary>The number of work items that a scout of rows stands for.</summary>
    internal int Row { get; set; } = 1;

    /// <summary>Computes an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>Its value; 1 for true.</returns>
    internal long Value(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Integer ?? (constant.Text == "true" ? 1 : 0),
        IndexExpression index => Item[index.Dimension],
        ArgumentExpression argument => arguments[argument.Parameter],
        TestsLoopsExpression => 1,
        RowLengthExpression => Row,
        LengthExpression length => lengths[length.Parameter],
        LocalExpression local => locals[local.Local],
        DefaultExpression => 0,
        FieldExpression field => Part(Value(field.Receiver), field.Name),
        UnaryExpression { Operator: UnaryOperator.Not } unary => 1 - Value(unary.Operand),
        UnaryExpression { Operator: UnaryOperator.Complement } unary => ~Value(unary.Operand),
        UnaryExpression unary => Wrap(unary.Type.Kind, -(Int128)Value(unary.Operand)),
        ConvertExpression convert => Wrap(convert.Type.Kind, Value(convert.Operand)),
        CallExpression call => Call(call.Function, [.. call.Arguments.Select(Value)]),
        SelectExpression select => Value(select.Condition) != 0 ? Value(select.WhenTrue) : Value(select.WhenFalse),
        BinaryExpression binary => Wrap(binary.Type.Kind, Binary(binary.Operator, Value(binary.Left), Value(binary.Right))),
        _ => throw new NotSupportedException(),
    };

    /// <summary>A member of a struct, or of nothing the whole.</summary>
    /// <param name="whole">The struct.</param>
    /// <param name="path">The members; at most one.</param>
    /// <returns>The value.</returns>
    internal static long Part(long whole, EquatableArray<string> path) => path.Count == 0 ? whole : Part(whole, path[0]);

    /// <summary>A struct with another member.</summary>
    /// <param name="whole">The struct as it was.</param>
    /// <param name="path">The members; at most one, and the value takes the struct's place where there is none.</param>
    /// <param name="value">The value.</param>
    /// <returns>The struct as it is then.</returns>
    internal static long With(long whole, EquatableArray<string> path, long value) => path.Count == 0 ? value
        : path[0] == "X" ? (whole & ~0xFFFF_FFFFL) | (uint)value
        : (whole & 0xFFFF_FFFFL) | (value << 32);

    private static long Part(long whole, string member) => member == "X" ? (int)whole : whole >> 32;

    private static long Call(DeviceFunction function, long[] values) => function switch
    {
        DeviceFunction.Min => Math.Min(values[0], values[1]),
        DeviceFunction.Max => Math.Max(values[0], values[1]),
        DeviceFunction.Clamp => Math.Max(Math.Min(values[0], values[2]), values[1]),
        DeviceFunction.LastStep => DeviceLoops.LastStep((int)values[0], (int)values[1], (int)values[2]),
        DeviceFunction.StaysInside => DeviceLoops.StaysInside((int)values[0], (int)values[1], (int)values[2], (int)values[3], (int)values[4]) ? 1 : 0,
        _ => throw new NotSupportedException(),
    };

    private static Int128 Binary(BinaryOperator operation, long left, long right) => operation switch
    {
        BinaryOperator.Less => left < right ? 1 : 0,
        BinaryOperator.LessOrEqual => left <= right ? 1 : 0,
        BinaryOperator.Greater => left > right ? 1 : 0,
        BinaryOperator.GreaterOrEqual => left >= right ? 1 : 0,
        BinaryOperator.Equal => left == right ? 1 : 0,
        BinaryOperator.NotEqual => left != right ? 1 : 0,
        BinaryOperator.Add => (Int128)left + right,
        BinaryOperator.Subtract => (Int128)left - right,
        BinaryOperator.Multiply => (Int128)left * right,
        BinaryOperator.Divide => left / right,
        BinaryOperator.Remainder => left % right,
        BinaryOperator.And => left & right,
        BinaryOperator.Or => left | right,
        BinaryOperator.ExclusiveOr => left ^ right,
        BinaryOperator.Both => left & right,
        BinaryOperator.Either => left | right,
        BinaryOperator.ShiftLeft => (Int128)left << (int)(right & 31),
        BinaryOperator.ShiftRight => left >> (int)(right & 31),
        BinaryOperator.ShiftRightUnsigned => (uint)left >> (int)(right & 31),
        _ => throw new NotSupportedException(),
    };

    private static long Wrap(ValueKind kind, Int128 value) => kind switch
    {
        ValueKind.Byte => unchecked((byte)value),
        ValueKind.SByte => unchecked((sbyte)value),
        ValueKind.Int16 => unchecked((short)value),
        ValueKind.UInt16 => unchecked((ushort)value),
        ValueKind.UInt32 => unchecked((uint)value),
        ValueKind.Int32 => unchecked((int)value),
        _ => (long)value,
    };
}
