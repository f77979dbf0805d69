using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Signatures;

/// <summary>Finds what HmmGen itself has generated: the analyzer sees it beside the user's code.</summary>
internal static class GeneratedCode
{
    /// <summary>Whether a member is generated, or is within a generated type.</summary>
    /// <param name="member">The member.</param>
    /// <returns>True for launch overloads and all that is in kernels' types.</returns>
    public static bool Has(ISymbol member)
    {
        for (ISymbol? part = member; part is not null and not INamespaceSymbol; part = part.ContainingSymbol)
        {
            if (part.GetAttributes().Any(static a => a is { AttributeClass.Name: "GeneratedCodeAttribute", ConstructorArguments.Length: > 0 }
                && a.ConstructorArguments[0].Value is "HmmGen.Generators"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The kernel that a launch overload launches.</summary>
    /// <param name="overload">A generated method.</param>
    /// <returns>The kernel; null when the method is no launch overload.</returns>
    public static IMethodSymbol? KernelOf(IMethodSymbol overload) => overload.ContainingType.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(kernel =>
        KernelAttribute.Find(kernel) is { } mark && kernel.Parameters.Length >= KernelAttribute.RankOf(mark)
        && ((kernel.Name == overload.Name && LaunchForm.IsRepeated(overload, kernel, KernelAttribute.RankOf(mark), givesTask: false))
            || (kernel.Name + "Async" == overload.Name && LaunchForm.IsRepeated(overload, kernel, KernelAttribute.RankOf(mark), givesTask: true))));
}
