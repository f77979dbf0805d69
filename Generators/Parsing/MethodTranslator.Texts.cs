using System.Text;
using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Constant texts: tables of bytes and characters. No other text can run on a device.</content>
internal sealed partial class MethodTranslator
{
    private static string? TextOf(IOperation? operation) => operation?.ConstantValue is { HasValue: true, Value: string text } ? text : null;

    private static bool IsText(ILocalSymbol local) => local is { IsConst: true, Type.SpecialType: SpecialType.System_String };

    private Operand Utf8(IUtf8StringOperation operation)
    {
        ValueType type = new(ValueKind.Byte, "byte");
        byte[] bytes = Encoding.UTF8.GetBytes(operation.Value);
        return bytes.Length == 0 ? EmptySpan(operation.Type) : Table(type, bytes.Select(b => ConstantText.Of(type, b).Text), operation);
    }

    private SpanOperand Characters(string text, IOperation operation)
    {
        ValueType type = new(ValueKind.Char, "char");
        return text.Length == 0 ? new SpanOperand(new SpanRoot(-1, -1, type, "empty"), Zero, Zero)
            : Table(type, text.Select(c => ConstantText.Of(type, c).Text), operation);
    }

    private Operand TextProperty(IPropertyReferenceOperation operation)
    {
        if (TextOf(operation.Instance) is not { } text)
        {
            return Refuse(operation);
        }

        return operation.Property.IsIndexer
            ? Character(text, operation.Instance!, operation.Arguments[0].Value, operation)
            : new ScalarOperand(ConstantText.Of(ValueType.Int32, text.Length));
    }

    private Operand Character(string text, IOperation instance, IOperation index, IOperation operation)
        => ElementOf(() => Characters(text, instance), index, operation) is { } place ? new ScalarOperand(ReadPlace(place)) : Dummy(operation.Type);
}
