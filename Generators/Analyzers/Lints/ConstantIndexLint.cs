using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>Finds constant indices that are out of bounds in every launch.</summary>
internal sealed class ConstantIndexLint : IKernelLint
{
    /// <inheritdoc/>
    public void Check(KernelCode code, Action<Diagnostic> report)
    {
        foreach (ElementAccess access in code.Accesses)
        {
            if (Wrong(access, code) is { } wrong)
            {
                SyntaxNode place = access.Operation.Syntax;
                report(Diagnostic.Create(KernelDiagnostics.IndexOutOfRange, place.GetLocation(), place.Quote(), wrong));
            }
        }
    }

    private static string? Wrong(ElementAccess access, KernelCode code)
    {
        int? length = code.Variables.ValueOf(access.Container) is { } value ? LengthOf(value) : null;
        if (access.FromEnd is { } back)
        {
            return back <= 0 ? $"^{back} is behind the last element, which is ^1"
                : back > length ? $"'{access.Container.Name}' has {length} elements"
                : null;
        }

        if (access.Index?.Constant is { } index)
        {
            // The compiler itself warns of a negative array index.
            return index < 0 ? access.Operation is IArrayElementReferenceOperation ? null : "the index is negative"
                : index >= length ? $"'{access.Container.Name}' has {length} elements, the last one is {length - 1}"
                : null;
        }

        return access is { Container: IParameterSymbol span, Index: { } symbolic }
            && TypeReader.IsSpan(span.Type)
            && code.Variables.IsFixed(span)
            && symbolic.Plus(Polynomial.Unknown(code.Reader.Length(span)), -1)?.Constant >= 0
            ? "the index is not less than the length"
            : null;
    }

    private static int? LengthOf(IOperation value) => value switch
    {
        IConversionOperation conversion => LengthOf(conversion.Operand),
        IArrayCreationOperation { DimensionSizes.Length: 1 } array => Size(array.DimensionSizes[0]),
        // Roslyn has no public operation for stackalloc: its first child is the size.
        _ when value.Syntax is StackAllocArrayCreationExpressionSyntax => Size(value.ChildOperations.FirstOrDefault()),
        ICollectionExpressionOperation list when !list.Elements.Any(e => e is ISpreadOperation) => list.Elements.Length,
        _ => null,
    };

    private static int? Size(IOperation? length) => length?.ConstantValue is { HasValue: true, Value: int size } ? size : null;
}
