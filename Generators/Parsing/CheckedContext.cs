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
        // An implicit conversion that can overflow is made for a foreach or for a cast. Its own syntax is that of what is converted.
        SyntaxNode? place = !conversion.IsImplicit ? conversion.Syntax
            : IsCurrent(conversion.Operand) ? conversion.Syntax.FirstAncestorOrSelf<CommonForEachStatementSyntax>()
            : CastAround(conversion.Syntax);
        return place is not null && IsAt(place, compilation);
    }

    private static bool IsCurrent(IOperation operation) => operation is IPropertyReferenceOperation { IsImplicit: true, Property.Name: "Current" }
        || (operation is IConversionOperation { IsImplicit: true } conversion && IsCurrent(conversion.Operand));

    // The cast of a value, or of the tuple in which it stands.
    private static SyntaxNode? CastAround(SyntaxNode value)
    {
        SyntaxNode? node = value.Parent;
        while (node is ParenthesizedExpressionSyntax or CheckedExpressionSyntax or TupleExpressionSyntax or ArgumentSyntax { Parent: TupleExpressionSyntax })
        {
            node = node.Parent;
        }

        return node as CastExpressionSyntax;
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
