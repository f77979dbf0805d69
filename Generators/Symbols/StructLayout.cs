using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Symbols;

/// <summary>
/// Whether a struct has its fields one after the other. The compiler writes <c>[StructLayout]</c> into metadata as flags and numbers, and symbols from
/// metadata do not name these.
/// </summary>
internal static class StructLayout
{
    private const string NotSequential = "its layout is not sequential, so a device would see its fields elsewhere; write a sequential struct of the same values";
    private const string NotDefault = "its layout is not the default sequential one; leave out its pack and size, or write a struct without them";

    /// <summary>Looks at a struct's own layout, not at its fields' structs.</summary>
    /// <param name="type">The struct.</param>
    /// <returns>Why it is refused; null when its layout is the default one.</returns>
    public static string? Refused(INamedTypeSymbol type) =>
        type.ContainingModule?.GetMetadata() is { } module ? InMetadata(type, module.GetMetadataReader()) : InAttributes(type);

    private static string? InMetadata(INamedTypeSymbol type, MetadataReader reader)
    {
        TypeDefinition definition = reader.GetTypeDefinition((TypeDefinitionHandle)MetadataTokens.EntityHandle(type.OriginalDefinition.MetadataToken));
        return (definition.Attributes & TypeAttributes.LayoutMask) != TypeAttributes.SequentialLayout ? NotSequential
            : definition.GetLayout().IsDefault ? null
            : NotDefault;
    }

    private static string? InAttributes(INamedTypeSymbol type)
    {
        AttributeData? layout = type.GetAttributes().FirstOrDefault(static attribute =>
            attribute.AttributeClass is { Name: "StructLayoutAttribute", ContainingNamespace: { Name: "InteropServices", ContainingNamespace.Name: "Runtime" } });
        return layout is null ? null
            : layout.ConstructorArguments.Length > 0
                && Convert.ToInt32(layout.ConstructorArguments[0].Value, System.Globalization.CultureInfo.InvariantCulture) != 0 ? NotSequential
            : layout.NamedArguments.Length > 0 ? NotDefault
            : null;
    }
}
