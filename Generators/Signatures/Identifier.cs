using Microsoft.CodeAnalysis.CSharp;

namespace HmmGen.Generators.Signatures;

/// <summary>Writes names as C# identifiers.</summary>
internal static class Identifier
{
    /// <summary>Escapes a name that is a keyword in some context.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The name, behind <c>@</c> when it is a keyword.</returns>
    public static string Of(string name) => IsPlain(name) ? name : "@" + name;

    /// <summary>Whether a name is an identifier in every context.</summary>
    /// <param name="name">The name.</param>
    /// <returns>False for keywords, also for those that are keywords in some places only.</returns>
    public static bool IsPlain(string name) =>
        name.Length > 0 && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None;
}
