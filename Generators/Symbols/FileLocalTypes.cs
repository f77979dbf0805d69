using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Symbols;

/// <summary>Finds types that are declared with <c>file</c>. Generated code is in files of its own, so it cannot name them.</summary>
internal static class FileLocalTypes
{
    /// <summary>The first such type in the name of a type.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The type itself, one around it, one of its elements or type arguments; null when every file can name it.</returns>
    public static INamedTypeSymbol? In(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => In(array.ElementType),
        INamedTypeSymbol { IsFileLocal: true } local => local,
        INamedTypeSymbol named => In(named.ContainingType) ?? named.TypeArguments.Select(In).FirstOrDefault(static local => local is not null),
        _ => null,
    };
}
