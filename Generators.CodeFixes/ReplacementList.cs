using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.CodeFixes;

/// <summary>Makes many replacements in one file.</summary>
internal static class ReplacementList
{
    /// <summary>Makes the replacements, inner ones before those around them, and those of one node one after another.</summary>
    /// <param name="root">The root of the file.</param>
    /// <param name="replacements">The replacements.</param>
    /// <returns>The changed root.</returns>
    public static SyntaxNode Apply(SyntaxNode root, IEnumerable<Replacement> replacements)
    {
        ILookup<SyntaxNode, Replacement> byNode = replacements.ToLookup(r => r.Old);
        return root.ReplaceNodes(
            byNode.Select(g => g.Key), (old, changed) => byNode[old].Aggregate(changed, (node, replacement) => replacement.Change(node)));
    }
}
