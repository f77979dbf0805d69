using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing.Shape;

/// <summary>Finds signatures that the compiler itself refuses. HmmGen cannot generate or report anything sensible for these.</summary>
internal static class BrokenSignature
{
    /// <summary>Whether a method's signature is broken.</summary>
    /// <param name="method">The method.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <returns>True when a name is missing or doubled, or a type is not known.</returns>
    public static bool Is(IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        if (declaration.Identifier.IsMissing || method.Name.Length == 0 || method.ReturnType.TypeKind == TypeKind.Error)
        {
            return true;
        }

        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if ((type.Name.Length == 0 && !type.IsExtension) || IsDoubled(type))
            {
                return true;
            }
        }

        if (IsDoubled(method))
        {
            return true;
        }

        // The types of a type that is local to its file may use others of that file.
        if (FileLocalTypes.In(method.ContainingType) is null && method.Parameters.Any(static p => FileLocalTypes.In(p.Type) is not null))
        {
            return true;
        }

        HashSet<string> names = [];
        return HasErrors(declaration.ParameterList)
            || method.Parameters.Any(p => p.Name.Length == 0 || !names.Add(p.Name) || IsUnknown(p.Type));
    }

    /// <summary>Whether the parser reports an error in some syntax. Its warnings, as on documentation comments, do not count.</summary>
    /// <param name="syntax">The syntax.</param>
    /// <returns>True when it does.</returns>
    public static bool HasErrors(SyntaxNode syntax) =>
        syntax.ContainsDiagnostics && syntax.GetDiagnostics().Any(d => d.DefaultSeverity == DiagnosticSeverity.Error);

    // Generated code could not name one of the two.
    private static bool IsDoubled(INamedTypeSymbol type) => (type.ContainingType ?? (INamespaceOrTypeSymbol)type.ContainingNamespace)
        .GetTypeMembers(type.Name, type.Arity).Count(other => !other.IsFileLocal || other.Equals(type, SymbolEqualityComparer.Default)) > 1;

    private static bool IsDoubled(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Count(other =>
        other.Arity == method.Arity && other.Parameters.Length == method.Parameters.Length && other.ExplicitInterfaceImplementations.IsEmpty
        && other.Parameters.Zip(method.Parameters, (o, p) => SymbolEqualityComparer.Default.Equals(o.Type, p.Type)).All(same => same)) > 1;

    private static bool IsUnknown(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } or { SpecialType: SpecialType.System_Void } => true,
        IArrayTypeSymbol array => IsUnknown(array.ElementType),
        IPointerTypeSymbol pointer => pointer.PointedAtType.TypeKind == TypeKind.Error,
        INamedTypeSymbol named => named.TypeArguments.Any(IsUnknown),
        _ => false,
    };
}
