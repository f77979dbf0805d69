using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Dependencies;

/// <summary>Finds the names that a declaration mentions, in its syntax alone.</summary>
internal static class MentionedNames
{
    /// <summary>Finds the names.</summary>
    /// <param name="node">The declaration.</param>
    /// <returns>The names, without its own parameters and locals where these can mean nothing else.</returns>
    public static HashSet<string> In(SyntaxNode node)
    {
        HashSet<string> own = Own(node);
        HashSet<string> names = new(StringComparer.Ordinal);
        Stack<(SyntaxNode Node, bool InAttribute)> open = new();
        open.Push((node, node.FirstAncestorOrSelf<AttributeSyntax>() is not null));
        while (open.Count > 0)
        {
            (SyntaxNode next, bool inAttribute) = open.Pop();
            foreach (SyntaxNodeOrToken part in next.ChildNodesAndTokens())
            {
                if (part.AsNode() is { } inner)
                {
                    open.Push((inner, inAttribute || inner is AttributeSyntax));
                }
                else if (part.IsKind(SyntaxKind.IdentifierToken))
                {
                    Add(part.AsToken(), next, inAttribute);
                }
            }
        }

        return names;

        void Add(SyntaxToken token, SyntaxNode parent, bool inAttribute)
        {
            string name = token.ValueText;
            if (parent is ParameterSyntax or VariableDeclaratorSyntax or LabeledStatementSyntax
                || (!inAttribute && parent is IdentifierNameSyntax simple && own.Contains(name) && IsValue(simple)))
            {
                return;
            }

            names.Add(name);
            if (inAttribute)
            {
                names.Add(name + "Attribute");
            }
        }
    }

    // The name of a parameter, or of a local of the outermost block, means that variable in the whole body.
    private static HashSet<string> Own(SyntaxNode node)
    {
        HashSet<string> own = new(StringComparer.Ordinal);
        if (node is BaseMethodDeclarationSyntax method)
        {
            own.UnionWith(method.ParameterList.Parameters.Select(p => p.Identifier.ValueText));
            IEnumerable<LocalDeclarationStatementSyntax> locals = method.Body?.Statements.OfType<LocalDeclarationStatementSyntax>() ?? [];
            own.UnionWith(locals.SelectMany(l => l.Declaration.Variables).Select(v => v.Identifier.ValueText));
        }

        return own;
    }

    private static bool IsValue(IdentifierNameSyntax name) =>
        name.Parent is not (NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax or InvocationExpressionSyntax or ExpressionColonSyntax)
        && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
        && !(name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } set && set.Left == name)
        && name.Parent is not MemberBindingExpressionSyntax
        && !SyntaxFacts.IsInTypeOnlyContext(name);
}
