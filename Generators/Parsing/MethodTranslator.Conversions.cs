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
            return Evaluate(operation.Operand);
        }

        if (operation.OperatorMethod is { } method && !IsBuiltIn(method) && !TypeReader.IsIndex(method.ContainingType) && !TypeReader.IsRange(method.ContainingType))
        {
            Operand converted = Call(method, null, [ConvertedTo(Evaluate(operation.Operand), method.Parameters[0].Type)], operation);
            return ConvertedTo(converted, operation.Type);
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
                    ? ConvertedTo(tuple, target)
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

        if (operation.IsChecked && type.IsInteger)
        {
            GuardConversion(value, type);
        }

        return new ScalarOperand(Converted(value, type));
    }

    // The implicit conversions that C# makes without their own operation: in deconstructions, and of tuples.
    private Operand ConvertedTo(Operand value, ITypeSymbol? type) => (value, type) switch
    {
        (TupleOperand tuple, INamedTypeSymbol { IsTupleType: true } target) when target.TupleElements.Length == tuple.Elements.Length =>
            new TupleOperand([.. tuple.Elements.Select((e, i) => ConvertedTo(e, target.TupleElements[i].Type))]),
        (ScalarOperand scalar, not null) when context.Types.Read(type, out _) is { Kind: not ValueKind.Void } known
            && known.Kind != ValueKind.Struct && scalar.Value.Type.Kind != ValueKind.Struct => new ScalarOperand(Converted(scalar.Value, known)),
        _ => value,
    };

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
        if (value is not ConstantExpression && value.Type.Kind != type.Kind)
        {
            Guard(
                new UnaryExpression(
                    ValueType.Boolean, UnaryOperator.Not, new CallExpression(ValueType.Boolean, FunctionOf("Fits", type), EquatableArray.Of(value))),
                ErrorKind.Overflow);
        }
    }

    private static DeviceFunction FunctionOf(string verb, ValueType type) =>
        (DeviceFunction)Enum.Parse(typeof(DeviceFunction), verb + (type.Kind == ValueKind.Char ? ValueKind.UInt16 : type.Kind));

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

        // Devices differ in the results for values outside the target's range; .NET saturates.
        return value.Type.IsFloating && type.IsInteger
            ? body.Value(new CallExpression(type, FunctionOf("To", type), EquatableArray.Of(value)), "converted")
            : body.Value(new ConvertExpression(type, value), "converted");
    }
}
