using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace HmmGen.Generators.Symbols;

/// <summary>Names in metadata. Other languages allow more than C# can write.</summary>
internal static class CSharpName
{
    /// <summary>Whether C# can write a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>False when it is empty, has other characters, or has some that C# leaves out when it reads a name.</returns>
    public static bool CanWrite(string name) => SyntaxFacts.IsValidIdentifier(name)
        && name.All(static letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.Format);
}
