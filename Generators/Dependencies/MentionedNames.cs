using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Dependencies;

/// <summary>Finds the names that a declaration asks for, in its syntax alone.</summary>
internal static class MentionedNames
{
    /// <summary>Finds the names.</summary>
    /// <param name="node">The declaration.</param>
    /// <returns>The names; those of its own parameters and locals are left out where nothing else can be meant.</returns>
    public static HashSet<string> In(SyntaxNode node)
    {
        HashSet<string> own = Own(node);
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (SyntaxToken token in node.DescendantTokens())
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken) || token.Parent is ParameterSyntax or VariableDeclaratorSyntax or LabeledStatementSyntax)
            {
                continue;
            }

            string name = token.ValueText;
            if (own.Contains(name) && token.Parent is IdentifierNameSyntax simple && IsValue(simple))
            {
                continue;
            }

            names.Add(name);
            if (token.Parent?.FirstAncestorOrSelf<AttributeSyntax>() is not null)
            {
                names.Add(name + "Attribute");
            }
        }

        return names;
    }

    // A parameter, and a local of the outermost block, means itself in all of the body.
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
        && name.FirstAncestorOrSelf<AttributeSyntax>() is null
        && !SyntaxFacts.IsInTypeOnlyContext(name);
}
