using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Operators, with the guards that keep them from failing on a device.</content>
internal sealed partial class MethodTranslator
{
    private Operand Unary(IUnaryOperation operation)
    {
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            return Call(method, null, [Evaluate(operation.Operand)], operation);
        }

        if (operation.OperatorKind == UnaryOperatorKind.Hat)
        {
            return Kept(new IndexOperand(Scalar(operation.Operand), True));
        }

        Expression operand = Scalar(operation.Operand);
        ValueType type = TypeOf(operation);
        switch (operation.OperatorKind)
        {
            case UnaryOperatorKind.Plus:
                return new ScalarOperand(operand);
            case UnaryOperatorKind.Minus when !type.IsInteger && !type.IsFloating:
                return Refuse(operation);
            case UnaryOperatorKind.Minus:
                if (operation.IsChecked && type.IsInteger)
                {
                    Guard(Compared(BinaryOperator.Equal, operand, Smallest(type)), ErrorKind.Overflow);
                }

                return new ScalarOperand(body.Value(new UnaryExpression(type, UnaryOperator.Negate, operand), "negative"));
            case UnaryOperatorKind.BitwiseNegation:
                ValueType wide = Promoted(type);
                Expression complement = body.Value(
                    new UnaryExpression(wide, UnaryOperator.Complement, Converted(operand, wide)), "complement");
                return new ScalarOperand(Converted(complement, type));
            case UnaryOperatorKind.Not:
                return new ScalarOperand(Not(operand));
            default:
                return Refuse(operation);
        }
    }

    private static bool IsBuiltIn(IMethodSymbol method) =>
        method.MethodKind == MethodKind.BuiltinOperator || method.ContainingType.SpecialType != SpecialType.None;

    private static ConstantExpression Smallest(ValueType type) => type.Kind switch
    {
        ValueKind.SByte => ConstantText.Of(type, sbyte.MinValue),
        ValueKind.Int16 => ConstantText.Of(type, short.MinValue),
        ValueKind.Int64 => ConstantText.Of(type, long.MinValue),
        _ => ConstantText.Of(type, int.MinValue),
    };

    // A chain of operators leans to the left and may have thousands of terms; a loop walks it.
    private Operand Binary(IBinaryOperation operation)
    {
        Stack<IBinaryOperation> chain = new();
        IOperation leftmost = operation;
        while (leftmost is IBinaryOperation { ConstantValue.HasValue: false } binary && IsEager(binary))
        {
            chain.Push(binary);
            leftmost = binary.LeftOperand;
        }

        if (chain.Count == 0)
        {
            // A control-flow graph has branches in place of operators that skip their right side.
            return Refuse(operation);
        }

        Operand left = Side(chain.Peek(), OperatorSide.Left);
        while (chain.Count > 0)
        {
            left = Binary(chain.Pop(), left);
        }

        return left;
    }

    private static bool IsEager(IBinaryOperation operation) =>
        operation.OperatorKind is not (BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr);

    private Operand Binary(IBinaryOperation operation, Operand leftOperand)
    {
        Operand rightOperand = Side(operation, OperatorSide.Right);
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            return IsRecordEquality(method)
                ? new ScalarOperand(RecordComparison(operation, leftOperand, rightOperand))
                : Call(method, null, [leftOperand, rightOperand], operation);
        }

        if (leftOperand is not ScalarOperand { Value: var left } || rightOperand is not ScalarOperand { Value: var right }
            || operation.IsLifted || OperatorOf(operation.OperatorKind) is not { } @operator
            || left.Type.Kind == ValueKind.Struct || right.Type.Kind == ValueKind.Struct)
        {
            return Refuse(operation);
        }

        return new ScalarOperand(Combine(@operator, left, right, TypeOf(operation), operation.IsChecked));
    }

    private Operand Side(IBinaryOperation operation, OperatorSide side)
    {
        IOperation value = side == OperatorSide.Left ? operation.LeftOperand : operation.RightOperand;
        return OperatorReferences.At(operation, side) is { } parameter ? ArgumentOf(parameter, value) : Evaluate(value);
    }

    private static BinaryOperator? OperatorOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => BinaryOperator.Add,
        BinaryOperatorKind.Subtract => BinaryOperator.Subtract,
        BinaryOperatorKind.Multiply => BinaryOperator.Multiply,
        BinaryOperatorKind.Divide => BinaryOperator.Divide,
        BinaryOperatorKind.Remainder => BinaryOperator.Remainder,
        BinaryOperatorKind.LeftShift => BinaryOperator.ShiftLeft,
        BinaryOperatorKind.RightShift => BinaryOperator.ShiftRight,
        BinaryOperatorKind.UnsignedRightShift => BinaryOperator.ShiftRightUnsigned,
        BinaryOperatorKind.And => BinaryOperator.And,
        BinaryOperatorKind.Or => BinaryOperator.Or,
        BinaryOperatorKind.ExclusiveOr => BinaryOperator.ExclusiveOr,
        BinaryOperatorKind.Equals => BinaryOperator.Equal,
        BinaryOperatorKind.NotEquals => BinaryOperator.NotEqual,
        BinaryOperatorKind.LessThan => BinaryOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperator.GreaterOrEqual,
        _ => null,
    };

    /// <summary>Applies an operator, with guards for the cases that fail.</summary>
    private Expression Combine(BinaryOperator @operator, Expression left, Expression right, ValueType type, bool isChecked)
    {
        bool isSum = @operator is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply;
        if (type.IsInteger && (@operator is BinaryOperator.Divide or BinaryOperator.Remainder))
        {
            GuardDivision(left, right, type);
        }
        else if (type.IsFloating && @operator == BinaryOperator.Remainder)
        {
            return Function(type, DeviceFunction.Remainder, left, right);
        }
        else if (isChecked && type.IsInteger && isSum)
        {
            DeviceFunction overflows = @operator switch
            {
                BinaryOperator.Add => DeviceFunction.AddOverflows,
                BinaryOperator.Subtract => DeviceFunction.SubtractOverflows,
                _ => DeviceFunction.MultiplyOverflows,
            };
            Guard(new CallExpression(ValueType.Boolean, overflows, EquatableArray.Of(left, right)), ErrorKind.Overflow);
        }

        ValueType wide = Promoted(type);
        Expression result = body.Value(new BinaryExpression(wide, @operator, left, right), ResultName(@operator));
        if (isChecked && type.IsInteger && isSum)
        {
            // C# computes enums in their promoted type.
            GuardConversion(result, type);
        }

        return Converted(result, type);
    }

    private static string ResultName(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => "sum",
        BinaryOperator.Subtract => "difference",
        BinaryOperator.Multiply => "product",
        BinaryOperator.Divide => "quotient",
        BinaryOperator.Remainder => "remainder",
        _ when @operator.IsComparison() => "test",
        _ => "bits",
    };

    private Expression Function(ValueType type, DeviceFunction function, params Expression[] arguments) =>
        body.Value(new CallExpression(type, function, EquatableArray.Of(arguments)), FunctionName(function));

    private static string FunctionName(DeviceFunction function)
    {
        string name = function.ToString();
        return char.ToLowerInvariant(name[0]) + name.Substring(1);
    }

    private static BinaryExpression Compared(BinaryOperator comparison, Expression left, Expression right) =>
        new(ValueType.Boolean, comparison, left, right);

    private Expression Not(Expression condition) => condition switch
    {
        ConstantExpression { Text: "true" } => False,
        ConstantExpression => True,
        _ => body.Value(new UnaryExpression(ValueType.Boolean, UnaryOperator.Not, condition), "opposite"),
    };

    private void GuardDivision(Expression left, Expression right, ValueType type)
    {
        if (right is not ConstantExpression { Integer: not 0 and not null } and not ConstantExpression { Integer: null })
        {
            Guard(Compared(BinaryOperator.Equal, right, ConstantText.Of(type, 0)), ErrorKind.DivideByZero);
        }

        if (type.IsSigned && right is not ConstantExpression { Integer: not -1 and not null })
        {
            Guard(
                new BinaryExpression(
                    ValueType.Boolean,
                    BinaryOperator.Both,
                    Compared(BinaryOperator.Equal, right, ConstantText.Of(type, -1)),
                    Compared(BinaryOperator.Equal, left, Smallest(type))),
                ErrorKind.Overflow);
        }
    }

    private void Guard(Expression condition, ErrorKind fault, Expression? element = null, int parameter = -1)
    {
        if (condition is not ConstantExpression { Text: "false" })
        {
            body.Emit(new GuardInstruction(body.Line, body.NewSite(parameter, SiteKind.Guard), condition, fault, element));
        }
    }

    // Throws one of the library's exceptions if a condition holds.
    private void GuardThrow(Expression condition, string creation) =>
        Guard(condition, ErrorKind.Thrown, ConstantText.Of(ValueType.Int32, body.ExceptionOf(creation)));

    private static ValueType Promoted(ValueType type) =>
        type.Kind is ValueKind.SByte or ValueKind.Byte or ValueKind.Int16 or ValueKind.UInt16 or ValueKind.Char ? ValueType.Int32
        : type.IsInteger ? new ValueType(type.Kind, type.DeviceName)
        : type;
}
