using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Analyzers.Selection;

/// <summary>One mistake, one error: of a kernel's errors, leaves out those that the compiler reports itself and those that follow from another.</summary>
internal static class DiagnosticSelection
{
    /// <summary>Selects the errors to report.</summary>
    /// <param name="errors">All errors found.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The errors to report.</returns>
    public static IReadOnlyList<Diagnostic> Select(
        IReadOnlyList<Diagnostic> errors, Compilation compilation, CancellationToken cancellation)
    {
        if (errors.Count == 0)
        {
            return errors;
        }

        List<Diagnostic> selected = [];
        foreach (IGrouping<SyntaxTree?, Diagnostic> file in errors.GroupBy(e => e.Location.SourceTree))
        {
            if (file.Key is null)
            {
                selected.AddRange(file);
                continue;
            }

            SemanticModel model = compilation.GetSemanticModel(file.Key);
            SyntaxNode root = file.Key.GetRoot(cancellation);
            IReadOnlyList<Diagnostic> ours =
                [.. file.OrderBy(e => e.Location.SourceSpan.Start).ThenByDescending(e => e.Location.SourceSpan.Length)];
            IReadOnlyList<Diagnostic> compilers = CompilerErrors.Around(ours, root, model, cancellation);
            ours = CompilerErrors.Without(ours, compilers);
            ours = NestedErrors.Without(ours, root);
            selected.AddRange(Consequences.Without(ours, compilers, root, model, cancellation));
        }

        return selected;
    }
}
