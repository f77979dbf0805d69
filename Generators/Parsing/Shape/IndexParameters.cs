using System.Collections.Immutable;
using System.Globalization;
using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing.Shape;

/// <summary>Checks the rank, and that the first parameters are the index.</summary>
internal static class IndexParameters
{
    /// <summary>Checks a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="rank">The rank that the attribute names.</param>
    /// <param name="context">Where errors go.</param>
    /// <returns>True when they fit.</returns>
    public static bool Check(
        IMethodSymbol method, MethodDeclarationSyntax declaration, AttributeData? attribute, int rank, ParseContext context)
    {
        if (rank is < 1 or > 3)
        {
            SyntaxNode? written = attribute?.ApplicationSyntaxReference?.GetSyntax(context.Cancellation);
            Location place = written is AttributeSyntax { ArgumentList: { } arguments }
                ? arguments.Arguments[0].GetLocation()
                : declaration.Identifier.GetLocation();
            context.Report(KernelDiagnostics.BadIndex, place, method.Name, "must have a Rank of 1, 2 or 3");
            return false;
        }

        int leading = Leading(method, rank);
        if (leading == rank)
        {
            return true;
        }

        IParameterSymbol? wrong = leading < method.Parameters.Length ? method.Parameters[leading] : null;
        string must = rank == 1
            ? "must take its index as its first parameter, an int"
            : $"must take its index as its first {rank} parameters, each an int";
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty
            .Add(DiagnosticProperties.Rank, rank.ToString(CultureInfo.InvariantCulture))
            .Add(DiagnosticProperties.Leading, leading.ToString(CultureInfo.InvariantCulture));

        // A number stands in place of the index. Any other type means that the index was left out.
        context.Report(
            KernelDiagnostics.BadIndex,
            IsNumber(wrong?.Type) ? ParameterPlace.Of(wrong!, context.Cancellation) : declaration.Identifier.GetLocation(),
            properties,
            method.Name,
            wrong is { Type.SpecialType: SpecialType.System_Int32 } ? must + " by value" : must);
        return false;
    }

    // Also one that cannot be passed to a device: the index in its place is the one mistake.
    private static bool IsNumber(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsNumber(nullable.TypeArguments[0]),
        { SpecialType: (>= SpecialType.System_SByte and <= SpecialType.System_Double) or SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => true,
        _ => TypeReader.IsIndex(type),
    };

    /// <summary>The number of a method's first parameters that can be an index.</summary>
    /// <param name="method">The method.</param>
    /// <param name="rank">How many are wanted.</param>
    /// <returns>The number, at most <paramref name="rank"/>.</returns>
    public static int Leading(IMethodSymbol method, int rank) =>
        method.Parameters.Take(rank).TakeWhile(p => p is { Type.SpecialType: SpecialType.System_Int32, RefKind: RefKind.None }).Count();
}
