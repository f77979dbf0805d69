using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// Whether C# checks for overflow at a place. Operations say so themselves, except compound assignments whose operator cannot overflow: there
/// the conversion back to a narrow target can.
/// </summary>
internal static class CheckedContext
{
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
