using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Signatures;

/// <summary>Finds existing members that a launch overload would repeat.</summary>
internal static class OverloadClash
{
    /// <summary>Looks for a member that an overload would repeat.</summary>
    /// <param name="method">The annotated method.</param>
    /// <param name="name">The overload's name.</param>
    /// <param name="parameters">The parameters after device and extent.</param>
    /// <param name="givesTask">Whether a cancellation token follows them.</param>
    /// <returns>True when the overload must be left out.</returns>
    public static bool IsTaken(IMethodSymbol method, string name, IReadOnlyList<SignatureParameter> parameters, bool givesTask)
    {
        if (method.ContainingType.Name == name)
        {
            return true;
        }

        string[] types =
        [
            "global::HmmGen.HmmDevice", "global::HmmGen.HmmExtent", .. parameters.Select(p => p.Type),
            .. givesTask ? ["global::System.Threading.CancellationToken"] : Array.Empty<string>(),
        ];
        return method.ContainingType.GetMembers(name).Any(member => member is not IMethodSymbol other
            || (other.Arity == 0 && other.Parameters.Length == types.Length && other.Parameters.Select(p => TypeReader.Name(p.Type)).SequenceEqual(types)))
            || IsLaterRank(method);
    }

    // The same name and parameters at two ranks give the same overloads; the first kernel gets them.
    private static bool IsLaterRank(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
        .TakeWhile(other => !SymbolEqualityComparer.Default.Equals(other, method))
        .Any(other => KernelAttribute.Find(other) is { } attribute && Launched(other, attribute).SequenceEqual(Launched(method, KernelAttribute.Find(method))));

    private static IEnumerable<string> Launched(IMethodSymbol method, AttributeData? attribute) =>
        method.Parameters.Skip(KernelAttribute.RankOf(attribute)).Select(p => TypeReader.Name(p.Type));
}
