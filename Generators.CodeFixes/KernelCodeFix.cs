using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace HmmGen.Generators.CodeFixes;

/// <summary>A code fix that replaces syntax in one file.</summary>
/// <typeparam name="TNode">The kind of syntax node at the diagnostic.</typeparam>
public abstract class KernelCodeFix<TNode> : CodeFixProvider where TNode : SyntaxNode
{
    /// <inheritdoc/>
    public sealed override FixAllProvider? GetFixAllProvider() => FixAllProvider.Create(FixAllAsync);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Replacement replacement in Fixes(root, diagnostic))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        replacement.Title,
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(ReplacementList.Apply(root, [replacement]))),
                        replacement.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>The replacements that fix a diagnostic.</summary>
    /// <param name="node">The syntax at the diagnostic.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <returns>The replacements, the best one first.</returns>
    private protected abstract IEnumerable<Replacement> Fixes(TNode node, Diagnostic diagnostic);

    // Replacements within each other are made in turn: text changes of both, merged, would be in the file twice.
    private async Task<Document?> FixAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return document;
        }

        // Tools that fix many ids in one run take the key from any diagnostic, also from one that has no fix here. Then there is no key.
        string? key = context.CodeActionEquivalenceKey;
        IEnumerable<Replacement> all = diagnostics.OrderBy(d => d.Location.SourceSpan.Start)
            .Select(d => Fixes(root, d).FirstOrDefault(r => key is null || r.Key == key))
            .OfType<Replacement>();
        return document.WithSyntaxRoot(ReplacementList.Apply(root, all));
    }

    private IEnumerable<Replacement> Fixes(SyntaxNode root, Diagnostic diagnostic) =>
        FixableDiagnosticIds.Contains(diagnostic.Id)
        && root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<TNode>() is { } node
            ? Fixes(node, diagnostic)
            : [];
}
