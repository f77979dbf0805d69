using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Symbols;

/// <summary>Facts about a struct's memory from the symbols of its members.</summary>
internal static class StructMembers
{
    /// <summary>Whether a property's accessors have no code: reading and setting the property is reading and setting its backing field.</summary>
    /// <param name="property">The property.</param>
    /// <returns>True for an automatic property, also for one that a record makes of a parameter. False without source.</returns>
    public static bool IsAutomatic(IPropertySymbol property)
    {
        if (property.IsIndexer || property.IsAbstract || BackingFieldOf(property) is null)
        {
            return false;
        }

        // A property also has a backing field when an accessor uses the word 'field'; such accessors have bodies.
        return (property.PartialImplementationPart ?? property).DeclaringSyntaxReferences is { Length: > 0 } references && references.All(static reference => reference.GetSyntax() switch
        {
            PropertyDeclarationSyntax { ExpressionBody: not null } => false,
            PropertyDeclarationSyntax { AccessorList: { } accessors } =>
                accessors.Accessors.All(static a => a.Body is null && a.ExpressionBody is null),
            _ => true,
        });
    }

    /// <summary>Whether an accessor has no code, though the property's other one has: it reads or sets the backing field.</summary>
    /// <param name="accessor">The accessor.</param>
    /// <returns>True for <c>get;</c> or <c>set;</c> beside an accessor with code.</returns>
    public static bool IsWithoutCode(IMethodSymbol accessor)
        => accessor.AssociatedSymbol is IPropertySymbol property && BackingFieldOf(property) is not null
            && (accessor.PartialImplementationPart ?? accessor).DeclaringSyntaxReferences is { Length: 1 } references
            && references[0].GetSyntax() is AccessorDeclarationSyntax { Body: null, ExpressionBody: null };

    /// <summary>The fields of a struct, in the order of its memory.</summary>
    /// <param name="type">The struct.</param>
    /// <returns>The fields, those behind automatic properties too.</returns>
    public static IEnumerable<IFieldSymbol> FieldsOf(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic && !field.IsConst);

    /// <summary>The name of a field in the device struct.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The field's name; the property's for the field behind one.</returns>
    public static string NameOf(IFieldSymbol field) => field.AssociatedSymbol?.Name ?? field.Name;

    private static IFieldSymbol? BackingFieldOf(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(field => field.AssociatedSymbol is { } behind && (SymbolEqualityComparer.Default.Equals(behind, property)
                || SymbolEqualityComparer.Default.Equals(behind, property.PartialImplementationPart ?? property.PartialDefinitionPart)));
}
