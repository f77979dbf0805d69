using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Parsing.Shape;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>Finds span parameters whose elements are only read. Any use but a read of an element or of the length counts as a write.</summary>
internal sealed class OnlyReadLint : IKernelLint
{
    /// <inheritdoc/>
    public void Check(KernelCode code, Action<Diagnostic> report)
    {
        Dictionary<ISymbol, bool> onlyRead = new(SymbolEqualityComparer.Default);
        Dictionary<IOperation, ElementUse> uses = code.Accesses.ToDictionary(a => a.Operation, a => a.Use);
        foreach (IParameterReferenceOperation reference in code.Operations.OfType<IParameterReferenceOperation>())
        {
            if (TypeReader.IsSpan(reference.Parameter.Type) && !TypeReader.IsReadOnlySpan(reference.Parameter.Type))
            {
                bool before = !onlyRead.TryGetValue(reference.Parameter, out bool soFar) || soFar;
                onlyRead[reference.Parameter] = before && IsRead(reference, uses);
            }
        }

        foreach (KeyValuePair<ISymbol, bool> span in onlyRead)
        {
            if (span.Value)
            {
                IParameterSymbol parameter = (IParameterSymbol)span.Key;
                ITypeSymbol type = ((INamedTypeSymbol)parameter.Type).TypeArguments[0];
                string element = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
                report(Diagnostic.Create(KernelDiagnostics.OnlyRead, ParameterPlace.Of(parameter, default), parameter.Name, element));
            }
        }
    }

    private static bool IsRead(IParameterReferenceOperation reference, Dictionary<IOperation, ElementUse> uses) => reference.Parent switch
    {
        IPropertyReferenceOperation { Property.Name: "Length" or "IsEmpty" } => true,
        { } parent when uses.TryGetValue(parent, out ElementUse use) => use == ElementUse.Read,
        IForEachLoopOperation loop => IsReadBy(loop),
        IConversionOperation { Parent: IForEachLoopOperation loop } => IsReadBy(loop),
        IConversionOperation conversion => TypeReader.IsReadOnlySpan(conversion.Type),
        _ => false,
    };

    private static bool IsReadBy(IForEachLoopOperation loop) => loop.Locals.Length == 1 && loop.Locals[0].RefKind == RefKind.None;
}
