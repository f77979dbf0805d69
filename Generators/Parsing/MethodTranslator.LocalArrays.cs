using System.Collections.Immutable;
using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Small local arrays, and tables of constants.</content>
internal sealed partial class MethodTranslator
{
    private const int LargestLocalArray = 1024;

    // What messages call local arrays and tables, which have no names: their source.
    private readonly Dictionary<(int Parameter, int Array), string> _quotes = [];

    private string QuoteOf(SpanRoot root) => _quotes.TryGetValue((root.Parameter, root.Array), out string? quote) ? quote : root.Name;

    // In the graph an allocation has its size first and then its elements.
    private Operand StackAllocation(IOperation operation)
    {
        ImmutableArray<IOperation> parts = [.. operation.ChildOperations];
        int? length = parts.Length > 0 && parts[0].ConstantValue is { HasValue: true, Value: int constant } ? constant : null;
        ITypeSymbol? element = operation.Type switch
        {
            IPointerTypeSymbol => null,
            _ => ElementTypeOf(operation.Type),
        };
        return LocalArray(operation, element, length, parts.Length > 1 ? parts.RemoveAt(0) : ImmutableArray<IOperation>.Empty);
    }

    private Operand ArrayCreation(IArrayCreationOperation operation)
    {
        if (operation.DimensionSizes.Length != 1 || operation.Type is not IArrayTypeSymbol array)
        {
            return Refuse(operation, "An array of several dimensions", "use one dimension, and compute the index as row * width + column");
        }

        return LocalArray(
            operation,
            array.ElementType,
            operation.DimensionSizes[0].ConstantValue.Value as int?,
            operation.Initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty);
    }

    private Operand Collection(ICollectionExpressionOperation operation)
    {
        ITypeSymbol element = ElementTypeOf(operation.Type)!;
        if (operation.Elements.Length == 0)
        {
            return EmptySpan(operation.Type);
        }

        if (operation.Elements.FirstOrDefault(static e => e is ISpreadOperation) is { } spread)
        {
            return Refuse(spread, "A spread element");
        }

        return TypeReader.IsReadOnlySpan(operation.Type) && operation.Elements.All(static e => e.ConstantValue.HasValue)
            && context.Types.Read(element, out _) is { Kind: not ValueKind.Struct } type
            // Generated code takes an enum that it cannot name for the integer that it is.
            ? Table(
                IsAccessible(element!) ? type : type with { Name = type.DeviceName },
                operation.Elements.Select(e => ConstantText.Of(type, e.ConstantValue.Value!).Text),
                operation)
            : LocalArray(operation, element, operation.Elements.Length, operation.Elements);
    }

    // Constants that no code can change become a hidden parameter of each launch.
    private SpanOperand Table(ValueType type, IEnumerable<string> values, IOperation operation)
    {
        string element = type.Name;
        string cast = type.Name == type.DeviceName ? "" : $"({type.Name})";
        string text = $"new {element}[] {{ {string.Join(", ", values.Select(v => cast.Length == 0 ? v : $"{cast}({v})"))} }}";
        int number = context.Parameters.Hidden(
            "table", ParameterKind.ReadOnlySpan, type, new ParameterSource(ParameterSourceKind.Constants, text));
        _quotes[(number, -1)] = operation.Syntax.Quote();
        return new SpanOperand(new SpanRoot(number, -1, type, "table"), Zero, new LengthExpression(number));
    }

    private Operand LocalArray(IOperation operation, ITypeSymbol? element, int? length, IReadOnlyList<IOperation> values)
    {
        ValueType? type = context.Types.Read(element, out _);
        if (type is null or { Kind: ValueKind.Struct or ValueKind.Void })
        {
            Refuse(operation, $"A local array of '{element?.ToDisplayString()}', which is no scalar,", "make an array for each member");
            context.NoteRefused(element);
            return Dummy(operation.Type);
        }

        if (length is not (>= 0 and <= LargestLocalArray))
        {
            return Refuse(operation, $"A local array of other than 0 to {LargestLocalArray} scalars, or of a length that is unknown at build time,", "take a constant length, or a span with a part for each work item");
        }

        if (length == 0)
        {
            return EmptySpan(operation.Type);
        }

        int array = body.NewArray("local", type, length.Value);
        _quotes[(-1, array)] = operation.Syntax.Quote();
        SpanRoot root = new(-1, array, type, "local") { MadeIn = LoopChain.Around(operation.Syntax, _scope) };
        Operand[] evaluated = [.. values.Select(Evaluate)];
        if (values.Count < length.Value)
        {
            body.Emit(new ArrayClearInstruction(body.Line, array));
        }

        for (int i = 0; i < evaluated.Length; i++)
        {
            if (evaluated[i] is not ScalarOperand item)
            {
                return Refuse(values[i], $"'{values[i].Syntax.Quote()}'");
            }

            WritePlace(new ElementPlace(root, ConstantText.Of(ValueType.Int32, i), MemberPath.Whole, type), Converted(item.Value, type));
        }

        return new SpanOperand(root, Zero, ConstantText.Of(ValueType.Int32, length.Value));
    }
}
