using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.CodeFixes;

/// <summary>A replacement of syntax that a code fix offers.</summary>
/// <param name="Title">The text that the user reads.</param>
/// <param name="Key">A key shared by all fixes that can be made together.</param>
/// <param name="Old">The node to replace.</param>
/// <param name="Change">
/// Makes the new node from the old one. Where many fixes are made together it is given the old node with their changes in it, so it finds what it
/// changes by structure and name, not by place.
/// </param>
internal sealed record Replacement(string Title, string Key, SyntaxNode Old, Func<SyntaxNode, SyntaxNode> Change)
{
    /// <summary>A replacement of a node of a known kind.</summary>
    /// <typeparam name="TNode">The kind, which other fixes do not change.</typeparam>
    /// <param name="title">The text that the user reads.</param>
    /// <param name="key">A key shared by all fixes that can be made together.</param>
    /// <param name="old">The node to replace.</param>
    /// <param name="change">Makes the new node from the old one.</param>
    /// <returns>The replacement.</returns>
    public static Replacement Of<TNode>(string title, string key, TNode old, Func<TNode, SyntaxNode> change) where TNode : SyntaxNode =>
        new(title, key, old, node => node is TNode known ? change(known) : node);
}
