using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Symbols;

/// <summary>
/// Types and members of other assemblies. Their code is not known, also where an editor has the other project's source: a build has its metadata only,
/// and both must give the same kernels.
/// </summary>
internal static class ForeignSymbols
{
    /// <summary>Whether a symbol is of another assembly.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="home">The assembly that is compiled.</param>
    /// <returns>True when its code is not known.</returns>
    public static bool Has(ISymbol symbol, IAssemblySymbol home) => !SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, home);

    /// <summary>Whether code of a type can name a type of another assembly.</summary>
    /// <param name="type">The other assembly's type.</param>
    /// <param name="within">The type with the code.</param>
    /// <param name="compilation">The compilation.</param>
    /// <returns>False when the type is not accessible there, or when its name does not lead to it.</returns>
    public static bool CanName(INamedTypeSymbol type, INamedTypeSymbol within, Compilation compilation) =>
        compilation.IsSymbolAccessibleWithin(type, within) && GlobalNames.Hidden(type, compilation) is null;

    /// <summary>
    /// Whether a struct is of the framework's reference assemblies, which have the fields of many structs in the order of their names. They have those of
    /// <c>System.Numerics</c> in the order of memory. The compiler makes reference assemblies in that order always.
    /// </summary>
    /// <param name="type">The struct.</param>
    /// <returns>True when its fields may stand elsewhere.</returns>
    public static bool HasSortedFields(INamedTypeSymbol type) =>
        type.ContainingAssembly.Name.StartsWith("System", StringComparison.Ordinal)
        && type.ContainingNamespace is not { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
        && type.ContainingAssembly.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name is "ReferenceAssemblyAttribute");
}
