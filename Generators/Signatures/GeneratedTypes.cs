using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Signatures;

/// <summary>
/// The types that generated code names, though the user's does not. C# takes a type of the project's own in place of the framework's or HmmGen's, so that
/// generated code would mean another one.
/// </summary>
internal static class GeneratedTypes
{
    /// <summary>The full names of the framework's types that generated code may name in any kernel, as metadata has them.</summary>
    public static IReadOnlyList<string> OfFramework { get; } =
    [
        "System.Action", "System.ArgumentException", "System.ArgumentOutOfRangeException", "System.Environment", "System.Exception", "System.Func`1",
        "System.InvalidOperationException", "System.Math", "System.MidpointRounding", "System.ReadOnlySpan`1", "System.Span`1",
        "System.CodeDom.Compiler.GeneratedCodeAttribute", "System.ComponentModel.EditorBrowsableAttribute", "System.ComponentModel.EditorBrowsableState",
        "System.Runtime.CompilerServices.CallerLineNumberAttribute", "System.Runtime.CompilerServices.MethodImplAttribute",
        "System.Runtime.CompilerServices.MethodImplOptions", "System.Runtime.CompilerServices.Unsafe", "System.Runtime.InteropServices.MemoryMarshal",
        "System.Runtime.Intrinsics.Vector128", "System.Runtime.Intrinsics.Vector128`1", "System.Runtime.Intrinsics.Vector256",
        "System.Runtime.Intrinsics.Vector256`1", "System.Runtime.Intrinsics.Vector512", "System.Runtime.Intrinsics.Vector512`1",
        "System.Runtime.Versioning.TargetFrameworkAttribute", "System.Threading.CancellationToken", "System.Threading.Tasks.Task",
    ];

    private static readonly string[] Spaces = ["HmmGen", "HmmGen.Generated", "HmmGen.Kernels", "HmmGen.Planning"];

    /// <summary>Finds a type of the project's own that generated code would take for another one.</summary>
    /// <param name="own">The assembly that is compiled.</param>
    /// <param name="runtime">HmmGen's runtime.</param>
    /// <returns>The first such type; null when there is none.</returns>
    public static INamedTypeSymbol? ReplacedIn(IAssemblySymbol own, IAssemblySymbol runtime)
    {
        // Nearly all projects have neither namespace.
        INamedTypeSymbol? framework = Has(own, "System")
            ? OfFramework.Select(own.GetTypeByMetadataName).FirstOrDefault(static type => type is not null)
            : null;
        return framework ?? (Has(own, "HmmGen") ? Spaces.SelectMany(space => TypesOf(own, space)).FirstOrDefault(type => IsOf(runtime, type)) : null);
    }

    private static bool Has(IAssemblySymbol own, string space) => own.GlobalNamespace.GetMembers(space).OfType<INamespaceSymbol>().Any();

    private static bool IsOf(IAssemblySymbol runtime, INamedTypeSymbol type) =>
        !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, runtime)
        && runtime.GetTypeByMetadataName(type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName) is not null;

    private static IEnumerable<INamedTypeSymbol> TypesOf(IAssemblySymbol own, string space)
    {
        INamespaceSymbol? found = own.GlobalNamespace;
        foreach (string part in space.Split('.'))
        {
            found = found?.GetMembers(part).OfType<INamespaceSymbol>().FirstOrDefault();
        }

        return found?.GetTypeMembers() ?? [];
    }
}
