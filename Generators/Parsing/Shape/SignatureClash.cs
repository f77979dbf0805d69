using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Signatures;
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
                && other.Parameters.Skip(otherRank).Zip(method.Parameters.Skip(rank), (o, p) => LaunchForm.AreAlike(o.Type, p.Type)).All(s => s))
            {
                return other;
            }
        }

        return null;
    }

    // The analyzer also sees the launch overloads; they do not clash with themselves.
    private static IMethodSymbol? Launch(IMethodSymbol method, int rank) =>
        method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
            .FirstOrDefault(m => !GeneratedCode.Has(m) && LaunchForm.IsRepeated(m, method, rank, givesTask: false));

    private static ISymbol? AsyncLaunch(IMethodSymbol method, int rank)
    {
        string name = method.Name + "Async";
        return method.ContainingType.Name == name
            ? method.ContainingType
            : method.ContainingType.GetMembers(name)
                .FirstOrDefault(m => m is not IMethodSymbol other || (!GeneratedCode.Has(other) && IsAsyncLaunch(other, method, rank)));
    }

    // A kernel of the name has an overload of the name, which calls without a token would get.
    private static bool IsAsyncLaunch(IMethodSymbol other, IMethodSymbol method, int rank)
    {
        if (LaunchForm.IsRepeated(other, method, rank, givesTask: true) || LaunchForm.IsMet(other, method, rank))
        {
            return true;
        }

        AttributeData? attribute = KernelAttribute.Find(other);
        int otherRank = KernelAttribute.RankOf(attribute);
        return attribute is not null && IndexParameters.Leading(other, otherRank) == otherRank && LaunchForm.IsMetBy(other, otherRank, method, rank);
    }
}
