using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Symbols;

/// <summary>Facts from the syntax of primary constructors.</summary>
internal static class PrimaryConstructors
{
    /// <summary>A parameter of a primary constructor that a member other than an initializer uses, so that it becomes a field.</summary>
    /// <param name="type">The struct.</param>
    /// <returns>The parameter's name; null when there is none. A member's own variable of that name counts too: better refused than wrong.</returns>
    public static string? CapturedBy(INamedTypeSymbol type)
    {
        TypeDeclarationSyntax[] declarations = [.. type.DeclaringSyntaxReferences.Select(static r => r.GetSyntax()).OfType<TypeDeclarationSyntax>()];
        if (type.IsRecord || declarations.FirstOrDefault(static d => d.ParameterList is not null) is not { ParameterList: { } list })
        {
            return null;
        }

        HashSet<string> names = [.. list.Parameters.Select(static p => p.Identifier.ValueText)];
        return declarations
            .SelectMany(static d => d.Members)
            .SelectMany(Bodies)
            .SelectMany(static body => body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            .Where(static name => name.Parent is not MemberAccessExpressionSyntax member || member.Expression == name)
            .Select(static name => name.Identifier.ValueText)
            .FirstOrDefault(names.Contains);
    }

    private static IEnumerable<SyntaxNode> Bodies(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax or BaseTypeDeclarationSyntax or ConstructorDeclarationSyntax => [],
        PropertyDeclarationSyntax property => new SyntaxNode?[] { property.ExpressionBody, property.AccessorList }.OfType<SyntaxNode>(),
        _ => member.Modifiers.Any(SyntaxKind.StaticKeyword) ? [] : [member],
    };
}
