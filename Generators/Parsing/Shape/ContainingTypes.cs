using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Signatures;
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
                // KernelPlace reports this.
                return false;
            }

            if (type.Arity > 0)
            {
                context.Report(
                    KernelDiagnostics.BadMethod,
                    declaration.Identifier.GetLocation(),
                    method.Name,
                    $"must not be in the generic type '{type.Name}'; move it to a type that is not generic");
                return false;
            }

            launchable &= IsPartial(type, context.Cancellation) && !type.IsFileLocal;
        }

        return true;
    }

    /// <summary>The obstacle to adding launch overloads to a type; reported once for each type, at its name.</summary>
    /// <param name="type">The type.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The errors; none for a type without kernels.</returns>
    public static IEnumerable<Diagnostic> Errors(INamedTypeSymbol type, CancellationToken cancellation)
    {
        bool partial = IsPartial(type, cancellation);
        if ((partial && !type.IsFileLocal) || type.IsExtension || FirstKernel(type) is not { } kernel)
        {
            yield break;
        }

        if (type.IsFileLocal)
        {
            yield return Diagnostic.Create(KernelDiagnostics.FileLocal, type.Locations[0], type.Name, kernel.Name);
        }

        if (!partial)
        {
            yield return Diagnostic.Create(KernelDiagnostics.NotPartial, type.Locations[0], type.Name, kernel.Name);
        }
    }

    // The compiler demands it on each of several declarations.
    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .Select(r => r.GetSyntax(cancellation))
        .Any(s => s is not BaseTypeDeclarationSyntax declaration || declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static IMethodSymbol? FirstKernel(INamedTypeSymbol type)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            IMethodSymbol? found = member switch
            {
                IMethodSymbol { MethodKind: MethodKind.Ordinary, IsImplicitlyDeclared: false } method
                    when KernelAttribute.Find(method) is not null => method,
                INamedTypeSymbol { IsExtension: false } nested => FirstKernel(nested),
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
