using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Signatures;

/// <summary>
/// The parameters of a kernel's launch overloads: a device, an extent, and the kernel's own parameters after its index, with buffers for spans. The overload
/// that gives a task takes a cancellation token more, which calls may leave out.
/// </summary>
internal static class LaunchForm
{
    private const int Leading = 2;

    /// <summary>Whether a method has the parameters of an overload, so that C# refuses the two beside each other.</summary>
    /// <param name="other">The method.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="rank">The number of its index parameters.</param>
    /// <param name="givesTask">Whether the overload gives a task.</param>
    /// <returns>True when it has.</returns>
    public static bool IsRepeated(IMethodSymbol other, IMethodSymbol kernel, int rank, bool givesTask)
    {
        int launched = kernel.Parameters.Length - rank;
        return other.Parameters.Length == Leading + launched + (givesTask ? 1 : 0) && Begins(other) && SharedWith(other, kernel, rank) == launched
            && (!givesTask || IsToken(other.Parameters[other.Parameters.Length - 1]));
    }

    /// <summary>
    /// Whether calls fit both a method and the overload that gives a task, where the arguments that may be left out are. C# then takes the one with fewer
    /// parameters and says nothing.
    /// </summary>
    /// <param name="other">The method.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="rank">The number of its index parameters.</param>
    /// <returns>True when there are such calls.</returns>
    public static bool IsMet(IMethodSymbol other, IMethodSymbol kernel, int rank)
    {
        if (!Begins(other))
        {
            return false;
        }

        int shared = SharedWith(other, kernel, rank);
        bool isWhole = shared == kernel.Parameters.Length - rank;
        int rest = Leading + shared + (isWhole && other.Parameters.Length > Leading + shared && IsToken(other.Parameters[Leading + shared]) ? 1 : 0);
        return MayEndAt(kernel, rank + shared) && MayEndAt(other, rest);
    }

    /// <summary>Whether calls fit both the overload of one kernel that gives a task and the other overload of a kernel that has its name.</summary>
    /// <param name="other">The kernel with the name.</param>
    /// <param name="otherRank">The number of its index parameters.</param>
    /// <param name="kernel">The first kernel.</param>
    /// <param name="rank">The number of its index parameters.</param>
    /// <returns>True when there are such calls.</returns>
    public static bool IsMetBy(IMethodSymbol other, int otherRank, IMethodSymbol kernel, int rank)
    {
        int shared = other.Parameters.Skip(otherRank).Zip(kernel.Parameters.Skip(rank), (o, p) => AreAlike(o.Type, p.Type)).TakeWhile(static same => same).Count();
        return MayEndAt(kernel, rank + shared) && MayEndAt(other, otherRank + shared);
    }

    /// <summary>
    /// Whether overloads of two kernels have the same parameter, or a call's array fits both. Given arrays, C# prefers the kernel with read-only spans, and the
    /// launch with those that are not: an array is as good for both there.
    /// </summary>
    /// <param name="one">A parameter's type.</param>
    /// <param name="other">The other one's.</param>
    /// <returns>True also for two spans of which one is read-only.</returns>
    public static bool AreAlike(ITypeSymbol one, ITypeSymbol other) => Same(one, other)
        || (TypeReader.IsSpan(one) && TypeReader.IsSpan(other) && Same(((INamedTypeSymbol)one).TypeArguments[0], ((INamedTypeSymbol)other).TypeArguments[0]));

    private static bool Same(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);

    private static int SharedWith(IMethodSymbol other, IMethodSymbol kernel, int rank) =>
        kernel.Parameters.Skip(rank).Zip(other.Parameters.Skip(Leading), (p, o) => o.RefKind == RefKind.None && IsLaunched(p.Type, o.Type)).TakeWhile(static same => same).Count();

    private static bool Begins(IMethodSymbol other) => other is { Arity: 0, Parameters.Length: >= Leading }
        && IsOfRuntime(other.Parameters[0], "HmmDevice") && IsOfRuntime(other.Parameters[1], "HmmExtent");

    private static bool MayEndAt(IMethodSymbol method, int first) => method.Parameters.Skip(first).All(static p => p.IsOptional || p.IsParams);

    private static bool IsLaunched(ITypeSymbol kernel, ITypeSymbol launch)
    {
        // An array is an error whose fix is a span.
        ITypeSymbol? element = TypeReader.IsSpan(kernel) ? ((INamedTypeSymbol)kernel).TypeArguments[0]
            : kernel is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType
            : null;
        string buffer = TypeReader.IsReadOnlySpan(kernel) ? "HmmReadOnlyBuffer" : "HmmBuffer";
        return element is null
            ? Same(kernel, launch)
            : launch is INamedTypeSymbol { Arity: 1 } named && named.Name == buffer && KnownTypes.IsRuntime(named) && Same(element, named.TypeArguments[0]);
    }

    private static bool IsOfRuntime(IParameterSymbol parameter, string name) =>
        parameter.RefKind == RefKind.None && parameter.Type.Name == name && KnownTypes.IsRuntime(parameter.Type);

    private static bool IsToken(IParameterSymbol parameter) => parameter is { RefKind: RefKind.None, Type: { Name: "CancellationToken", ContainingNamespace.Name: "Threading" } }
        && KnownTypes.IsFramework(parameter.Type);
}
