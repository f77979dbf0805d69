using HmmGen.Generators.Diagnostics.Remedies;
using HmmGen.Generators.Model;
using HmmGen.Generators.Parsing;
using Microsoft.CodeAnalysis;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Symbols;

/// <summary>Maps Roslyn's types to those of the kernel language.</summary>
internal static class TypeReader
{
    /// <summary>The reason why most types are refused.</summary>
    public const string NotAValue = "it is not a numeric type, bool, char or an unmanaged struct of such; use one of these";

    /// <summary>The reason why a type is refused that has the name of one that C# itself uses.</summary>
    public const string StandIn = "it has the name of a type of the framework that C# itself uses, and other code; rename it, or leave it out";

    private const int DeepestNesting = 8;

    private static readonly SymbolDisplayFormat FullName = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>The full C# name of a type.</summary>
    /// <param name="type">The type.</param>
    /// <returns>A keyword or a name that starts with <c>global::</c>.</returns>
    public static string Name(ITypeSymbol type) => type.ToDisplayString(FullName);

    /// <summary>Maps a scalar or struct type; <see cref="TypeTable"/> adds the device structs.</summary>
    /// <param name="type">The type.</param>
    /// <param name="home">The assembly that is compiled.</param>
    /// <param name="reason">Why it is refused.</param>
    /// <returns>The type, or null when it is not in the kernel language.</returns>
    public static ValueType? Read(ITypeSymbol? type, IAssemblySymbol home, out string reason)
    {
        reason = NotAValue;
        if (type is null)
        {
            return null;
        }

        reason = ReasonOf(type);
        if (KnownTypes.IsStandIn(type))
        {
            return null;
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            ValueType? underlying = Read(((INamedTypeSymbol)type).EnumUnderlyingType, home, out reason);
            return underlying is null ? null : underlying with { Name = Name(type) };
        }

        ValueKind? kind = Primitive(type.SpecialType);
        if (kind is not null)
        {
            return new ValueType(kind.Value, Name(type));
        }

        if (type.TypeKind != TypeKind.Struct || type.SpecialType != SpecialType.None || IsSpan(type) || type.IsTupleType
            || IsIndex(type) || IsRange(type))
        {
            return null;
        }

        string? refused = type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? reason : RefusedStruct((INamedTypeSymbol)type, home, 0);
        if (refused is not null)
        {
            reason = refused;
            return null;
        }

        return new ValueType(ValueKind.Struct, Name(type));
    }

    /// <summary>Whether a type is <see cref="Span{T}"/> or <see cref="ReadOnlySpan{T}"/>.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for both.</returns>
    public static bool IsSpan(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", Arity: 1 } && KnownTypes.IsInSystem(type) && KnownTypes.IsFramework(type);

    /// <summary>Whether a type is <see cref="ReadOnlySpan{T}"/>.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for a read-only span.</returns>
    public static bool IsReadOnlySpan(ITypeSymbol? type) => IsSpan(type) && type!.Name == "ReadOnlySpan";

    /// <summary>Whether a type is the enumerator of a span.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for both spans' enumerators.</returns>
    public static bool IsSpanEnumerator(ITypeSymbol? type) => type is { Name: "Enumerator" } && IsSpan(type.ContainingType);

    /// <summary>Whether a type is <see cref="Index"/>.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for that type only.</returns>
    public static bool IsIndex(ITypeSymbol? type) => IsSystemStruct(type, "Index");

    /// <summary>Whether a type is <see cref="Range"/>.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for that type only.</returns>
    public static bool IsRange(ITypeSymbol? type) => IsSystemStruct(type, "Range");

    /// <summary>A name as a C# identifier.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The name, behind <c>@</c> when it is a keyword.</returns>
    public static string Escaped(string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? name : "@" + name;

    // Written for the author of the type, with a replacement.
    private static string ReasonOf(ITypeSymbol type) => type switch
    {
        _ when KnownTypes.IsStandIn(type) => StandIn,
        { SpecialType: SpecialType.System_String } => "devices have no strings; use ReadOnlySpan<char>",
        { TypeKind: TypeKind.Delegate } => "devices have no delegates; write a static method and call it",
        { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => "devices have no nullable values; keep a bool beside the value",
        { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } => "devices have no pointers; use a span",
        IArrayTypeSymbol { Rank: > 1 } => "devices have no arrays of several dimensions; use one dimension and compute the index",
        // Read as a value, it is an element of another array.
        IArrayTypeSymbol => "devices have no arrays of arrays; use one array with all rows, and another with the offset of each",
        { SpecialType: SpecialType.System_Decimal } => "devices have no decimal; use double, or a scaled long",
        { IsTupleType: true } => "it is a tuple; use a struct with named fields",
        _ when IsSpan(type) => "it is a view; pass the span as a parameter of its own",
        _ when IsIndex(type) || IsRange(type) => "it is no value in memory; use int",
        _ when NamedReason(type) is { } named => named,
        { TypeKind: TypeKind.Class or TypeKind.Interface } => "it is a reference; use an unmanaged struct",
        { TypeKind: TypeKind.Dynamic } => "devices know types at build time only; use the value's own type",
        { SpecialType: SpecialType.System_IntPtr } => "its size is not the same everywhere; take int or long",
        { SpecialType: SpecialType.System_UIntPtr } => "its size is not the same everywhere; take uint or ulong",
        { TypeKind: TypeKind.TypeParameter } => "it is generic; write the kernel for the type that you use",
        _ => NotAValue,
    };

    // A type of the project's own may have the name of one of the framework.
    private static string? NamedReason(ITypeSymbol type) => KnownTypes.IsFramework(type) ? TypeRemedies.Named(type) : null;

    private static bool IsSystemStruct(ITypeSymbol? type, string name) =>
        type is { TypeKind: TypeKind.Struct } && type.Name == name && KnownTypes.IsInSystem(type) && KnownTypes.IsFramework(type);

    private static ValueKind? Primitive(SpecialType type) => type switch
    {
        SpecialType.System_Void => ValueKind.Void,
        SpecialType.System_Boolean => ValueKind.Boolean,
        SpecialType.System_Char => ValueKind.Char,
        SpecialType.System_SByte => ValueKind.SByte,
        SpecialType.System_Byte => ValueKind.Byte,
        SpecialType.System_Int16 => ValueKind.Int16,
        SpecialType.System_UInt16 => ValueKind.UInt16,
        SpecialType.System_Int32 => ValueKind.Int32,
        SpecialType.System_UInt32 => ValueKind.UInt32,
        SpecialType.System_Int64 => ValueKind.Int64,
        SpecialType.System_UInt64 => ValueKind.UInt64,
        SpecialType.System_Single => ValueKind.Single,
        SpecialType.System_Double => ValueKind.Double,
        _ => null,
    };

    private static string? RefusedStruct(INamedTypeSymbol type, IAssemblySymbol home, int depth)
    {
        if (depth > DeepestNesting)
        {
            return "its fields nest too deeply; put the fields of inner structs into the outer one";
        }

        if (NamedReason(type) is { } known)
        {
            return known;
        }

        if (type.IsRefLikeType)
        {
            return "it is a ref struct; take its spans and its values as parameters";
        }

        if (!type.IsUnmanagedType)
        {
            return "it holds references; use a struct of numbers, and spans beside it";
        }

        if (type.GetAttributes().Any(static attribute =>
            attribute.AttributeClass is { Name: "InlineArrayAttribute", ContainingNamespace: { Name: "CompilerServices", ContainingNamespace.Name: "Runtime" } }))
        {
            return "it is an inline array; take 'stackalloc' for a local array, and a field for each element in a struct";
        }

        if (StructLayout.Refused(type) is { } layout)
        {
            return layout;
        }

        if (type.IsGenericType)
        {
            return "it is generic; write a struct for the type that you use";
        }

        string? unknown = ForeignSymbols.Has(type, home) ? UnknownFields(type, home) : CapturedParameter(type);
        if (unknown is not null)
        {
            return unknown;
        }

        foreach (IFieldSymbol field in StructMembers.FieldsOf(type))
        {
            if (field.IsFixedSizeBuffer || field.Type is IPointerTypeSymbol)
            {
                return $"its field '{field.Name}' is a pointer or a fixed buffer; write a field for each element, or take a span";
            }

            ITypeSymbol fieldType = field.Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } named ? named.EnumUnderlyingType! : field.Type;
            if (Primitive(fieldType.SpecialType) is null)
            {
                if (fieldType.TypeKind != TypeKind.Struct || fieldType.SpecialType != SpecialType.None || fieldType.IsTupleType)
                {
                    return $"its field '{StructMembers.NameOf(field)}' is of type '{field.Type.ToDisplayString()}': {ReasonOf(fieldType)}";
                }

                string? inner = RefusedStruct((INamedTypeSymbol)fieldType, home, depth + 1);
                if (inner is not null)
                {
                    return inner;
                }
            }
        }

        return null;
    }

    // A device struct has the visible fields. Reference assemblies leave private fields out. Other languages name fields as C# cannot.
    private static string? UnknownFields(INamedTypeSymbol type, IAssemblySymbol home)
    {
        IFieldSymbol[] fields = [.. StructMembers.FieldsOf(type)];
        IFieldSymbol[] hidden = [.. fields.Where(static field => field.DeclaredAccessibility != Accessibility.Public)];
        return fields.Length == 0 || hidden.Any(field => !IsOfFriend(field, home)) ? "it comes from another assembly and has fields that cannot be seen here; " + TypeRemedies.OwnStruct
            : hidden.Length > 0 ? $"it comes from another assembly, and its field '{hidden[0].Name}' is not public, which generated code asks for; {TypeRemedies.OwnStruct}"
            : ForeignSymbols.HasSortedFields(type) ? "the reference assembly that it comes from does not have its fields in the order of memory; " + TypeRemedies.OwnStruct
            : fields.FirstOrDefault(static field => !CSharpName.CanWrite(field.Name)) is { } odd ? $"C# cannot write the name of its field '{odd.Name}'; {TypeRemedies.OwnStruct}"
            : null;
    }

    // Whether C# sees a field that is not public, since its assembly names this one a friend.
    private static bool IsOfFriend(IFieldSymbol field, IAssemblySymbol home) =>
        field.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal && field.ContainingAssembly.GivesAccessTo(home);

    // A primary constructor adds fields for its members.
    private static string? CapturedParameter(INamedTypeSymbol type) => PrimaryConstructors.CapturedBy(type) is { } captured
        ? $"its members use the parameter '{captured}' of its primary constructor, which becomes a field without a name; declare a field"
        : null;
}
