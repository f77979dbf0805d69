using HmmGen.Generators.Analyzers.Selection;
using HmmGen.Generators.Parsing;
using HmmGen.Generators.Parsing.Shape;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Analyzers;

/// <summary>The errors of kernels, each at its place.</summary>
internal static class KernelErrors
{
    /// <summary>The errors of a kernel.</summary>
    /// <param name="method">The annotated method.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The errors; of a kernel without any, the accesses that no plan knows.</returns>
    public static IEnumerable<Diagnostic> Of(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        KernelParse parse = KernelParser.Parse(method, compilation, SemanticModels.Shared, cancellation);
        return parse.Kernel is null ? DiagnosticSelection.Select(parse.Errors, compilation, cancellation) : UnplannedAccesses.Of(parse.Kernel, parse.Sites);
    }

    /// <summary>The errors of a type that has kernels.</summary>
    /// <param name="type">The type.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The errors.</returns>
    public static IEnumerable<Diagnostic> Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
        => DiagnosticSelection.Select([.. ContainingTypes.Errors(type, cancellation)], compilation, cancellation);
}
