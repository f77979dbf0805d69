using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing;

/// <summary>The keywords of statements that handle exceptions.</summary>
internal static class HandlerKeywords
{
    /// <summary>What to write in place of <c>try</c>.</summary>
    public const string AdviceForTry = "test for the error before it can happen";

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

    /// <summary>What to write in place of a statement.</summary>
    /// <param name="keyword">Its keyword.</param>
    /// <returns>The advice.</returns>
    public static string AdviceFor(SyntaxToken keyword) => keyword.Kind() switch
    {
        SyntaxKind.TryKeyword => AdviceForTry,
        SyntaxKind.LockKeyword => "use Interlocked or HmmAtomic",
        SyntaxKind.UsingKeyword => "leave it out, since devices have nothing to dispose of",
        _ => "go through a span or an array",
    };
}
