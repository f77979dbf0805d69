using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Signatures;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing.Shape;

/// <summary>Finds members with which a kernel's launch overloads would clash.</summary>
internal static class SignatureClash
{
    /// <summary>Checks a kernel against the other members of its type.</summary>
    /// <param name="method">The kernel.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="rank">Its rank.</param>
    /// <param name="context">Where errors go.</param>
    /// <returns>True when there is no clash.</returns>
    public static bool Check(IMethodSymbol method, MethodDeclarationSyntax declaration, int rank, ParseContext context)
    {
        ISymbol? other = EarlierKernel(method, rank) ?? Launch(method, rank) ?? AsyncLaunch(method, rank);
        if (other is not null)
        {
            string overload = other is IMethodSymbol && other.Name == method.Name ? method.Name : method.Name + "Async";
            context.Report(
                KernelDiagnostics.Clash,
                declaration.Identifier.GetLocation(),
                overload,
                method.Name,
                other.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
        }

        return other is null;
    }

    // Of two clashing kernels the later one is reported.
    private static IMethodSymbol? EarlierKernel(IMethodSymbol method, int rank)
    {
        foreach (IMethodSymbol other in method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>())
        {
            if (SymbolEqualityComparer.Default.Equals(other, method.PartialDefinitionPart ?? method))
            {
                return null;
            }

            AttributeData? attribute = KernelAttribute.Find(other);
            int otherRank = KernelAttribute.RankOf(attribute);
            if (attribute is not null
                && other.Parameters.Length - otherRank == method.Parameters.Length - rank
                && IndexParameters.Leading(other, otherRank) == otherRank
                && other.Parameters.Skip(otherRank).Zip(method.Parameters.Skip(rank), (o, p) => Same(o.Type, p.Type) || AreSpansAlike(o.Type, p.Type)).All(s => s))
            {
                return other;
            }
        }

        return null;
    }

    private static IMethodSymbol? Launch(IMethodSymbol method, int rank) =>
        method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(m => IsLaunch(m, method, rank, false));

    private static ISymbol? AsyncLaunch(IMethodSymbol method, int rank)
    {
        string name = method.Name + "Async";
        return method.ContainingType.Name == name
            ? method.ContainingType
            : method.ContainingType.GetMembers(name)
                .FirstOrDefault(m => m is not IMethodSymbol other || IsLaunch(other, method, rank, true));
    }

    private static bool IsLaunch(IMethodSymbol other, IMethodSymbol method, int rank, bool async)
    {
        int last = async ? 1 : 0;
        if (other.Arity > 0
            || other.Parameters.Length != 2 + method.Parameters.Length - rank + last
            || other.Parameters.Any(p => p.RefKind != RefKind.None)
            || IsGenerated(other)
            || !IsNamed(other.Parameters[0].Type, "HmmDevice", "HmmGen")
            || !IsNamed(other.Parameters[1].Type, "HmmExtent", "HmmGen")
            || (async && !IsNamed(other.Parameters.Last().Type, "CancellationToken", "Threading")))
        {
            return false;
        }

        return method.Parameters.Skip(rank).Zip(other.Parameters.Skip(2), (p, o) => IsLaunched(p.Type, o.Type)).All(s => s);
    }

    private static bool IsLaunched(ITypeSymbol kernel, ITypeSymbol launch)
    {
        if (!TypeReader.IsSpan(kernel))
        {
            return Same(kernel, launch);
        }

        string buffer = TypeReader.IsReadOnlySpan(kernel) ? "HmmReadOnlyBuffer" : "HmmBuffer";
        return IsNamed(launch, buffer, "HmmGen")
            && launch is INamedTypeSymbol { Arity: 1 } named
            && Same(((INamedTypeSymbol)kernel).TypeArguments[0], named.TypeArguments[0]);
    }

    // The analyzer also sees the launch overloads; they do not clash with themselves.
    private static bool IsGenerated(IMethodSymbol method) => method.GetAttributes().Any(a =>
        a is { AttributeClass.Name: "GeneratedCodeAttribute", ConstructorArguments.Length: > 0 }
        && a.ConstructorArguments[0].Value is "HmmGen.Generators");

    private static bool IsNamed(ITypeSymbol type, string name, string space) =>
        type.Name == name && type.ContainingNamespace?.Name == space;

    // Given arrays, C# prefers the kernel with read-only spans, and the launch with those that are not: an array is as good for both there.
    private static bool AreSpansAlike(ITypeSymbol one, ITypeSymbol other) => TypeReader.IsSpan(one) && TypeReader.IsSpan(other)
        && Same(((INamedTypeSymbol)one).TypeArguments[0], ((INamedTypeSymbol)other).TypeArguments[0]);

    private static bool Same(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
