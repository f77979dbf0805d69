using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.CodeFixes;

/// <summary>Adds index parameters to a list of parameters, each on a line of its own where the others have one.</summary>
internal static class IndexParameters
{
    /// <summary>Inserts parameters of type <see cref="int"/>.</summary>
    /// <param name="list">The list.</param>
    /// <param name="at">The place of the first new parameter.</param>
    /// <param name="names">Their names.</param>
    /// <returns>The longer list.</returns>
    public static ParameterListSyntax Insert(ParameterListSyntax list, int at, string[] names)
    {
        SeparatedSyntaxList<ParameterSyntax> parameters = list.Parameters;
        ParameterSyntax? neighbour = at < parameters.Count ? parameters[at] : parameters.LastOrDefault();
        SyntaxTriviaList between = neighbour is null ? [] : LineBreak(neighbour);
        SyntaxTriviaList indentation = between.Count == 0 ? [] : [.. neighbour!.GetLeadingTrivia().Reverse().TakeWhile(IsSpace)];
        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(between.Count == 0 ? [SyntaxFactory.Space] : between);

        List<SyntaxNodeOrToken> all = [.. parameters.GetWithSeparators()];
        IEnumerable<ParameterSyntax> added = names.Select(n => Index(n).WithLeadingTrivia(indentation));
        if (at < parameters.Count)
        {
            all.InsertRange(2 * at, added.SelectMany(p => new SyntaxNodeOrToken[] { p, comma }));
            return list.WithParameters(SyntaxFactory.SeparatedList<ParameterSyntax>(all));
        }

        if (neighbour is not null)
        {
            // What is behind the last parameter stays behind it, or behind the new last one.
            SyntaxTriviaList behind = neighbour.GetTrailingTrivia();
            bool endsLine = between.Count > 0 && behind.Any(SyntaxKind.EndOfLineTrivia);
            all[all.Count - 1] = neighbour.WithoutTrailingTrivia();
            all.AddRange(added.SelectMany((p, index) => new SyntaxNodeOrToken[] { index == 0 && endsLine ? comma.WithTrailingTrivia(behind) : comma, p }));
            all[all.Count - 1] = all[all.Count - 1].WithTrailingTrivia(endsLine ? between : behind);
            return list.WithParameters(SyntaxFactory.SeparatedList<ParameterSyntax>(all));
        }

        return list.WithParameters(SyntaxFactory.SeparatedList(added, Enumerable.Repeat(comma, names.Length - 1)));
    }

    private static ParameterSyntax Index(string name) => SyntaxFactory.Parameter(SyntaxFactory.Identifier(name))
        .WithType(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.IntKeyword)).WithTrailingTrivia(SyntaxFactory.Space));

    // The end of the line before a parameter that begins a line; else nothing.
    private static SyntaxTriviaList LineBreak(ParameterSyntax parameter) =>
        [.. parameter.GetFirstToken().GetPreviousToken().TrailingTrivia.Where(t => t.IsKind(SyntaxKind.EndOfLineTrivia))];

    private static bool IsSpace(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia);
}
