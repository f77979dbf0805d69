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

        MethodDeclarationSyntax changed = ModifierList.Add(node, SyntaxKind.StaticKeyword);
        changed = changed.WithModifiers([.. changed.Modifiers.Where(m => !IsOfObjects(m))]);
        yield return new Replacement($"Make '{node.Identifier.Text}' static", nameof(MakeStaticCodeFix), node, changed);
    }

    private static bool IsOfObjects(SyntaxToken modifier) => modifier.Kind()
        is SyntaxKind.VirtualKeyword or SyntaxKind.OverrideKeyword or SyntaxKind.SealedKeyword or SyntaxKind.ReadOnlyKeyword;
}
