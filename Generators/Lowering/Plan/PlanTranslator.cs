using HmmGen.Generators.Emission;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Translates a kernel's expressions: what C# computes with wrapping becomes what is computed without, wrapped where it matters.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="localAt">Gives what a local holds before an instruction of a block.</param>
internal sealed class PlanTranslator(KernelModel kernel, Func<int, int, int, PlanExpression> localAt)
{
    /// <summary>A value of which only its type is known.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The expression.</returns>
    public static PlanExpression Opaque(ValueType type)
        => type.IsInteger ? PlanAlgebra.Wrap(type.Kind, PlanUnknown.Instance) : PlanUnknown.Instance;

    /// <summary>Translates an expression before an instruction.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="block">The instruction's block.</param>
    /// <param name="position">The instruction's position.</param>
    /// <returns>The value; a condition for <see cref="bool"/>.</returns>
    public PlanExpression Value(Expression expression, int block, int position)
    {
        ValueType type = expression.Type;
        return type.Kind == ValueKind.Boolean ? Condition(expression, block, position)
            : type.IsInteger ? PlanAlgebra.Wrap(type.Kind, Integer(expression, block, position))
            : PlanUnknown.Instance;
    }

    /// <summary>An expression whose low bits, as many as its type has, are those of the value.</summary>
    private PlanExpression Integer(Expression expression, int block, int position)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return constant.Integer is { } number ? PlanAlgebra.Constant(number) : Opaque(constant.Type);
            case IndexExpression index:
                return new PlanIndex(index.Dimension);
            case LengthExpression length:
                return new PlanLength(length.Parameter);
            case ArgumentExpression or FieldExpression:
                return Scalar(expression) ?? Opaque(expression.Type);
            case StaticFieldExpression field:
                return new PlanStatic(field.Name, field.Type.Kind);
            case LocalExpression local:
                return localAt(local.Local, block, position);
            case UnaryExpression { Operator: UnaryOperator.Negate } unary:
                return PlanAlgebra.Negate(LowBits(unary.Operand));
            case UnaryExpression { Operator: UnaryOperator.Complement } unary:
                return PlanAlgebra.Complement(LowBits(unary.Operand));
            case BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } binary:
                return PlanAlgebra.Binary(OperatorText.Of(binary.Operator), LowBits(binary.Left), LowBits(binary.Right));
            case BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder or BinaryOperator.And or BinaryOperator.Or or BinaryOperator.ExclusiveOr } binary:
                return PlanAlgebra.Binary(OperatorText.Of(binary.Operator), Exact(binary.Left), Exact(binary.Right));
            case BinaryExpression { Operator: BinaryOperator.ShiftLeft } binary:
                return PlanAlgebra.Binary("<<", LowBits(binary.Left), Count(binary.Right));
            case BinaryExpression { Operator: BinaryOperator.ShiftRight } binary:
                return PlanAlgebra.Binary(">>", Exact(binary.Left), Count(binary.Right));
            case BinaryExpression { Operator: BinaryOperator.ShiftRightUnsigned } binary:
                return PlanAlgebra.Binary(">>", PlanAlgebra.Wrap(Unsigned(binary.Type.Kind), Exact(binary.Left)), Count(binary.Right));
            case ConvertExpression { Operand.Type.IsInteger: true } convert:
                return Exact(convert.Operand);
            case CallExpression call when call.Arguments.All(static argument => argument.Type.IsInteger):
                return Call(call);
            default:
                return Opaque(expression.Type);
        }

        PlanExpression Exact(Expression operand) => Value(operand, block, position);

        PlanExpression LowBits(Expression operand) => PlanAlgebra.Unwrap(expression.Type.Kind, Exact(operand));

        PlanExpression Count(Expression operand)
        {
            int mask = expression.Type.Size == 8 ? 63 : 31;
            return Exact(operand) switch
            {
                PlanConstant constant => PlanAlgebra.Constant(constant.Value & mask),
                PlanUnknown => PlanUnknown.Instance,
                PlanExpression count => PlanAlgebra.Binary("&", count, PlanAlgebra.Constant(mask)),
            };
        }

        PlanExpression Call(CallExpression call) => call switch
        {
            { Function: DeviceFunction.Min, Arguments.Count: 2 } => PlanAlgebra.Min(Exact(call.Arguments[0]), Exact(call.Arguments[1])),
            { Function: DeviceFunction.Max, Arguments.Count: 2 } => PlanAlgebra.Max(Exact(call.Arguments[0]), Exact(call.Arguments[1])),
            { Function: DeviceFunction.Abs, Arguments.Count: 1 } => PlanAlgebra.Abs(Exact(call.Arguments[0])),
            { Function: DeviceFunction.Clamp, Arguments.Count: 3 } => PlanAlgebra.Max(
                PlanAlgebra.Min(Exact(call.Arguments[0]), Exact(call.Arguments[2])), Exact(call.Arguments[1])),
            _ => Opaque(call.Type),
        };
    }

    private PlanExpression Condition(Expression expression, int block, int position)
    {
        return expression switch
        {
            ConstantExpression constant => PlanAlgebra.Constant(constant.Text == "true" ? 1 : 0),
            LocalExpression local => localAt(local.Local, block, position),
            ArgumentExpression or FieldExpression => Scalar(expression) is { } scalar
                ? PlanAlgebra.Compare("!=", scalar, PlanAlgebra.Constant(0))
                : PlanUnknown.Instance,
            UnaryExpression { Operator: UnaryOperator.Not } unary => PlanAlgebra.Not(Inner(unary.Operand)),
            BinaryExpression { Left.Type.IsInteger: true, Right.Type.IsInteger: true } binary => Compare(binary),
            BinaryExpression { Operator: BinaryOperator.And or BinaryOperator.Both } binary => PlanAlgebra.Logic(true, Inner(binary.Left), Inner(binary.Right)),
            BinaryExpression { Operator: BinaryOperator.Or or BinaryOperator.Either } binary => PlanAlgebra.Logic(false, Inner(binary.Left), Inner(binary.Right)),
            BinaryExpression { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Right: ConstantExpression { Type.Kind: ValueKind.Boolean } constant } binary
                => (binary.Operator == BinaryOperator.Equal) == (constant.Text == "true") ? Inner(binary.Left) : PlanAlgebra.Not(Inner(binary.Left)),
            _ => PlanUnknown.Instance,
        };

        PlanExpression Inner(Expression operand) => Value(operand, block, position);

        PlanExpression Compare(BinaryExpression binary) => binary.Operator.IsComparison()
            ? PlanAlgebra.Compare(OperatorText.Of(binary.Operator), Inner(binary.Left), Inner(binary.Right))
            : PlanUnknown.Instance;
    }

    private PlanScalar? Scalar(Expression expression)
    {
        string path = "";
        Expression receiver = expression;
        while (receiver is FieldExpression field)
        {
            path = "." + field.Name + path;
            receiver = field.Receiver;
        }

        return receiver is ArgumentExpression argument && kernel.Parameters[argument.Parameter].Kind == ParameterKind.Scalar
            ? new PlanScalar(argument.Parameter, path, expression.Type.Kind)
            : null;
    }

    private static ValueKind Unsigned(ValueKind kind) => kind switch
    {
        ValueKind.Int32 => ValueKind.UInt32,
        ValueKind.Int64 => ValueKind.UInt64,
        _ => kind,
    };
}
