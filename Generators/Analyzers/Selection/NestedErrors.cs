using HmmGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HmmGen.Generators.Analyzers.Selection;

/// <summary>
/// Of errors at one place, or one inside another, keeps the error that names the cause. A refused call makes its operands meaningless, so the call
/// is the cause. In all other cases the innermost error is. A statement with a body and an error in its body are two mistakes.
/// </summary>
internal static class NestedErrors
{
    // At one place, the error that comes first in this list says more.
    private static readonly string[] Telling =
    [
        KernelDiagnostics.BadCall.Id, KernelDiagnostics.Recursion.Id, KernelDiagnostics.TooLarge.Id, KernelDiagnostics.Inaccessible.Id,
        KernelDiagnostics.Unsupported.Id, KernelDiagnostics.SpanFlow.Id, KernelDiagnostics.BadType.Id,
    ];

    /// <summary>Leaves out errors that another error explains better.</summary>
    /// <param name="errors">The errors of one file.</param>
    /// <param name="root">The file.</param>
    /// <returns>The remaining errors.</returns>
    public static IReadOnlyList<Diagnostic> Without(IReadOnlyList<Diagnostic> errors, SyntaxNode root) => errors.Count < 2
        ? errors
        : [.. errors.Where((error, number) => !YieldsToAny(error, number, errors, root))];

    private static bool YieldsToAny(Diagnostic error, int number, IReadOnlyList<Diagnostic> errors, SyntaxNode root) =>
        errors.Where((other, otherNumber) => number != otherNumber && Yields(error, number, other, otherNumber, root)).Any();

    private static bool Yields(Diagnostic error, int number, Diagnostic other, int otherNumber, SyntaxNode root)
    {
        if (error.Severity != other.Severity || !Applies(error) || !Applies(other))
        {
            return false;
        }

        TextSpan span = error.Location.SourceSpan;
        TextSpan otherSpan = other.Location.SourceSpan;
        if (span == otherSpan)
        {
            int rank = Array.IndexOf(Telling, error.Id);
            int otherRank = Array.IndexOf(Telling, other.Id);
            return rank != otherRank ? otherRank < rank : otherNumber < number;
        }

        if (IsOfAType(error, other, root))
        {
            return otherSpan.Contains(span) || (span.Contains(otherSpan) && !HasBody(root.FindNode(span)));
        }

        if (IsOfAType(other, error, root))
        {
            return false;
        }

        return otherSpan.Contains(span) ? IsCall(other)
            : span.Contains(otherSpan) && !IsCall(error) && !HasBody(root.FindNode(span));
    }

    // A conversion to or from a refused type follows from the type. For a lambda in a delegate, the lambda is the cause.
    private static bool IsOfAType(Diagnostic error, Diagnostic type, SyntaxNode root) =>
        error.Id == KernelDiagnostics.Unsupported.Id
        && type.Id == KernelDiagnostics.BadType.Id
        && root.FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true) is not AnonymousFunctionExpressionSyntax;

    private static bool Applies(Diagnostic error) => Array.IndexOf(Telling, error.Id) >= 0;

    private static bool IsCall(Diagnostic error) =>
        error.Id == KernelDiagnostics.BadCall.Id || error.Id == KernelDiagnostics.Recursion.Id;

    private static bool HasBody(SyntaxNode node) => node is StatementSyntax
        and not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax)
        and not BlockSyntax;
}
