using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Signatures;

/// <summary>Reads <c>[HmmKernel]</c>.</summary>
internal static class KernelAttribute
{
    /// <summary>Its full name.</summary>
    public const string Name = "HmmGen.HmmKernelAttribute";

    /// <summary>Finds it on a method.</summary>
    /// <param name="method">The method.</param>
    /// <returns>The attribute, or null.</returns>
    public static AttributeData? Find(IMethodSymbol method) => method.GetAttributes().FirstOrDefault(a => Is(a.AttributeClass));

    /// <summary>Finds it on one declaration of a method; both parts of a partial method have the attributes of either.</summary>
    /// <param name="method">The method.</param>
    /// <param name="declaration">The declaration.</param>
    /// <returns>The attribute; null when it is not there, or stands first on another declaration.</returns>
    public static AttributeData? FindAt(IMethodSymbol method, SyntaxNode declaration) =>
        Find(method) is { ApplicationSyntaxReference: { } place } attribute
            && place.SyntaxTree == declaration.SyntaxTree && declaration.FullSpan.Contains(place.Span)
            ? attribute
            : null;

    /// <summary>Whether a type is the attribute.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for the attribute.</returns>
    public static bool Is(INamedTypeSymbol? type) =>
        type is { Name: "HmmKernelAttribute", ContainingType: null, ContainingNamespace: { Name: "HmmGen", ContainingNamespace.IsGlobalNamespace: true } }
        && KnownTypes.IsRuntime(type);

    /// <summary>The number of index parameters that it asks for.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <returns>The rank; 1 when it does not say.</returns>
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

    /// <summary>Whether it allows fewer roundings and another order.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <returns>True for <c>HmmFloatingPoint.Fast</c>.</returns>
    public static bool IsFast(AttributeData? attribute)
        => attribute?.NamedArguments.Any(static argument => argument is { Key: "FloatingPoint", Value.Value: 1 }) ?? false;
}
