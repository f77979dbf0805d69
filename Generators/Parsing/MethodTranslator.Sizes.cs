using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Sizes of types.</content>
internal sealed partial class MethodTranslator
{
    // The size of a struct is the host's: a launch asks for it when it begins. Structs of devices have the same layout.
    private Operand SizeOf(ITypeSymbol measured, IOperation operation)
    {
        ValueType type = TypeOf(measured, operation.Syntax);
        if (type.Kind != ValueKind.Struct)
        {
            return new ScalarOperand(ConstantText.Of(ValueType.Int32, type.Size));
        }

        RequireAccess(measured, operation.Syntax);
        ParameterSource source = new(
            ParameterSourceKind.Member, $"global::System.Runtime.CompilerServices.Unsafe.SizeOf<{TypeReader.Name(measured)}>()");
        int number = context.Parameters.Hidden("sizeOf" + measured.Name, ParameterKind.Scalar, ValueType.Int32, source);
        return new ScalarOperand(new ArgumentExpression(ValueType.Int32, number));
    }
}
