using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HmmGen.Generators.Diagnostics;

/// <summary>Quotes source text in messages. <c>dotnet build</c> prints only the first line of a message, so a quote is one line, and not a long one.</summary>
internal static class SourceQuote
{
    /// <summary>The most characters of a quote.</summary>
    private const int Longest = 80;

    /// <summary>The text of a node on one line: without comments, with one space for each line break and what is around it, and shortened with "…".</summary>
    /// <param name="node">The node.</param>
    /// <returns>The quote.</returns>
    public static string Quote(this SyntaxNode node)
    {
        StringBuilder text = new();
        SyntaxToken last = default;
        foreach (SyntaxToken token in node.DescendantTokens())
        {
            text.Append(text.Length == 0 ? "" : Between(last, token));
            AppendOnOneLine(text, token.Text);
            last = token;
            if (text.Length > Longest)
            {
                break;
            }
        }

        if (text.Length > Longest)
        {
            text.Length = char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1;
            text.Append('…');
        }

        return text.ToString();
    }

    private static string Between(SyntaxToken left, SyntaxToken right)
    {
        SyntaxTrivia[] trivia = [.. left.TrailingTrivia, .. right.LeadingTrivia];
        return trivia.Length == 0 ? ""
            : trivia.All(part => part.IsKind(SyntaxKind.WhitespaceTrivia)) ? " "
            : IsClosed(left.Kind()) || IsOpened(right.Kind()) ? ""
            : " ";
    }

    // Where no space would stand, had it all been written on one line.
    private static bool IsClosed(SyntaxKind left) =>
        left is SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken or SyntaxKind.DotToken;

    private static bool IsOpened(SyntaxKind right) => right is SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken or SyntaxKind.DotToken
        or SyntaxKind.CommaToken or SyntaxKind.SemicolonToken;

    // Strings may have lines, too.
    private static void AppendOnOneLine(StringBuilder text, string token)
    {
        foreach (char letter in token)
        {
            bool space = char.IsWhiteSpace(letter) || char.IsControl(letter);
            if (!space || text.Length == 0 || text[text.Length - 1] != ' ')
            {
                text.Append(space ? ' ' : letter);
            }
        }
    }
}
