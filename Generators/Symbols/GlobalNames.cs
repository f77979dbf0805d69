using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Symbols;

/// <summary>
/// What names that start with <c>global::</c> lead to. Generated code names types so. Such a name does not lead to a type of an assembly that has an alias
/// only, nor to one whose name C# cannot write; and it may lead to another type of the same name.
/// </summary>
internal static class GlobalNames
{
    private const int DeepestNesting = 8;

    /// <summary>The first type in the name of a type that generated code cannot name.</summary>
    /// <param name="type">The type.</param>
    /// <param name="compilation">The compilation.</param>
    /// <returns>The type itself, one around it, one of its elements or type arguments; null when the whole name leads to the type.</returns>
    public static INamedTypeSymbol? Hidden(ITypeSymbol? type, Compilation compilation) => type switch
    {
        IArrayTypeSymbol array => Hidden(array.ElementType, compilation),
        IPointerTypeSymbol pointer => Hidden(pointer.PointedAtType, compilation),
        INamedTypeSymbol { TypeKind: not TypeKind.Error } named => HiddenNamed(named, compilation),
        _ => null,
    };

    /// <summary>The same for a type whose values are given to a launch, with the structs inside it: a launch confirms how these lie in memory.</summary>
    /// <param name="type">The type.</param>
    /// <param name="compilation">The compilation.</param>
    /// <returns>The first such type; null when there is none.</returns>
    public static INamedTypeSymbol? HiddenInValue(ITypeSymbol? type, Compilation compilation) => HiddenInValue(type, compilation, 0);

    /// <summary>Says why generated code cannot name a type.</summary>
    /// <param name="hidden">The type.</param>
    /// <returns>The reason, without a full stop.</returns>
    public static string Why(INamedTypeSymbol hidden) =>
        $"the name '{TypeReader.Name(hidden)}' in generated code does not lead to the type of the assembly '{hidden.ContainingAssembly?.Name}'";

    private static INamedTypeSymbol? HiddenInValue(ITypeSymbol? type, Compilation compilation, int depth)
    {
        if (Hidden(type, compilation) is { } hidden || depth > DeepestNesting
            || type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } named)
        {
            return Hidden(type, compilation);
        }

        return TypeReader.IsSpan(named)
            ? HiddenInValue(named.TypeArguments[0], compilation, depth + 1)
            : StructMembers.FieldsOf(named).Select(field => HiddenInValue(field.Type, compilation, depth + 1)).FirstOrDefault(static one => one is not null);
    }

    private static INamedTypeSymbol? HiddenNamed(INamedTypeSymbol type, Compilation compilation)
    {
        // A keyword or a form of C# stands for these.
        bool isWritten = type.SpecialType != SpecialType.None || type.IsTupleType
            || (CSharpName.CanWrite(type.Name) && (type.ContainingType is not null || IsReached(type, compilation)));
        return !isWritten ? type
            : Hidden(type.ContainingType, compilation)
            ?? type.TypeArguments.Select(argument => Hidden(argument, compilation)).FirstOrDefault(static one => one is not null);
    }

    // C# takes a type of the project's own before all others, and looks at those of other assemblies only where it may use them.
    private static bool IsReached(INamedTypeSymbol type, Compilation compilation)
    {
        if (!ForeignSymbols.Has(type, compilation.Assembly))
        {
            return true;
        }

        INamedTypeSymbol[] found = SpaceOf(type.ContainingNamespace, compilation) is not { } space
            ? []
            : [.. space.GetTypeMembers(type.Name, type.Arity).Where(one => compilation.IsSymbolAccessibleWithin(one, compilation.Assembly))];
        return found.Length > 0 && found.All(one => SymbolEqualityComparer.Default.Equals(one, type.OriginalDefinition));
    }

    // The namespace of all assemblies that need no alias.
    private static INamespaceSymbol? SpaceOf(INamespaceSymbol space, Compilation compilation)
    {
        if (space.IsGlobalNamespace)
        {
            return compilation.GlobalNamespace;
        }

        return !CSharpName.CanWrite(space.Name) ? null
            : SpaceOf(space.ContainingNamespace, compilation)?.GetMembers(space.Name).OfType<INamespaceSymbol>().FirstOrDefault();
    }
}
