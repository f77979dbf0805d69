using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.CodeFixes;

/// <summary>Adds modifiers to declarations in their usual order.</summary>
internal static class ModifierList
{
    /// <summary>Adds a modifier: <c>partial</c> at the end, others after the accessibility.</summary>
    /// <typeparam name="TMember">The kind of declaration.</typeparam>
    /// <param name="member">The declaration.</param>
    /// <param name="kind">The modifier.</param>
    /// <returns>The declaration with it.</returns>
    public static TMember Add<TMember>(TMember member, SyntaxKind kind) where TMember : MemberDeclarationSyntax
    {
        // The comments above a declaration belong to its first token, which may become the second.
        SyntaxTriviaList leading = member.GetLeadingTrivia();
        member = member.WithoutLeadingTrivia();
        int place = kind == SyntaxKind.PartialKeyword ? member.Modifiers.Count : member.Modifiers.TakeWhile(IsAccessibility).Count();
        SyntaxToken modifier = SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
        SyntaxToken? attributed = member.AttributeLists.Count > 0 ? member.AttributeLists.Last().GetLastToken().GetNextToken() : null;
        if (place == 0 && attributed is { } next)
        {
            modifier = modifier.WithLeadingTrivia(next.LeadingTrivia);
            member = member.ReplaceToken(next, next.WithLeadingTrivia());
        }

        return (TMember)member.WithModifiers(member.Modifiers.Insert(place, modifier)).WithLeadingTrivia(leading);
    }

    private static bool IsAccessibility(SyntaxToken token) => token.Kind()
        is SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword;
}
