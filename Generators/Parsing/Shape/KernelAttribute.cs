using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Parsing.Shape;

/// <summary>Finds <c>[HmmKernel]</c> on symbols and reads it.</summary>
internal static class KernelAttribute
{
    /// <summary>The attribute on a method.</summary>
    /// <param name="method">The method.</param>
    /// <returns>The attribute, or null when the method is no kernel.</returns>
    public static AttributeData? On(IMethodSymbol method)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (Is(attribute.AttributeClass))
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>The rank that an attribute names.</summary>
    /// <param name="attribute">The attribute, if there is one.</param>
    /// <returns>The number of index parameters; 1 unless another is named, and not checked.</returns>
    public static int RankOf(AttributeData? attribute)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute?.NamedArguments ?? [])
        {
            if (argument is { Key: "Rank", Value.Value: int rank })
            {
                return rank;
            }
        }

        return 1;
    }

    // Names are compared before anything is printed: this is asked of every attribute of a project.
    private static bool Is(INamedTypeSymbol? type) =>
        type is { Name: "HmmKernelAttribute", ContainingType: null, ContainingNamespace: { Name: "HmmGen" } space }
        && space.ContainingNamespace.IsGlobalNamespace;
}
