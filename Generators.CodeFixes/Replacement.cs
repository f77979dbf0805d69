using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.CodeFixes;

/// <summary>A piece of syntax that a code fix offers in place of another.</summary>
/// <param name="Title">What the user reads.</param>
/// <param name="Key">The same for all fixes that can be made together.</param>
/// <param name="Old">The piece to replace.</param>
/// <param name="New">What replaces it.</param>
internal sealed record Replacement(string Title, string Key, SyntaxNode Old, SyntaxNode New);
