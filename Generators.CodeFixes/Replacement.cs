using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.CodeFixes;

/// <summary>A replacement of syntax that a code fix offers.</summary>
/// <param name="Title">The text that the user reads.</param>
/// <param name="Key">A key shared by all fixes that can be made together.</param>
/// <param name="Old">The node to replace.</param>
/// <param name="New">The new node.</param>
internal sealed record Replacement(string Title, string Key, SyntaxNode Old, SyntaxNode New);
