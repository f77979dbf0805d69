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
    public sealed override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            TNode? node = root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<TNode>();
            if (root is null || node is null)
            {
                continue;
            }

            foreach (Replacement replacement in Fixes(node, diagnostic))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        replacement.Title,
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(replacement.Old, replacement.New))),
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
}
