using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HmmGen.Generators.Analyzers.Selection;

/// <summary>Leaves out errors that are there only because the declaration of a local has one: each use of a refused local is not a mistake more.</summary>
internal static class Consequences
{
    /// <summary>Leaves out consequences.</summary>
    /// <param name="errors">Our errors of one file, in order of place.</param>
    /// <param name="compilers">The compiler's errors around them.</param>
    /// <param name="root">The file.</param>
    /// <param name="model">Its meaning.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The rest of ours.</returns>
    public static IReadOnlyList<Diagnostic> Without(
        IReadOnlyList<Diagnostic> errors, IReadOnlyList<Diagnostic> compilers, SyntaxNode root, SemanticModel model, CancellationToken cancellation)
    {
        if (errors.Count + compilers.Count < 2)
        {
            return errors;
        }

        HashSet<ISymbol> refused = new(SymbolEqualityComparer.Default);
        foreach (Diagnostic error in compilers)
        {
            AddDeclared(error.Location.SourceSpan, root, model, refused, cancellation);
        }

        List<Diagnostic> causes = [];
        foreach (Diagnostic error in errors)
        {
            SyntaxNode node = root.FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
            if (refused.Count == 0 || !Follows(error, node, refused, model, cancellation))
            {
                causes.Add(error);
            }

            AddDeclared(error.Location.SourceSpan, root, model, refused, cancellation);
        }

        return causes;
    }

    private static bool Follows(Diagnostic error, SyntaxNode node, HashSet<ISymbol> refused, SemanticModel model, CancellationToken cancellation)
    {
        bool any = error.Id == KernelDiagnostics.Unsupported.Id || error.Id == KernelDiagnostics.BadType.Id || error.Id == KernelDiagnostics.SpanFlow.Id;
        if (any)
        {
            return node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(IsRefused);
        }

        // A refused call on a refused local; but not one that merely gets it as an argument.
        return error.Id == KernelDiagnostics.BadCall.Id && node.GetFirstToken().Parent is IdentifierNameSyntax first && IsRefused(first);

        bool IsRefused(IdentifierNameSyntax name) =>
            refused.Any(r => r.Name == name.Identifier.ValueText)
            && model.GetSymbolInfo(name, cancellation).Symbol is { } symbol
            && refused.Contains(symbol);
    }

    // The locals in whose declaration an error is.
    private static void AddDeclared(TextSpan place, SyntaxNode root, SemanticModel model, HashSet<ISymbol> refused, CancellationToken cancellation)
    {
        for (SyntaxNode? node = root.FindNode(place, getInnermostNodeForTie: true); node is not null and not MemberDeclarationSyntax; node = node.Parent)
        {
            switch (node)
            {
                case VariableDeclaratorSyntax variable:
                    Add(model.GetDeclaredSymbol(variable, cancellation));
                    return;
                case VariableDeclarationSyntax declaration:
                    foreach (VariableDeclaratorSyntax variable in declaration.Variables)
                    {
                        Add(model.GetDeclaredSymbol(variable, cancellation));
                    }

                    return;
                case AssignmentExpressionSyntax { Left: DeclarationExpressionSyntax or TupleExpressionSyntax } assignment:
                    foreach (SingleVariableDesignationSyntax variable in assignment.Left.DescendantNodes().OfType<SingleVariableDesignationSyntax>())
                    {
                        Add(model.GetDeclaredSymbol(variable, cancellation));
                    }

                    return;
                case SingleVariableDesignationSyntax variable:
                    Add(model.GetDeclaredSymbol(variable, cancellation));
                    return;
                case ForEachStatementSyntax loop when !loop.Statement.Span.Contains(place):
                    Add(model.GetDeclaredSymbol(loop, cancellation));
                    return;
                case StatementSyntax:
                    return;
            }
        }

        void Add(ISymbol? symbol)
        {
            if (symbol is not null)
            {
                refused.Add(symbol);
            }
        }
    }
}
