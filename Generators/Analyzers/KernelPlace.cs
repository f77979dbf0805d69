using HmmGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HmmGen.Generators.Analyzers;

/// <summary>Finds <c>[HmmKernel]</c> on methods, in C#'s sense, that cannot have a launch overload.</summary>
internal static class KernelPlace
{
    /// <summary>Checks the place of an attribute.</summary>
    /// <param name="context">The attribute.</param>
    /// <param name="mark">The kernel attribute.</param>
    public static void Analyze(SyntaxNodeAnalysisContext context, KernelMark mark)
    {
        AttributeSyntax attribute = (AttributeSyntax)context.Node;
        if (Wrong(attribute.Parent?.Parent) is { } wrong
            && context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol is IMethodSymbol constructor
            && mark.Is(constructor.ContainingType))
        {
            context.ReportDiagnostic(Diagnostic.Create(KernelDiagnostics.Misplaced, attribute.GetLocation(), wrong));
        }
    }

    private static string? Wrong(SyntaxNode? owner) => owner switch
    {
        MethodDeclarationSyntax { Parent.RawKind: (int)SyntaxKind.ExtensionBlockDeclaration } method =>
            $"'{method.Identifier.Text}' in an extension block",
        LocalFunctionStatementSyntax { Parent: GlobalStatementSyntax } local =>
            $"'{local.Identifier.Text}', which is a local function as all functions of a top-level program are",
        LocalFunctionStatementSyntax local => $"the local function '{local.Identifier.Text}'",
        AnonymousFunctionExpressionSyntax => "a lambda",
        AccessorDeclarationSyntax accessor => $"the accessor '{accessor.Keyword.Text}'",
        OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => "an operator",
        DestructorDeclarationSyntax => "a finalizer",
        EventFieldDeclarationSyntax => "an event's accessors",
        _ => null,
    };
}
