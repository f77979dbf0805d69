using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Searches for a value in a span.</content>
internal sealed partial class MethodTranslator
{
    // IndexOf and Contains of one number; null for other elements, other things to search for, and comparers.
    private Operand? Search(IInvocationOperation operation)
    {
        IMethodSymbol method = operation.TargetMethod;
        if (method.Parameters.Length != 2 || method.OriginalDefinition.Parameters[1].Type is not ITypeParameterSymbol
            || !(MathFunctions.IsNumber(method.TypeArguments[0]) || method.TypeArguments[0].SpecialType == SpecialType.System_Char))
        {
            return null;
        }

        Operand[] arguments = ValuesByParameter(operation.Arguments);
        if (arguments[0] is not SpanOperand span || arguments[1] is not ScalarOperand { Value: var value })
        {
            return Refuse(operation);
        }

        Expression found = IndexOf(span, value);
        return method.Name == "IndexOf"
            ? new ScalarOperand(found)
            : new ScalarOperand(body.Value(Compared(BinaryOperator.GreaterOrEqual, found, Zero), "contains"));
    }

    // for (int at = 0; at < span.Length; at++) if (span[at].Equals(value)) { found = at; break; }
    private Expression IndexOf(SpanOperand span, Expression value)
    {
        int found = body.NewLocal(span.Root.Name + "Found", ValueType.Int32);
        body.Assign(found, ConstantText.Of(ValueType.Int32, -1));
        if (span.Root.IsEmpty)
        {
            return body.Read(found);
        }

        Count(span.Root.Name + "Search", span.Length, (at, done) =>
        {
            BlockBuilder hit = body.NewBlock();
            BlockBuilder step = body.NewBlock();
            Expression equal = Same(ReadPlace(Unchecked(span, at)), value);
            body.Current.BranchLine = body.Line;
            body.Current.Branch(equal, hit, step);
            body.Begin(hit);
            body.Assign(found, at);
            body.Current.Jump(done);
            body.Begin(step);
        });
        return body.Read(found);
    }
}
