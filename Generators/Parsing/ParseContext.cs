using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Parsing;

/// <summary>What a kernel is parsed in: its compilation, its type, and the errors found so far.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="type">The type that the generated code will be in.</param>
/// <param name="cancellation">Stops the parse.</param>
internal sealed class ParseContext(Compilation compilation, INamedTypeSymbol type, CancellationToken cancellation)
{
    private readonly List<Diagnostic> _errors = [];

    /// <summary>The compilation.</summary>
    public Compilation Compilation => compilation;

    /// <summary>The type that the generated code will be in.</summary>
    public INamedTypeSymbol Type => type;

    /// <summary>Stops the parse.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>The errors, each at its place.</summary>
    public IReadOnlyList<Diagnostic> Errors => _errors;

    /// <summary>Notes an error, once for each place.</summary>
    /// <param name="descriptor">The error.</param>
    /// <param name="place">Its place.</param>
    /// <param name="arguments">What its message names.</param>
    public void Report(DiagnosticDescriptor descriptor, SyntaxNode place, params object[] arguments) =>
        Report(descriptor, place.GetLocation(), arguments);

    /// <summary>Notes an error, once for each place.</summary>
    /// <param name="descriptor">The error.</param>
    /// <param name="place">Its place, narrower than a node.</param>
    /// <param name="arguments">What its message names.</param>
    public void Report(DiagnosticDescriptor descriptor, Location place, params object[] arguments) =>
        Report(descriptor, place, ImmutableDictionary<string, string?>.Empty, arguments);

    /// <summary>Notes an error, once for each place.</summary>
    /// <param name="descriptor">The error.</param>
    /// <param name="place">Its place, narrower than a node.</param>
    /// <param name="properties">What its code fix needs to know.</param>
    /// <param name="arguments">What its message names.</param>
    public void Report(DiagnosticDescriptor descriptor, Location place, ImmutableDictionary<string, string?> properties, params object[] arguments)
    {
        if (!_errors.Any(e => e.Location == place))
        {
            _errors.Add(Diagnostic.Create(descriptor, place, properties, arguments));
        }
    }

    /// <summary>The path of a source file as the compiler writes it into programs.</summary>
    /// <param name="tree">The file.</param>
    /// <returns>The path, path maps applied.</returns>
    public string PathOf(SyntaxTree tree) =>
        compilation.Options.SourceReferenceResolver?.NormalizePath(tree.FilePath, null) ?? tree.FilePath;
}
