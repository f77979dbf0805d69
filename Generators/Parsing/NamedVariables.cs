using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Parsing;

/// <summary>The locals and parameters that operations name.</summary>
internal static class NamedVariables
{
    /// <summary>The variable that an operation names.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The local or parameter; null for all other operations.</returns>
    public static ISymbol? Of(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>Whether a variable stands for another place.</summary>
    /// <param name="variable">The local or parameter.</param>
    /// <returns>True for those by reference.</returns>
    public static bool IsReference(ISymbol variable) => variable is ILocalSymbol { RefKind: not RefKind.None } or IParameterSymbol { RefKind: not RefKind.None };
}
