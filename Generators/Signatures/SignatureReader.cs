using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Signatures;

/// <summary>Reads the data of launch overloads from an annotated method's symbol. The body may be wrong or missing.</summary>
internal static class SignatureReader
{
    /// <summary>Reads a method.</summary>
    /// <param name="method">The annotated method.</param>
    /// <param name="rank">The number of index parameters.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The signature; null when no overload can be made of it.</returns>
    public static SignatureModel? Read(IMethodSymbol method, int rank, Compilation compilation, CancellationToken cancellation)
    {
        // Callers see the names and default values of a partial method's defining part.
        method = method.PartialDefinitionPart ?? method;
        if (method.MethodKind != MethodKind.Ordinary || !method.IsStatic || method.IsGenericMethod || !method.ReturnsVoid
            || CarriedAttributes.Hidden(method, compilation) is not null || rank is < 1 or > 3 || method.Parameters.Length < rank || !CanHoldMembers(method.ContainingType, cancellation)
            || method.Parameters.Take(rank).Any(p => p.Type.SpecialType != SpecialType.System_Int32 || p.RefKind != RefKind.None))
        {
            return null;
        }

        List<SignatureParameter> parameters = [];
        foreach (IParameterSymbol parameter in method.Parameters.Skip(rank))
        {
            // The compiler itself reports two parameters of one name, once.
            if (Read(parameter, compilation) is not { } read || parameters.Any(p => p.Name == parameter.Name))
            {
                return null;
            }

            parameters.Add(read);
        }

        return new SignatureModel(
            NamespaceOf(method),
            TypesOf(method),
            TypeReader.Name(method.ContainingType),
            SyntaxFacts.GetText(method.DeclaredAccessibility),
            method.Name,
            GeneratedNames.KernelOf(method),
            DisplayNameOf(method),
            method.GetDocumentationCommentId() ?? method.Name,
            parameters.ToEquatable(),
            CarriedAttributes.Of(method).ToEquatable(),
            CarriedAttributes.RestrictionsOf(method).ToEquatable(),
            !OverloadClash.IsTaken(method, rank, givesTask: false),
            !OverloadClash.IsTaken(method, rank, givesTask: true));
    }

    /// <summary>The namespace of a method.</summary>
    /// <param name="method">The method.</param>
    /// <returns>The namespace in C#; empty for the global one.</returns>
    public static string NamespaceOf(IMethodSymbol method)
    {
        List<string> parts = [];
        for (INamespaceSymbol space = method.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            parts.Insert(0, Identifier.Of(space.Name));
        }

        return string.Join(".", parts);
    }

    /// <summary>The types around a method.</summary>
    /// <param name="method">The method.</param>
    /// <returns>The types, outermost first.</returns>
    public static EquatableArray<TypeDeclaration> TypesOf(IMethodSymbol method)
    {
        List<TypeDeclaration> types = [];
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            string keyword = type switch
            {
                { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
                { IsRecord: true } => "record",
                { TypeKind: TypeKind.Struct } => "struct",
                { TypeKind: TypeKind.Interface } => "interface",
                _ => "class",
            };
            types.Insert(0, new TypeDeclaration((type.IsStatic ? "static " : "") + "partial " + keyword, type.Name));
        }

        return types.ToEquatable();
    }

    /// <summary>The name of a method in errors and statistics.</summary>
    /// <param name="method">The method.</param>
    /// <returns>Its name with those of the types around it.</returns>
    public static string DisplayNameOf(IMethodSymbol method)
    {
        string name = method.Name;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            name = $"{type.Name}.{name}";
        }

        return name;
    }

    private static bool CanHoldMembers(INamedTypeSymbol type, CancellationToken cancellation)
    {
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            if (around.IsGenericType || around.IsFileLocal
                || !around.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>()
                    .Any(t => t.Modifiers.Any(SyntaxKind.PartialKeyword)))
            {
                return false;
            }
        }

        return true;
    }

    private static SignatureParameter? Read(IParameterSymbol parameter, Compilation compilation)
    {
        string? fallback = DefaultText.Of(parameter);
        if (parameter.RefKind != RefKind.None || parameter.Name.Length == 0 || FileLocalTypes.In(parameter.Type) is not null
            || GlobalNames.Hidden(parameter.Type, compilation) is not null)
        {
            return null;
        }

        // An array parameter is an error whose fix is a span; callers then write the same calls.
        bool span = TypeReader.IsSpan(parameter.Type);
        ITypeSymbol? element = span ? ((INamedTypeSymbol)parameter.Type).TypeArguments[0]
            : parameter.Type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType
            : null;
        if (element is not null)
        {
            string buffer = TypeReader.IsReadOnlySpan(parameter.Type) ? "HmmReadOnlyBuffer" : "HmmBuffer";
            string name = TypeReader.Name(element);
            // A nullable value type is unmanaged, and yet no argument for a parameter of a type that has to be.
            return element is { IsUnmanagedType: true, SpecialType: not SpecialType.System_Void, TypeKind: not (TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer) }
                && element.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
                ? new SignatureParameter(parameter.Name, $"global::HmmGen.{buffer}<{name}>", name, fallback, span && parameter.IsParams)
                : null;
        }

        return parameter.Type is { IsRefLikeType: false, TypeKind: not (TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Dynamic) }
            ? new SignatureParameter(parameter.Name, TypeReader.Name(parameter.Type), null, fallback, false, CarriedAttributes.IsLine(parameter))
            : null;
    }
}
