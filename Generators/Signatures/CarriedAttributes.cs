using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Signatures;

/// <summary>The attributes of a kernel that concern its callers, so that its launch overloads need them too.</summary>
internal static class CarriedAttributes
{
    /// <summary>The attribute of a parameter that gets the caller's line.</summary>
    public const string Line = "System.Runtime.CompilerServices.CallerLineNumberAttribute";

    private static readonly string[] Restricting =
    [
        "System.ObsoleteAttribute",
        "System.Diagnostics.CodeAnalysis.ExperimentalAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute",
        "System.Runtime.Versioning.RequiresPreviewFeaturesAttribute",
        "System.Runtime.Versioning.SupportedOSPlatformAttribute",
        "System.Runtime.Versioning.UnsupportedOSPlatformAttribute",
    ];

    private static readonly string[] Describing =
    [
        "System.ComponentModel.EditorBrowsableAttribute", "System.ComponentModel.BrowsableAttribute", "System.CLSCompliantAttribute",
    ];

    /// <summary>The attributes that the overloads get.</summary>
    /// <param name="method">The annotated method.</param>
    /// <returns>Their C# text, in brackets.</returns>
    public static IEnumerable<string> Of(IMethodSymbol method) => Write(method, [.. Restricting, .. Describing]);

    /// <summary>The attributes that all code that calls the method needs.</summary>
    /// <param name="method">The annotated method.</param>
    /// <returns>Their C# text, in brackets.</returns>
    public static IEnumerable<string> RestrictionsOf(IMethodSymbol method) =>
        // Attributes of the type already apply to generated code, which is within the type.
        Write(method, Restricting);

    /// <summary>Those of <see cref="RestrictionsOf"/> that a struct may have.</summary>
    /// <param name="method">The annotated method.</param>
    /// <returns>Their C# text, in brackets.</returns>
    public static IEnumerable<string> StructRestrictionsOf(IMethodSymbol method) => Write(method, Restricting, AttributeTargets.Struct);

    /// <summary>Whether the compiler gives a parameter the line of each call.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>True when it does.</returns>
    public static bool IsLine(IParameterSymbol parameter)
        => parameter.GetAttributes().Any(static a => a.AttributeClass is { TypeKind: not TypeKind.Error } type && IsOneOf(type, [Line]));

    /// <summary>The first type that generated code cannot name, of the attributes that it repeats.</summary>
    /// <param name="method">The annotated method.</param>
    /// <param name="compilation">The compilation.</param>
    /// <returns>The type of an attribute or of an argument; null when there is none.</returns>
    public static INamedTypeSymbol? Hidden(IMethodSymbol method, Compilation compilation) => method.GetAttributes()
        .Where(static a => a.AttributeClass is { TypeKind: not TypeKind.Error } type && (IsOneOf(type, Restricting) || IsOneOf(type, Describing)))
        .SelectMany(static a => a.ConstructorArguments.Concat(a.NamedArguments.Select(static n => n.Value)).Select(static v => v.Type).Prepend(a.AttributeClass))
        .Select(type => GlobalNames.Hidden(type, compilation))
        .FirstOrDefault(static type => type is not null);

    private static IEnumerable<string> Write(IMethodSymbol method, string[] names, AttributeTargets target = AttributeTargets.Method)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { TypeKind: not TypeKind.Error } type && IsOneOf(type, names) && (TargetsOf(type) & target) != 0
                && attribute.ConstructorArguments.Select(a => a.Kind).Concat(attribute.NamedArguments.Select(a => a.Value.Kind))
                    .All(kind => kind is TypedConstantKind.Primitive or TypedConstantKind.Enum))
            {
                IEnumerable<string> arguments = attribute.ConstructorArguments.Select(a => Value(a))
                    .Concat(attribute.NamedArguments.Select(a => $"{a.Key} = {Value(a.Value)}"));
                yield return $"[{type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}({string.Join(", ", arguments)})]";
            }
        }
    }

    // A type inherits where it may stand.
    private static AttributeTargets TargetsOf(INamedTypeSymbol attribute)
    {
        for (INamedTypeSymbol? type = attribute; type is not null; type = type.BaseType)
        {
            foreach (AttributeData usage in type.GetAttributes())
            {
                if (usage.AttributeClass is { Name: "AttributeUsageAttribute", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
                    && usage.ConstructorArguments.FirstOrDefault().Value is int targets)
                {
                    return (AttributeTargets)targets;
                }
            }
        }

        return AttributeTargets.All;
    }

    // The short name rules out most of them; full names are costly.
    private static bool IsOneOf(INamedTypeSymbol type, string[] names)
    {
        foreach (string name in names)
        {
            if (name.EndsWith(type.Name, StringComparison.Ordinal) && name == type.ToDisplayString())
            {
                return true;
            }
        }

        return false;
    }

    private static string Value(TypedConstant constant) => constant.IsNull ? "null" : DefaultText.Of(constant.Value, constant.Type);
}
