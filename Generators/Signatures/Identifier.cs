using Microsoft.CodeAnalysis.CSharp;

namespace HmmGen.Generators.Signatures;

/// <summary>Writes names so that C# takes them as names.</summary>
internal static class Identifier
{
    /// <summary>Escapes a name that is a keyword somewhere.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The name, behind <c>@</c> when it is a keyword.</returns>
    public static string Of(string name) => IsPlain(name) ? name : "@" + name;

    /// <summary>Whether a name is one everywhere.</summary>
    /// <param name="name">The name.</param>
    /// <returns>False for keywords, also for those that are keywords in some places only.</returns>
    public static bool IsPlain(string name) =>
        name.Length > 0 && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None;
}
