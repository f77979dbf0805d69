using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Symbols;

/// <summary>The names of methods in messages: as the source has them, where the compiler has names of its own.</summary>
internal static class MethodName
{
    // Without parameters, return types and containing types.
    private static readonly SymbolDisplayFormat Short = new(miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>The name of a method.</summary>
    /// <param name="method">The method.</param>
    /// <returns>The name, as <c>operator +</c>, <c>this[].get</c>, <c>new S</c> or that of an ordinary method.</returns>
    public static string Of(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.Constructor } => "new " + method.ContainingType.Name,
        { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => method.ToDisplayString(Short),
        { AssociatedSymbol: IPropertySymbol property } => (property.IsIndexer ? "this[]" : property.Name) + (method switch
        {
            { MethodKind: MethodKind.PropertyGet } => ".get",
            { IsInitOnly: true } => ".init",
            _ => ".set",
        }),
        _ => method.Name,
    };
}
