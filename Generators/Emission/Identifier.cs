using Microsoft.CodeAnalysis.CSharp;

namespace HmmGen.Generators.Emission;

/// <summary>Writes names so that C# takes them as names.</summary>
internal static class Identifier
{
    /// <summary>Escapes a name that is a keyword.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The name, behind <c>@</c> when it is a keyword.</returns>
    public static string Of(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
