using HmmGen.Generators.Parsing;
using HmmGen.Generators.Signatures;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Analyzers;

/// <summary>The symbol of <c>[HmmKernel]</c> in one compilation, looked up once.</summary>
internal sealed class KernelMark
{
    private readonly INamedTypeSymbol _attribute;

    private KernelMark(INamedTypeSymbol attribute) => _attribute = attribute;

    /// <summary>Finds the attribute.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <returns>The mark; null when the compilation does not know the attribute and so has no kernels.</returns>
    public static KernelMark? In(Compilation compilation) =>
        compilation.GetTypeByMetadataName(KernelParser.AttributeName) is { } attribute && KernelAttribute.Is(attribute) ? new KernelMark(attribute) : null;

    /// <summary>Whether a type is the attribute.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for the attribute.</returns>
    public bool Is(INamedTypeSymbol? type) => SymbolEqualityComparer.Default.Equals(type, _attribute);

    /// <summary>Whether a method is marked as a kernel.</summary>
    /// <param name="method">The method.</param>
    /// <returns>True for kernels.</returns>
    public bool IsOn(IMethodSymbol method)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (Is(attribute.AttributeClass))
            {
                return true;
            }
        }

        return false;
    }
}
