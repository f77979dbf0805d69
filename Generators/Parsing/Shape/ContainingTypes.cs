using HmmGen.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing.Shape;

/// <summary>Checks the types around a kernel: generated code is a part of each.</summary>
internal static class ContainingTypes
{
    /// <summary>Checks the types around a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="context">Where errors go.</param>
    /// <param name="launchable">Whether a part can be added to each type.</param>
    /// <returns>Whether the method's body can be looked at.</returns>
    public static bool Check(IMethodSymbol method, MethodDeclarationSyntax declaration, ParseContext context, out bool launchable)
    {
        launchable = true;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsExtension)
            {
                // KernelPlaceAnalyzer says so.
                return false;
            }

            if (type.IsGenericType)
            {
                context.Report(
                    KernelDiagnostics.BadMethod,
                    declaration.Identifier.GetLocation(),
                    method.Name,
                    $"must not be in the generic type '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'; move it to a type that is not generic");
                return false;
            }

            launchable &= CheckDeclaration(type, method, context);
        }

        return true;
    }

    // What is wrong with a type is said once, for its first kernel.
    private static bool CheckDeclaration(INamedTypeSymbol type, IMethodSymbol method, ParseContext context)
    {
        BaseTypeDeclarationSyntax[] declarations =
            [.. type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(context.Cancellation)).OfType<BaseTypeDeclarationSyntax>()];
        bool partial = declarations.Any(d => d.Modifiers.Any(SyntaxKind.PartialKeyword));
        if ((partial && !type.IsFileLocal) || declarations.Length == 0)
        {
            return partial;
        }

        if (SymbolEqualityComparer.Default.Equals(FirstKernel(type), method.PartialDefinitionPart ?? method))
        {
            Location name = declarations[0].Identifier.GetLocation();
            if (type.IsFileLocal)
            {
                context.Report(KernelDiagnostics.FileLocal, name, type.Name, method.Name);
            }

            if (!partial)
            {
                context.Report(KernelDiagnostics.NotPartial, name, type.Name, method.Name);
            }
        }

        return false;
    }

    private static IMethodSymbol? FirstKernel(INamedTypeSymbol type)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            IMethodSymbol? found = member switch
            {
                IMethodSymbol { MethodKind: MethodKind.Ordinary } method when KernelAttribute.On(method) is not null => method,
                INamedTypeSymbol nested => FirstKernel(nested),
                _ => null,
            };
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }
}
