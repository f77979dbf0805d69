using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing;

/// <summary>The keywords of statements that handle exceptions.</summary>
internal static class HandlerKeywords
{
    /// <summary>The keyword of a statement that handles exceptions, in the source or in the code that the compiler makes of it.</summary>
    /// <param name="node">The statement.</param>
    /// <returns>The keyword; null for any other node.</returns>
    public static SyntaxToken? Of(SyntaxNode node) => node switch
    {
        TryStatementSyntax statement => statement.TryKeyword,
        LockStatementSyntax statement => statement.LockKeyword,
        UsingStatementSyntax statement => statement.UsingKeyword,
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.UsingKeyword } statement => statement.UsingKeyword,
        CommonForEachStatementSyntax statement => statement.ForEachKeyword,
        _ => null,
    };
}
