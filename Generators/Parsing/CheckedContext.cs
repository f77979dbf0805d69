using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// Whether C# checks for overflow at a place. Operations of arithmetic say so themselves. Compound assignments do not whose operator cannot overflow, while the
/// conversion back to a narrow target can; nor do conversions of enums, of tuples and of what a foreach goes through.
/// </summary>
internal static class CheckedContext
{
    /// <summary>Whether a conversion is checked.</summary>
    /// <param name="conversion">The conversion.</param>
    /// <param name="compilation">Says what holds where the source does not.</param>
    /// <returns>True where overflow throws.</returns>
    public static bool IsAt(IConversionOperation conversion, Compilation compilation)
    {
        // The only implicit conversion that can overflow is that of a foreach. It is made in the loop, not in the expression that gives the elements.
        CommonForEachStatementSyntax? loop = conversion.IsImplicit ? conversion.Syntax.FirstAncestorOrSelf<CommonForEachStatementSyntax>() : null;
        return IsAt(loop is not null && loop.Expression.Span.Contains(conversion.Syntax.Span) ? loop : conversion.Syntax, compilation);
    }

    /// <summary>Whether a place is checked.</summary>
    /// <param name="place">The place.</param>
    /// <param name="compilation">Says what holds where the source does not.</param>
    /// <returns>True where overflow throws.</returns>
    public static bool IsAt(SyntaxNode place, Compilation compilation)
    {
        for (SyntaxNode? node = place; node is not null and not MemberDeclarationSyntax; node = node.Parent)
        {
            switch (node.Kind())
            {
                case SyntaxKind.CheckedExpression or SyntaxKind.CheckedStatement:
                    return true;
                case SyntaxKind.UncheckedExpression or SyntaxKind.UncheckedStatement:
                    return false;
            }
        }

        return ((CSharpCompilationOptions)compilation.Options).CheckOverflow;
    }
}
