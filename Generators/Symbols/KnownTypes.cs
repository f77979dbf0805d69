using System.Buffers.Binary;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Symbols;

/// <summary>
/// Tells the framework's types, and those of HmmGen's runtime, from types of a user's that have the same full name. C# takes the type of the project's own
/// source, whose code is another. So a name alone never tells what a type does.
/// </summary>
internal static class KnownTypes
{
    /// <summary>The assembly of HmmGen's runtime.</summary>
    public const string Runtime = "HmmGen.Runtime";

    private const int KeyBytes = 8;

    /// <summary>Whether a type is of the framework.</summary>
    /// <param name="type">The type.</param>
    /// <returns>False for a type of the project's own, and for one of a library.</returns>
    public static bool IsFramework(ITypeSymbol type) => type.ContainingAssembly is { } assembly
        && (HasKey(assembly) || assembly.GetTypeByMetadataName("System.Object") is { SpecialType: SpecialType.System_Object });

    /// <summary>Whether a type is of HmmGen's runtime.</summary>
    /// <param name="type">The type.</param>
    /// <returns>False for a type of the project's own.</returns>
    public static bool IsRuntime(ITypeSymbol type) => type.ContainingAssembly?.Name == Runtime;

    /// <summary>Whether a type stands directly in <c>System</c>, whoever made it.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for such a type.</returns>
    public static bool IsInSystem(ITypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>
    /// Whether a type is not the framework's, though C# itself uses it as if it were: in indices from the end, ranges, tuples and views of memory. Then C# runs
    /// code that is not the framework's where none is written.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <returns>True for such a type.</returns>
    public static bool IsStandIn(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Index" or "Range" or "ValueTuple" or "Span" or "ReadOnlySpan" } named
        && IsInSystem(named) && !IsFramework(named);

    // The keys of .NET, .NET Framework and their packages.
    private static bool HasKey(IAssemblySymbol assembly) => assembly.Identity.PublicKeyToken is { IsDefault: false, Length: KeyBytes } token
        && BinaryPrimitives.ReadUInt64BigEndian(token.AsSpan())
            is 0xb03f5f7f11d50a3a or 0xb77a5c561934e089 or 0xcc7b13ffcd2ddd51 or 0x7cec85d7bea7798e or 0xadb9793829ddae60 or 0x31bf3856ad364e35;
}
