using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Conversions.</content>
internal sealed partial class MethodTranslator
{
    private Operand Conversion(IConversionOperation operation)
    {
        // Conversions between spans and arrays, also to the IEnumerable in the graph of a foreach over an array.
        if (TypeReader.IsSpan(operation.Type) || operation.Type is IArrayTypeSymbol
            || (operation.Operand.Type is IArrayTypeSymbol && operation.IsImplicit))
        {
            return TextOf(operation.Operand) is { } text ? Characters(text, operation.Operand) : Evaluate(operation.Operand);
        }

        bool isChecked = operation.IsChecked || CheckedContext.IsAt(operation, context.Compilation);
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method) && !TypeReader.IsIndex(method.ContainingType) && !TypeReader.IsRange(method.ContainingType))
        {
            // Before and after the user's own conversion C# makes standard ones, explicit ones too.
            Operand given = ConvertedTo(ArgumentOf(method.Parameters[0], operation.Operand), method.Parameters[0].Type, isChecked);
            return ConvertedTo(Call(method, null, [given], operation), operation.Type, isChecked);
        }

        Operand operand = Evaluate(operation.Operand);
        switch (operand)
        {
            case ScalarOperand number when TypeReader.IsIndex(operation.Type):
                return Kept(new IndexOperand(number.Value, False));
            case IndexOperand or RangeOperand or SpanOperand or EnumeratorOperand or NothingOperand:
                return operand;
            case TupleOperand tuple:
                return operation.Type is INamedTypeSymbol { IsTupleType: true } target && Fits(tuple, target)
                    ? ConvertedTo(tuple, target, isChecked)
                    : Refuse(operation, $"The conversion to '{operation.Type?.ToDisplayString()}'");
        }

        Expression value = ((ScalarOperand)operand).Value;
        if (context.Types.Read(operation.Type, out _) is not { Kind: not ValueKind.Void } type
            || (type.Kind == ValueKind.Struct) != (value.Type.Kind == ValueKind.Struct)
            || (type.Kind == ValueKind.Struct && type != value.Type)
            || (type.Kind == ValueKind.Boolean) != (value.Type.Kind == ValueKind.Boolean))
        {
            return Refuse(operation, $"The conversion of '{operation.Operand.Type?.ToDisplayString()}' to '{operation.Type?.ToDisplayString()}'");
        }

        return new ScalarOperand(Converted(value, type, isChecked));
    }

    // The conversions that C# makes without their own operation: in deconstructions, of tuples, and around a conversion of the user.
    private Operand ConvertedTo(Operand value, ITypeSymbol? type, bool isChecked = false) => (value, type) switch
    {
        (TupleOperand tuple, INamedTypeSymbol { IsTupleType: true } target) when target.TupleElements.Length == tuple.Elements.Length =>
            new TupleOperand([.. tuple.Elements.Select((e, i) => ConvertedTo(e, target.TupleElements[i].Type, isChecked))]),
        (ScalarOperand scalar, not null) when context.Types.Read(type, out _) is { Kind: not ValueKind.Void } known
            && known.Kind != ValueKind.Struct && scalar.Value.Type.Kind != ValueKind.Struct => new ScalarOperand(Converted(scalar.Value, known, isChecked)),
        _ => value,
    };

    private Expression Converted(Expression value, ValueType type, bool isChecked)
    {
        if (isChecked && type.IsInteger)
        {
            GuardConversion(value, type);
        }

        return Converted(value, type);
    }

    // Whether a value has a type after conversions that need no user code.
    private bool Fits(Operand value, ITypeSymbol? type) => (value, type) switch
    {
        (TupleOperand tuple, INamedTypeSymbol { IsTupleType: true } target) =>
            target.TupleElements.Length == tuple.Elements.Length && tuple.Elements.Zip(target.TupleElements, (e, t) => Fits(e, t.Type)).All(static fits => fits),
        (ScalarOperand scalar, not null) => context.Types.Read(type, out _) is { } known
            && (known.Kind == ValueKind.Struct || scalar.Value.Type.Kind == ValueKind.Struct ? known == scalar.Value.Type
                : (known.Kind == ValueKind.Boolean) == (scalar.Value.Type.Kind == ValueKind.Boolean)),
        _ => true,
    };

    private void GuardConversion(Expression value, ValueType type)
    {
        if (value is not ConstantExpression && Outside(value, type) is { } outside)
        {
            Guard(outside, ErrorKind.Overflow);
        }
    }

    private static Expression? Outside(Expression value, ValueType type) => value.Type.IsFloating ? OutsideNumbers(value, type) : OutsideIntegers(value, type);

    // Whether a floating-point number, cut off, leaves the type: NaN does. What lies between the least integer and the number below it is cut off to it.
    private static UnaryExpression OutsideNumbers(Expression value, ValueType type)
    {
        decimal least = Least(type);
        bool hasFractions = -least < (value.Type.Kind == ValueKind.Single ? 1L << 24 : 1L << 53);
        Expression above = Compared(
            hasFractions ? BinaryOperator.Greater : BinaryOperator.GreaterOrEqual, value, ConstantText.Of(value.Type, hasFractions ? least - 1 : least));
        Expression below = Compared(BinaryOperator.Less, value, ConstantText.Of(value.Type, Greatest(type) + 1));
        return new UnaryExpression(ValueType.Boolean, UnaryOperator.Not, new BinaryExpression(ValueType.Boolean, BinaryOperator.Both, above, below));
    }

    // Whether an integer leaves the type; null where none of its own type does.
    private static BinaryExpression? OutsideIntegers(Expression value, ValueType type)
    {
        BinaryExpression? below = Least(value.Type) < Least(type) ? Compared(BinaryOperator.Less, value, Whole(Least(type))) : null;
        BinaryExpression? above = Greatest(value.Type) > Greatest(type) ? Compared(BinaryOperator.Greater, value, Whole(Greatest(type))) : null;
        return below is null || above is null ? below ?? above : new BinaryExpression(ValueType.Boolean, BinaryOperator.Either, below, above);

        Expression Whole(decimal whole) => ConstantText.Of(value.Type, whole);
    }

    private static decimal Least(ValueType type) => type.IsSigned ? -(decimal)(1UL << (8 * type.Size - 1)) : 0;

    private static decimal Greatest(ValueType type) => (type.IsSigned ? 1UL << (8 * type.Size - 1) : ulong.MaxValue >> (64 - 8 * type.Size)) - (type.IsSigned ? 1m : 0m);

    private Expression Converted(Expression value, ValueType type)
    {
        if (value.Type.Kind == type.Kind)
        {
            return value;
        }

        if (value is ConstantExpression { Integer: long whole } && (type.Kind is ValueKind.Int64 or ValueKind.Single or ValueKind.Double))
        {
            return ConstantText.Of(type, whole);
        }

        if (!value.Type.IsFloating || !type.IsInteger)
        {
            return body.Value(new ConvertExpression(type, value), "converted");
        }

        // Devices differ in what they make of values outside the target's range; .NET saturates, to an int where the type is narrower.
        DeviceFunction? function = type.Kind switch
        {
            ValueKind.Int32 => DeviceFunction.ToInt32,
            ValueKind.UInt32 => DeviceFunction.ToUInt32,
            ValueKind.Int64 => DeviceFunction.ToInt64,
            ValueKind.UInt64 => DeviceFunction.ToUInt64,
            _ => null,
        };
        return function is { } known
            ? body.Value(new CallExpression(type, known, EquatableArray.Of(value)), "converted")
            : Converted(Converted(value, ValueType.Int32), type);
    }
}
