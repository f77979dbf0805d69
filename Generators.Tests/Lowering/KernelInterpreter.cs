using HmmGen.Generators.Model;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Runs a kernel's blocks, with made-up data in memory, and notes what they touch.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="arguments">The scalar arguments, by parameter.</param>
/// <param name="lengths">The lengths of the spans, by parameter.</param>
/// <param name="data">What loads give.</param>
internal sealed class KernelInterpreter(KernelModel kernel, int[] arguments, int[] lengths, Random data)
{
    private const int MostBlocks = 400;

    private readonly long[] _locals = new long[kernel.Body.Locals.Count];
    private int[] _item = [];

    /// <summary>Runs a work item.</summary>
    /// <param name="item">The work item.</param>
    /// <param name="touches">Where to note the sites and elements.</param>
    /// <returns>Whether it came to its end soon enough.</returns>
    internal bool TryRun(int[] item, List<Touch> touches)
    {
        _item = item;
        Array.Clear(_locals);
        int block = 0;
        for (int ran = 0; ran < MostBlocks; ran++)
        {
            foreach (Instruction instruction in kernel.Body.Blocks[block].Instructions) Run(instruction, touches);
            switch (kernel.Body.Blocks[block].Terminator)
            {
                case JumpTerminator jump:
                    block = jump.Target;
                    break;
                case BranchTerminator branch:
                    block = Value(branch.Condition) != 0 ? branch.WhenTrue : branch.WhenFalse;
                    break;
                default:
                    return true;
            }
        }
        return false;
    }

    private void Run(Instruction instruction, List<Touch> touches)
    {
        switch (instruction)
        {
            case AssignInstruction assign:
                _locals[assign.Local] = Value(assign.Value);
                break;
            case LoadInstruction load:
                touches.Add(new Touch(load.Access.Site, _item, Value(load.Access.Index)));
                _locals[load.Local] = data.Next(-3, 8);
                break;
            case StoreInstruction store:
                touches.Add(new Touch(store.Access.Site, _item, Value(store.Access.Index)));
                break;
            default:
                throw new NotSupportedException();
        }
    }

    private long Value(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Integer ?? (constant.Text == "true" ? 1 : 0),
        IndexExpression index => _item[index.Dimension],
        ArgumentExpression argument => arguments[argument.Parameter],
        LengthExpression length => lengths[length.Parameter],
        LocalExpression local => _locals[local.Local],
        UnaryExpression { Operator: UnaryOperator.Not } unary => 1 - Value(unary.Operand),
        UnaryExpression { Operator: UnaryOperator.Complement } unary => ~Value(unary.Operand),
        UnaryExpression unary => Wrap(unary.Type.Kind, -(Int128)Value(unary.Operand)),
        ConvertExpression convert => Wrap(convert.Type.Kind, Value(convert.Operand)),
        CallExpression call => Call(call.Function, [.. call.Arguments.Select(Value)]),
        SelectExpression select => Value(select.Condition) != 0 ? Value(select.WhenTrue) : Value(select.WhenFalse),
        BinaryExpression binary => Wrap(binary.Type.Kind, Binary(binary.Operator, Value(binary.Left), Value(binary.Right))),
        _ => throw new NotSupportedException(),
    };

    private static long Call(DeviceFunction function, long[] values) => function switch
    {
        DeviceFunction.Min => Math.Min(values[0], values[1]),
        DeviceFunction.Max => Math.Max(values[0], values[1]),
        DeviceFunction.Clamp => Math.Max(Math.Min(values[0], values[2]), values[1]),
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

    /// <summary>An access that happens.</summary>
    internal readonly record struct Touch(int Site, int[] Item, long Element);
}
