using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Operators and conversions, with the guards that keep them from failing on a device.</content>
internal sealed partial class MethodTranslator
{
    private Operand Unary(IUnaryOperation operation)
    {
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            return Inline(method, [operation.Operand], operation);
        }

        if (operation.OperatorKind == UnaryOperatorKind.Hat)
        {
            return new IndexOperand(body.Stable(Scalar(operation.Operand), "fromEnd"), true);
        }

        Expression operand = Scalar(operation.Operand);
        ValueType type = TypeOf(operation);
        switch (operation.OperatorKind)
        {
            case UnaryOperatorKind.Plus:
                return new ScalarOperand(operand);
            case UnaryOperatorKind.Minus:
                if (operation.IsChecked && type.IsInteger)
                {
                    Guard(new BinaryExpression(ValueType.Boolean, BinaryOperator.Equal, operand, Smallest(type)), FaultKind.Overflow, -1, null);
                }

                return new ScalarOperand(new UnaryExpression(type, UnaryOperator.Negate, operand));
            case UnaryOperatorKind.BitwiseNegation:
                return new ScalarOperand(new UnaryExpression(type, UnaryOperator.Complement, operand));
            case UnaryOperatorKind.Not:
                return new ScalarOperand(new UnaryExpression(type, UnaryOperator.Not, operand));
            default:
                return Refuse(operation, $"'{operation.Syntax}'");
        }
    }

    private static bool IsBuiltIn(IMethodSymbol method) =>
        method.MethodKind == MethodKind.BuiltinOperator || method.ContainingType.SpecialType != SpecialType.None;

    private static ConstantExpression Smallest(ValueType type) =>
        type.Kind == ValueKind.Int64 ? ConstantText.Of(type, long.MinValue) : ConstantText.Of(type, int.MinValue);

    private static ConstantExpression Least(ValueType type) => type.Kind switch
    {
        ValueKind.SByte => ConstantText.Of(type, sbyte.MinValue),
        ValueKind.Int16 => ConstantText.Of(type, short.MinValue),
        _ => Smallest(type),
    };

    private Operand Binary(IBinaryOperation operation)
    {
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            return Inline(method, [operation.LeftOperand, operation.RightOperand], operation);
        }

        Operand leftOperand = Evaluate(operation.LeftOperand);
        BodyBuilder.Mark mark = body.Here();
        Operand rightOperand = Evaluate(operation.RightOperand);
        leftOperand = Keep(leftOperand, mark);
        if (leftOperand is not ScalarOperand { Value: var left } || rightOperand is not ScalarOperand { Value: var right })
        {
            return Refuse(operation, $"'{operation.Syntax}'");
        }

        return OperatorText(operation.OperatorKind) is not { } text || left.Type.Kind == ValueKind.Struct
            ? Refuse(operation, $"'{operation.Syntax}'")
            : new ScalarOperand(Combine(text, left, right, TypeOf(operation), operation.IsChecked));
    }

    private Expression TupleComparison(ITupleBinaryOperation operation)
    {
        Operand left = Evaluate(operation.LeftOperand);
        BodyBuilder.Mark mark = body.Here();
        Operand right = Evaluate(operation.RightOperand);
        Expression? equal = AllEqual(Keep(left, mark), right);
        if (equal is null)
        {
            Refuse(operation, $"'{operation.Syntax}'");
            return True;
        }

        return operation.OperatorKind == BinaryOperatorKind.Equals ? equal : Not(equal);
    }

    private static Expression? AllEqual(Operand left, Operand right)
    {
        switch (left, right)
        {
            case (ScalarOperand { Value: { Type.Kind: not ValueKind.Struct } one }, ScalarOperand { Value: { Type.Kind: not ValueKind.Struct } other }):
                ValueType type = one.Type.Size >= other.Type.Size ? Promoted(one.Type) : Promoted(other.Type);
                return new BinaryExpression(ValueType.Boolean, BinaryOperator.Equal, Converted(one, type), Converted(other, type));
            case (TupleOperand one, TupleOperand other) when one.Elements.Length == other.Elements.Length:
                Expression? all = True;
                for (int i = 0; i < one.Elements.Length && all is not null; i++)
                {
                    all = AllEqual(one.Elements[i], other.Elements[i]) is { } equal ? And(all, equal) : null;
                }

                return all;
            default:
                return null;
        }
    }

    private static BinaryOperator? OperatorText(BinaryOperatorKind kind) => kind switch
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
        BinaryOperatorKind.ConditionalAnd => BinaryOperator.Both,
        BinaryOperatorKind.ConditionalOr => BinaryOperator.Either,
        BinaryOperatorKind.Equals => BinaryOperator.Equal,
        BinaryOperatorKind.NotEquals => BinaryOperator.NotEqual,
        BinaryOperatorKind.LessThan => BinaryOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperator.GreaterOrEqual,
        _ => null,
    };

    /// <summary>Applies an operator, guarding what would fail.</summary>
    private Expression Combine(BinaryOperator text, Expression left, Expression right, ValueType type, bool isChecked)
    {
        if (type.IsInteger && (text is BinaryOperator.Divide or BinaryOperator.Remainder))
        {
            GuardDivision(left, right, type);
        }
        else if (type.IsFloating && text == BinaryOperator.Remainder)
        {
            return new CallExpression(type, DeviceFunction.Remainder, EquatableArray.Of(left, right));
        }
        else if (isChecked && type.IsInteger && (text is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply))
        {
            DeviceFunction function = text switch { BinaryOperator.Add => DeviceFunction.AddOverflows, BinaryOperator.Subtract => DeviceFunction.SubtractOverflows, _ => DeviceFunction.MultiplyOverflows };
            Guard(new CallExpression(ValueType.Boolean, function, EquatableArray.Of(left, right)), FaultKind.Overflow, -1, null);
        }

        Expression result = new BinaryExpression(type, text, left, right);
        return type.Kind is ValueKind.SByte or ValueKind.Byte or ValueKind.Int16 or ValueKind.UInt16 or ValueKind.Char
            ? new ConvertExpression(type, new BinaryExpression(ValueType.Int32, text, left, right))
            : result;
    }

    private void GuardDivision(Expression left, Expression right, ValueType type)
    {
        if (right is not ConstantExpression { Integer: not 0 and not null })
        {
            Guard(new BinaryExpression(ValueType.Boolean, BinaryOperator.Equal, right, ConstantText.Of(type, 0)), FaultKind.DivideByZero, -1, null);
        }

        if (type.IsSigned && right is not ConstantExpression { Integer: not -1 and not null })
        {
            Guard(
                new BinaryExpression(
                    ValueType.Boolean, BinaryOperator.Both,
                    new BinaryExpression(ValueType.Boolean, BinaryOperator.Equal, right, ConstantText.Of(type, -1)),
                    new BinaryExpression(ValueType.Boolean, BinaryOperator.Equal, left, Smallest(type))),
                FaultKind.Overflow, -1, null);
        }
    }

    private Operand Conversion(IConversionOperation operation)
    {
        if (TypeReader.IsSpan(operation.Type))
        {
            return Evaluate(operation.Operand);
        }

        if (operation.OperatorMethod is { } method && !IsBuiltIn(method) && !IsIndexConversion(method))
        {
            return Inline(method, [operation.Operand], operation);
        }

        Operand operand = Evaluate(operation.Operand);
        if (operand is IndexOperand or RangeOperand or SpanOperand or EnumeratorOperand)
        {
            return operand;
        }

        if (operand is TupleOperand tuple)
        {
            return operation.Type is INamedTypeSymbol { IsTupleType: true } target && target.TupleElements.Length == tuple.Elements.Length
                ? new TupleOperand([.. tuple.Elements.Select((e, i) =>
                    e is ScalarOperand s ? new ScalarOperand(Converted(s.Value, TypeOf(target.TupleElements[i].Type, operation.Syntax))) : e)])
                : operand;
        }

        if (operation.Type?.Name == "Index" && operand is ScalarOperand number)
        {
            return new IndexOperand(body.Stable(number.Value, "index"), false);
        }

        Expression value = ((ScalarOperand)operand).Value;
        if (TypeReader.Read(operation.Type, out _) is not { Kind: not ValueKind.Void } type || (type.Kind == ValueKind.Struct) != (value.Type.Kind == ValueKind.Struct))
        {
            return Refuse(operation, $"The conversion of '{operation.Operand.Type?.ToDisplayString()}' to '{operation.Type?.ToDisplayString()}'");
        }

        if (operation.IsChecked && type.IsInteger)
        {
            GuardConversion(value, type);
        }

        return new ScalarOperand(Converted(value, type));
    }

    private static bool IsIndexConversion(IMethodSymbol method) => method.ContainingType.Name is "Index" or "Range";

    private void GuardConversion(Expression value, ValueType type)
    {
        if (value is not ConstantExpression && value.Type.Kind != type.Kind)
        {
            string name = type.Kind == ValueKind.Char ? "UInt16" : type.Kind.ToString();
            Guard(
                new UnaryExpression(ValueType.Boolean, UnaryOperator.Not, new CallExpression(ValueType.Boolean, Named("Fits" + name), EquatableArray.Of(value))),
                FaultKind.Overflow, -1, null);
        }
    }

    private static Expression Converted(Expression value, ValueType type)
    {
        if (value.Type.Kind == type.Kind)
        {
            return value;
        }

        if (value is ConstantExpression { Integer: long whole } && (type.Kind is ValueKind.Int64 or ValueKind.Single or ValueKind.Double))
        {
            return ConstantText.Of(type, whole);
        }

        // Devices differ in what they make of values outside the target's range; .NET saturates.
        return value.Type.IsFloating && type.IsInteger
            ? new CallExpression(type, Named("To" + (type.Kind == ValueKind.Char ? "UInt16" : type.Kind.ToString())), EquatableArray.Of(value))
            : new ConvertExpression(type, value);
    }

    private static DeviceFunction Named(string name) => (DeviceFunction)Enum.Parse(typeof(DeviceFunction), name);

    private static ValueType Promoted(ValueType type) =>
        type.Kind is ValueKind.SByte or ValueKind.Byte or ValueKind.Int16 or ValueKind.UInt16 or ValueKind.Char ? ValueType.Int32 : type;
}
