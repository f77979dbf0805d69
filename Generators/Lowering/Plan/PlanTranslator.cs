using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>
/// Translates a kernel's expressions. C# computes with wrapping; a plan computes without, and wraps only where it matters. Parts are translated
/// before the expressions that contain them, with a stack of the translator's own, so that no expression is too deep.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="algebra">Makes the plan's expressions.</param>
internal sealed class PlanTranslator(KernelModel kernel, PlanAlgebra algebra)
{
    /// <summary>Translates an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="localAt">Gives the value of a local where the expression is evaluated.</param>
    /// <param name="line">The source line.</param>
    /// <returns>The value; a condition for <see cref="bool"/>.</returns>
    public PlanExpression Value(Expression expression, Func<int, PlanExpression> localAt, int line)
    {
        if (expression.PartCount() == 0)
        {
            return expression is LocalExpression only ? localAt(only.Local) : Located(Node(expression, []), line);
        }

        Stack<(Expression Expression, int Part)> open = new();
        Stack<PlanExpression> values = new();
        open.Push((expression, 0));
        while (open.Count > 0)
        {
            (Expression next, int part) = open.Pop();
            if (part < next.PartCount())
            {
                open.Push((next, part + 1));
                open.Push((next.Part(part), 0));
                continue;
            }

            PlanExpression[] parts = part == 0 ? [] : new PlanExpression[part];
            for (int at = part - 1; at >= 0; at--)
            {
                parts[at] = values.Pop();
            }

            values.Push(next is LocalExpression local ? localAt(local.Local) : Located(Node(next, parts), line));
        }

        return values.Pop();
    }

    /// <summary>A value of which only the type is known.</summary>
    /// <param name="type">The type.</param>
    /// <param name="unknown">The unknown with the reason.</param>
    /// <returns>The expression.</returns>
    public PlanExpression Opaque(ValueType type, PlanExpression unknown)
        => type.IsInteger ? algebra.Wrap(type.Kind, unknown) : unknown;

    /// <summary>Notes the line at which a value became unknown.</summary>
    private PlanExpression Located(PlanExpression value, int line) => value switch
    {
        PlanUnknown { Reason.Line: 0 } unknown => algebra.Nodes.Unknown(unknown.Reason with { Line = line }),
        PlanWrap { Operand: PlanUnknown { Reason.Line: 0 } unknown } wrap
            => algebra.Nodes.Wrap(wrap.Kind, algebra.Nodes.Unknown(unknown.Reason with { Line = line })),
        _ => value,
    };

    private PlanExpression Node(Expression expression, PlanExpression[] parts)
    {
        ValueType type = expression.Type;
        if (expression is SelectExpression)
        {
            return PlanSelection.Find(algebra, type.Kind, parts[0], parts[1], parts[2]) ?? Opaque(type, Lost(expression, parts));
        }

        return type.Kind == ValueKind.Boolean ? Condition(expression, parts)
            : type.IsInteger ? algebra.Wrap(type.Kind, Integer(expression, parts))
            : type.Kind == ValueKind.Struct && Member(expression, parts) is { } member ? member
            : Lost(expression, parts);
    }

    /// <summary>An expression whose low bits, as many as its type has, are those of the value.</summary>
    private PlanExpression Integer(Expression expression, PlanExpression[] parts)
    {
        switch (expression)
        {
            case ConstantExpression { Integer: { } number }:
                return algebra.Constant(number);
            case IndexExpression index:
                return algebra.Nodes.Index(index.Dimension);
            case LengthExpression length:
                return algebra.Nodes.Length(length.Parameter);
            case ArgumentExpression or FieldExpression:
                return Member(expression, parts) ?? Opaque(expression.Type, Lost(expression, parts));
            case UnaryExpression { Operator: UnaryOperator.Negate }:
                return algebra.Negate(LowBits(0));
            case UnaryExpression { Operator: UnaryOperator.Complement }:
                return algebra.Complement(LowBits(0));
            case BinaryExpression { Operator: BinaryOperator.Subtract } when algebra.Rest(expression.Type.Kind, LowBits(0), LowBits(1)) is { } rest:
                return rest;
            case BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } binary:
                return algebra.Binary(binary.Operator, LowBits(0), LowBits(1));
            case BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } binary:
                return algebra.Binary(binary.Operator, parts[0], parts[1]);
            case BinaryExpression { Operator: BinaryOperator.And or BinaryOperator.Or or BinaryOperator.ExclusiveOr } binary:
                return algebra.Binary(binary.Operator, parts[0], parts[1]);
            case BinaryExpression { Operator: BinaryOperator.ShiftLeft }:
                return algebra.Binary(BinaryOperator.ShiftLeft, LowBits(0), Count());
            case BinaryExpression { Operator: BinaryOperator.ShiftRight }:
                return algebra.Binary(BinaryOperator.ShiftRight, parts[0], Count());
            case BinaryExpression { Operator: BinaryOperator.ShiftRightUnsigned } binary:
                return algebra.Binary(BinaryOperator.ShiftRight, algebra.Wrap(Unsigned(binary.Type.Kind), parts[0]), Count());
            case ConvertExpression { Operand.Type.IsInteger: true }:
                return parts[0];
            case CallExpression { Arguments.Count: 2, Function: DeviceFunction.Min } call when HasIntegers(call):
                return algebra.Min(parts[0], parts[1]);
            case CallExpression { Arguments.Count: 2, Function: DeviceFunction.Max } call when HasIntegers(call):
                return algebra.Max(parts[0], parts[1]);
            case CallExpression { Arguments.Count: 1, Function: DeviceFunction.Abs } call when HasIntegers(call):
                return algebra.Abs(parts[0]);
            case CallExpression { Arguments.Count: 3, Function: DeviceFunction.Clamp } call when HasIntegers(call):
                return algebra.Max(algebra.Min(parts[0], parts[2]), parts[1]);
            default:
                return Opaque(expression.Type, Lost(expression, parts));
        }

        PlanExpression LowBits(int part) => PlanAlgebra.Unwrap(expression.Type.Kind, parts[part]);

        PlanExpression Count()
        {
            int mask = expression.Type.Size == 8 ? 63 : 31;
            return parts[1] is PlanUnknown ? parts[1] : algebra.Binary(BinaryOperator.And, parts[1], algebra.Constant(mask));
        }

        static bool HasIntegers(CallExpression call) => call.Arguments.All(static argument => argument.Type.IsInteger);
    }

    private PlanExpression Condition(Expression expression, PlanExpression[] parts)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return algebra.Constant(constant.Text == "true" ? 1 : 0);
            case ArgumentExpression or FieldExpression when Member(expression, parts) is { } member:
                return algebra.Compare(BinaryOperator.NotEqual, member, algebra.Constant(0));
            case UnaryExpression { Operator: UnaryOperator.Not }:
                return algebra.Not(parts[0]);
            case BinaryExpression { Left.Type.IsInteger: true, Right.Type.IsInteger: true } binary when binary.Operator.IsComparison():
                return algebra.Compare(binary.Operator, parts[0], parts[1]);
            case BinaryExpression { Operator: BinaryOperator.And or BinaryOperator.Both, Left.Type.Kind: ValueKind.Boolean }:
                return algebra.Logic(true, parts[0], parts[1]);
            case BinaryExpression { Operator: BinaryOperator.Or or BinaryOperator.Either, Left.Type.Kind: ValueKind.Boolean }:
                return algebra.Logic(false, parts[0], parts[1]);
            case BinaryExpression { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Left.Type.Kind: ValueKind.Boolean } binary
                when parts[1] is PlanConstant constant:
                return (binary.Operator == BinaryOperator.Equal) == (constant.Value != 0) ? parts[0] : algebra.Not(parts[0]);
            default:
                return Lost(expression, parts);
        }
    }

    /// <summary>A scalar parameter or a field of one, also through locals.</summary>
    private PlanScalar? Member(Expression expression, PlanExpression[] parts) => expression switch
    {
        ArgumentExpression argument when kernel.Parameters[argument.Parameter].Kind == ParameterKind.Scalar
            => algebra.Nodes.Scalar(argument.Parameter, "", argument.Type.Kind),
        FieldExpression field when parts[0] is PlanScalar { Kind: ValueKind.Struct } receiver
            => algebra.Nodes.Scalar(receiver.Parameter, receiver.Path + "." + field.Name, field.Type.Kind),
        _ => null,
    };

    /// <summary>The unknown for an expression, caused by an operand or by the operation itself.</summary>
    private PlanExpression Lost(Expression expression, PlanExpression[] parts)
    {
        PlanReason? reason = parts.Select(PlanAlgebra.ReasonOf).FirstOrDefault(static reason => reason is not null);
        return reason is not null ? algebra.Nodes.Unknown(reason)
            : expression switch
            {
                SelectExpression => algebra.Unknown(PlanCause.Branches, "a choice"),
                FieldExpression or DefaultExpression => algebra.Unknown(PlanCause.Struct),
                CallExpression call when expression.Type.IsInteger && call.Arguments.All(static argument => !argument.Type.IsFloating)
                    => algebra.Unknown(PlanCause.Function, call.Function.ToString()),
                UnaryExpression { Type.IsFloating: false } unary => algebra.Unknown(PlanCause.Function, unary.Operator.ToString()),
                BinaryExpression { Left.Type.IsFloating: false } binary => algebra.Unknown(PlanCause.Function, binary.Operator.ToString()),
                _ => algebra.Unknown(PlanCause.FloatingPoint),
            };
    }

    private static ValueKind Unsigned(ValueKind kind) => kind switch
    {
        ValueKind.Int32 => ValueKind.UInt32,
        ValueKind.Int64 => ValueKind.UInt64,
        _ => kind,
    };
}
