using System.Globalization;
using HmmGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HmmGen.Generators.Analyzers.Selection;

/// <summary>
/// Leaves out errors that only follow from an error in the declaration of a local: each use of a refused local is not another mistake, nor is the value of a
/// refused type that the local begins with.
/// </summary>
internal static class Consequences
{
    /// <summary>Leaves out consequences.</summary>
    /// <param name="errors">Our errors of one file, in order of place.</param>
    /// <param name="compilers">The compiler's errors around them.</param>
    /// <param name="root">The file.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The remaining errors.</returns>
    public static IReadOnlyList<Diagnostic> Without(
        IReadOnlyList<Diagnostic> errors,
        IReadOnlyList<Diagnostic> compilers,
        SyntaxNode root,
        SemanticModel model,
        CancellationToken cancellation)
    {
        if (errors.Count + compilers.Count < 2)
        {
            return errors;
        }

        HashSet<ISymbol> compilersRefused = new(SymbolEqualityComparer.Default);
        foreach (Diagnostic error in compilers)
        {
            compilersRefused.UnionWith(Declared(error.Location.SourceSpan, root, model, cancellation));
        }

        HashSet<ISymbol> refused = new(compilersRefused, SymbolEqualityComparer.Default);
        HashSet<(ISymbol Local, string Message)> said = [];
        List<Diagnostic> causes = [];
        foreach (Diagnostic error in errors)
        {
            SyntaxNode node = root.FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
            IReadOnlyList<ISymbol> declared = Declared(error.Location.SourceSpan, root, model, cancellation);
            bool isRepeated = error.Id == KernelDiagnostics.BadType.Id && declared.Any(d => !said.Add((d, error.GetMessage(CultureInfo.InvariantCulture))));
            if (!isRepeated && (refused.Count == 0 || (!declared.Any(compilersRefused.Contains) && !Follows(error, node, refused, model, cancellation))))
            {
                causes.Add(error);
            }

            refused.UnionWith(declared);
        }

        return causes;
    }

    private static bool Follows(
        Diagnostic error, SyntaxNode node, HashSet<ISymbol> refused, SemanticModel model, CancellationToken cancellation)
    {
        if (error.Id == KernelDiagnostics.Unsupported.Id
            || error.Id == KernelDiagnostics.BadType.Id
            || error.Id == KernelDiagnostics.SpanFlow.Id)
        {
            // Looks at the whole expression: in a sum with a refused local, the constant beside the local is refused too.
            SyntaxNode whole = node.AncestorsAndSelf()
                .TakeWhile(n => n is not (StatementSyntax or MemberDeclarationSyntax))
                .LastOrDefault() ?? node;
            return whole.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(IsRefused);
        }

        // A refused call on a refused local follows from it; a call that merely takes the local as an argument does not.
        return error.Id == KernelDiagnostics.BadCall.Id && node.GetFirstToken().Parent is IdentifierNameSyntax first && IsRefused(first);

        bool IsRefused(IdentifierNameSyntax name) =>
            refused.Any(r => r.Name == name.Identifier.ValueText)
            && model.GetSymbolInfo(name, cancellation).Symbol is { } symbol
            && refused.Contains(symbol);
    }

    // The locals whose declaration has an error.
    private static IReadOnlyList<ISymbol> Declared(TextSpan place, SyntaxNode root, SemanticModel model, CancellationToken cancellation)
    {
        SyntaxNode innermost = root.FindNode(place, getInnermostNodeForTie: true);
        foreach (SyntaxNode node in innermost.AncestorsAndSelf().TakeWhile(n => n is not MemberDeclarationSyntax))
        {
            IEnumerable<SyntaxNode>? declarations = node switch
            {
                VariableDeclaratorSyntax or SingleVariableDesignationSyntax => [node],
                VariableDeclarationSyntax declaration => declaration.Variables,
                AssignmentExpressionSyntax { Left: DeclarationExpressionSyntax or TupleExpressionSyntax } assignment =>
                    assignment.Left.DescendantNodes().OfType<SingleVariableDesignationSyntax>(),
                ForEachStatementSyntax loop => loop.Statement.Span.Contains(place) ? [] : [loop],
                StatementSyntax => [],
                _ => null,
            };
            if (declarations is not null)
            {
                return [.. declarations.Select(d => model.GetDeclaredSymbol(d, cancellation)).OfType<ISymbol>()];
            }
        }

        return [];
    }
}
