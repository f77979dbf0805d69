using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Indices from the start and from the end, and ranges.</content>
internal sealed partial class MethodTranslator
{
    private const string NegativeIndex =
        "new global::System.ArgumentOutOfRangeException(\"value\", \"Non-negative number required.\")";

    private IndexOperand EndOf(IOperation? operation, Expression missingFromEnd) => operation is null
        ? new IndexOperand(Zero, missingFromEnd)
        : Evaluate(operation) switch
        {
            IndexOperand index => index,
            ScalarOperand scalar => new IndexOperand(scalar.Value, False),
            _ => new IndexOperand(Zero, False),
        };

    private Expression Offset(IndexOperand index, Expression length) => index.FromEnd switch
    {
        ConstantExpression { Text: "false" } => index.Value,
        ConstantExpression => Difference(length, index.Value, "offset"),
        _ => body.Value(
            new SelectExpression(ValueType.Int32, index.FromEnd, Difference(length, index.Value, "offset"), index.Value), "offset"),
    };

    // An index or a range that is kept is an object, which cannot be made of a negative number. Where one stands in an indexer, C# makes no object of it.
    private void GuardKept(Operand value)
    {
        switch (value)
        {
            case IndexOperand { Value: not ConstantExpression { Integer: >= 0 } } index:
                GuardThrow(Compared(BinaryOperator.Less, index.Value, Zero), NegativeIndex);
                break;
            case RangeOperand range:
                GuardKept(range.Start);
                GuardKept(range.End);
                break;
        }
    }

    private Operand IndexCreation(IObjectCreationOperation operation)
    {
        Operand[] arguments = ArgumentsByParameter(operation.Arguments);
        Operand first = arguments.Length > 0 ? arguments[0] : NothingOperand.Instance;
        Operand second = arguments.Length > 1 ? arguments[1] : NothingOperand.Instance;
        Operand made = (first, second) switch
        {
            (ScalarOperand value, ScalarOperand fromEnd) => new IndexOperand(value.Value, fromEnd.Value),
            (ScalarOperand value, _) => new IndexOperand(value.Value, False),
            (IndexOperand start, IndexOperand end) => new RangeOperand(start, end),
            (NothingOperand, _) when TypeReader.IsIndex(operation.Type) => new IndexOperand(Zero, False),
            _ => Refuse(operation, $"'{operation.Syntax}'"),
        };
        GuardKept(made);
        return made;
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
            _ => Refuse(operation, $"'{operation.Syntax}'"),
        };

    private Operand? IndexMethod(IInvocationOperation operation)
    {
        if (operation.TargetMethod.Name == "GetOffset" && operation.Instance is { } instance && Evaluate(instance) is IndexOperand index)
        {
            return new ScalarOperand(Offset(index, Scalar(operation.Arguments[0].Value)));
        }

        return null;
    }
}
