using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.CodeFixes;

/// <summary>HMM002: makes a kernel static.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeStaticCodeFix))]
[Shared]
public sealed class MakeStaticCodeFix : KernelCodeFix<MethodDeclarationSyntax>
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["HMM002"];

    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Fixes(MethodDeclarationSyntax node, Diagnostic diagnostic)
    {
        if (node.Modifiers.Any(SyntaxKind.StaticKeyword)
            || node.ExplicitInterfaceSpecifier is not null
            || (node.Body is null && node.ExpressionBody is null))
        {
            yield break;
        }

        yield return Replacement.Of($"Make '{node.Identifier.Text}' static", nameof(MakeStaticCodeFix), node, Static);
    }

    private static MethodDeclarationSyntax Static(MethodDeclarationSyntax method)
    {
        MethodDeclarationSyntax changed = ModifierList.Add(method, SyntaxKind.StaticKeyword);
        return changed.WithModifiers([.. changed.Modifiers.Where(m => !IsOfObjects(m))]);
    }

    private static bool IsOfObjects(SyntaxToken modifier) => modifier.Kind()
        is SyntaxKind.VirtualKeyword or SyntaxKind.OverrideKeyword or SyntaxKind.SealedKeyword or SyntaxKind.ReadOnlyKeyword;
}
