using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Indices from the start and from the end, and ranges.</content>
internal sealed partial class MethodTranslator
{
    private const string NegativeIndex =
        "new global::System.ArgumentOutOfRangeException(\"value\", \"Non-negative number required.\")";

    private RangeOperand RangeOf(IRangeOperation operation, Func<IOperation, Operand> evaluate) =>
        new(EndOf(operation.LeftOperand, False, evaluate), EndOf(operation.RightOperand, True, evaluate));

    private static IndexOperand EndOf(IOperation? operation, Expression missingFromEnd, Func<IOperation, Operand> evaluate) => operation is null
        ? new IndexOperand(Zero, missingFromEnd)
        : evaluate(operation) as IndexOperand ?? new IndexOperand(Zero, False);

    // The argument of an indexer: for an index or a range written there, C# makes no object.
    private Operand Unkept(IOperation argument)
    {
        switch (argument)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } end:
                return new IndexOperand(Scalar(end.Operand), True);
            case IConversionOperation conversion when TypeReader.IsIndex(conversion.Type) && !TypeReader.IsIndex(conversion.Operand.Type):
                return new IndexOperand(Scalar(conversion.Operand), False);
            case IRangeOperation range:
                return RangeOf(range, Unkept);
            default:
                return Evaluate(argument);
        }
    }

    private Expression Offset(IndexOperand index, Expression length) => index.FromEnd switch
    {
        ConstantExpression { Text: "false" } => index.Value,
        ConstantExpression => Difference(length, index.Value, "offset"),
        _ => body.Value(
            new SelectExpression(ValueType.Int32, index.FromEnd, Difference(length, index.Value, "offset"), index.Value), "offset"),
    };

    // An index is an object, and its constructor refuses a negative number.
    private IndexOperand Kept(IndexOperand index)
    {
        if (index.Value is not ConstantExpression { Integer: >= 0 })
        {
            GuardThrow(Compared(BinaryOperator.Less, index.Value, Zero), NegativeIndex);
        }

        return index;
    }

    private Operand IndexCreation(IObjectCreationOperation operation)
    {
        Operand[] arguments = ValuesByParameter(operation.Arguments);
        Operand first = arguments.Length > 0 ? arguments[0] : NothingOperand.Instance;
        Operand second = arguments.Length > 1 ? arguments[1] : NothingOperand.Instance;
        return (first, second) switch
        {
            (ScalarOperand value, ScalarOperand fromEnd) => Kept(new IndexOperand(value.Value, fromEnd.Value)),
            (ScalarOperand value, _) => Kept(new IndexOperand(value.Value, False)),
            (IndexOperand start, IndexOperand end) => new RangeOperand(start, end),
            (NothingOperand, _) when TypeReader.IsIndex(operation.Type) => new IndexOperand(Zero, False),
            _ => Refuse(operation),
        };
    }

    private Operand IndexProperty(IPropertyReferenceOperation operation) =>
        (operation.Property.Name, operation.Instance is null ? NothingOperand.Instance : Evaluate(operation.Instance)) switch
        {
            ("Value", IndexOperand index) => new ScalarOperand(index.Value),
            ("IsFromEnd", IndexOperand index) => new ScalarOperand(index.FromEnd),
            ("Start", RangeOperand range) when TypeReader.IsRange(operation.Property.ContainingType) => range.Start,
            ("End", RangeOperand range) when TypeReader.IsRange(operation.Property.ContainingType) => range.End,
            ("Start", NothingOperand) => new IndexOperand(Zero, False),
            ("End", NothingOperand) => new IndexOperand(Zero, True),
            ("All", NothingOperand) => new RangeOperand(new IndexOperand(Zero, False), new IndexOperand(Zero, True)),
            _ => Refuse(operation),
        };

    private Operand? IndexMethod(IInvocationOperation operation)
    {
        if (operation.TargetMethod.Name != "GetOffset" || operation.Instance is not { } instance)
        {
            return null;
        }

        Func<Operand> receiver = LibraryReceiver(instance);
        Expression length = Scalar(operation.Arguments[0].Value);
        return receiver() is IndexOperand index ? new ScalarOperand(Offset(index, length)) : null;
    }
}
