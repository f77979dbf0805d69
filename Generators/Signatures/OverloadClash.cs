using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Signatures;

/// <summary>Finds existing members that a launch overload would repeat.</summary>
internal static class OverloadClash
{
    /// <summary>Looks for a member that an overload would repeat.</summary>
    /// <param name="method">The annotated method.</param>
    /// <param name="rank">The number of its index parameters.</param>
    /// <param name="givesTask">Whether the overload gives a task.</param>
    /// <returns>True when the overload must be left out.</returns>
    public static bool IsTaken(IMethodSymbol method, int rank, bool givesTask)
    {
        string name = givesTask ? method.Name + "Async" : method.Name;
        return method.ContainingType.Name == name
            || method.ContainingType.GetMembers(name).Any(member => member is not IMethodSymbol other
                || LaunchForm.IsRepeated(other, method, rank, givesTask))
            || IsLaterRank(method, rank);
    }

    // The same name and parameters at two ranks give the same overloads; the first kernel gets them.
    private static bool IsLaterRank(IMethodSymbol method, int rank) => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
        .TakeWhile(other => !SymbolEqualityComparer.Default.Equals(other, method))
        .Any(other => KernelAttribute.Find(other) is { } attribute && Launched(other, KernelAttribute.RankOf(attribute))
            .SequenceEqual(Launched(method, rank), SymbolEqualityComparer.Default));

    private static IEnumerable<ITypeSymbol> Launched(IMethodSymbol method, int rank) => method.Parameters.Skip(rank).Select(static p => p.Type);
}
