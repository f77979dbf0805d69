using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Parsing.Shape;

/// <summary>Names a replacement for a type that cannot be passed to a device.</summary>
internal static class ParameterAdvice
{
    /// <summary>The advice for a type.</summary>
    /// <param name="type">The refused type.</param>
    /// <param name="home">The assembly that is compiled.</param>
    /// <returns>The advice, or null when there is none better than the reason.</returns>
    public static string? For(ITypeSymbol type, IAssemblySymbol home) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => ForMany(array.ElementType, home),
        IArrayTypeSymbol array => $"take 'ReadOnlySpan<{Name(array.ElementType)}>' (or 'Span<{Name(array.ElementType)}>') "
            + "with the rows one after the other, and compute the index as row * width + column",
        IPointerTypeSymbol pointer => ForMany(pointer.PointedAtType, home),
        IFunctionPointerTypeSymbol or { TypeKind: TypeKind.Delegate } =>
            "devices cannot call through a value; write a kernel that calls the method by name",
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } =>
            "devices have no null; take the value and a bool",
        { SpecialType: SpecialType.System_String } => "take 'ReadOnlySpan<char>'",
        { SpecialType: SpecialType.System_Decimal } => "devices have no decimal; take double, or a scaled long",
        { IsTupleType: true } => "take a struct with named fields, or one parameter for each item",
        INamedTypeSymbol named when ElementOf(named) is { } element => ForMany(element, home),
        { TypeKind: TypeKind.Dynamic } or { SpecialType: SpecialType.System_Object } =>
            "devices have no objects; take the value's own type",
        { IsReferenceType: true } => "devices have no references; take a struct of the values, or a span",
        _ => null,
    };

    private static string ForMany(ITypeSymbol element, IAssemblySymbol home)
    {
        if (TypeReader.Read(element, home, out string reason) is not null)
        {
            return $"take 'ReadOnlySpan<{Name(element)}>' (or 'Span<{Name(element)}>' to write)";
        }

        return element switch
        {
            IArrayTypeSymbol { ElementType: { } inner } =>
                $"take one 'ReadOnlySpan<{Name(inner)}>' with all rows one after the other, and another span with the offset of each",
            _ => $"take a span; and of its elements: {For(element, home) ?? reason}",
        };
    }

    // Lists, sequences, memory and HmmGen's own arrays and buffers: a span can view these or be copied from them.
    private static ITypeSymbol? ElementOf(INamedTypeSymbol type)
    {
        if (type is { Arity: 1, Name: "Memory" or "ReadOnlyMemory" or "HmmArray" or "HmmBuffer" or "HmmReadOnlyBuffer" })
        {
            return type.TypeArguments[0];
        }

        IEnumerable<INamedTypeSymbol> sequences = type.AllInterfaces.Prepend(type)
            .Where(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T);
        return sequences.FirstOrDefault()?.TypeArguments[0];
    }

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
