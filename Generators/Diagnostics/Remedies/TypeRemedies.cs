using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Diagnostics.Remedies;

/// <summary>What to take in place of a type that devices do not have.</summary>
internal static class TypeRemedies
{
    /// <summary>In place of vectors.</summary>
    public const string OneElement = "write it for one element: on the host, work items run as lanes of vectors";

    /// <summary>In place of a struct of another assembly that cannot be taken as it is.</summary>
    public const string OwnStruct = "write a struct of the same values in the project";

    private static readonly (string Type, string Remedy)[] Table =
    [
        ("System.Half", "use float, and convert on the host"),
        ("System.Int128", "use two values of long"),
        ("System.UInt128", "use two values of ulong"),
        ("System.Numerics.BigInteger", "use a span of uint"),
        ("System.Guid", "use two values of ulong, and convert on the host"),
        ("System.Numerics.Complex", "write a struct with its real and its imaginary part"),
        ("System.DateTime", "use its Ticks, a long"),
        ("System.DateTimeOffset", "use its UtcTicks, a long"),
        ("System.TimeSpan", "use its Ticks, a long"),
        ("System.DateOnly", "use its DayNumber, an int"),
        ("System.TimeOnly", "use its Ticks, a long"),
        ("System.Text.Rune", "use its Value, an int"),
        ("System.Numerics.Vector<T>", OneElement),
        ("System.Runtime.Intrinsics.Vector64<T>", OneElement),
        ("System.Runtime.Intrinsics.Vector128<T>", OneElement),
        ("System.Runtime.Intrinsics.Vector256<T>", OneElement),
        ("System.Runtime.Intrinsics.Vector512<T>", OneElement),
    ];

    private static readonly SymbolDisplayFormat FullName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters);

    /// <summary>All remedies.</summary>
    public static IEnumerable<string> All => Table.Select(static row => row.Remedy).Append(OwnStruct);

    /// <summary>Why devices do not have a type of the framework, and what to take in its place.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The reason with its remedy; null for a type that is not in the table.</returns>
    public static string? Named(ITypeSymbol type)
    {
        string name = NameOf(type);
        string? remedy = Table.FirstOrDefault(row => row.Type == name).Remedy;
        return remedy is null ? null : $"devices have no {type.Name}; {remedy}";
    }

    /// <summary>The name of a type in the tables, with its namespace and the names of its type parameters.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The name.</returns>
    public static string NameOf(ITypeSymbol type) => type.OriginalDefinition.ToDisplayString(FullName);
}
