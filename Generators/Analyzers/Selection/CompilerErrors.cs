using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HmmGen.Generators.Analyzers.Selection;

/// <summary>The errors that the C# compiler itself reports about a kernel. Asked for only when HmmGen has found errors in the kernel.</summary>
internal static class CompilerErrors
{
    /// <summary>The compiler's errors in the members that have HmmGen's errors.</summary>
    /// <param name="ours">Our errors in one file.</param>
    /// <param name="root">The file.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The compiler's errors.</returns>
    public static IReadOnlyList<Diagnostic> Around(
        IReadOnlyList<Diagnostic> ours, SyntaxNode root, SemanticModel model, CancellationToken cancellation)
    {
        HashSet<TextSpan> members = [];
        foreach (Diagnostic error in ours)
        {
            SyntaxNode node = root.FindNode(error.Location.SourceSpan);
            SyntaxNode? member = node.AncestorsAndSelf().FirstOrDefault(n => n is MemberDeclarationSyntax);
            members.Add(member is BaseTypeDeclarationSyntax or null ? error.Location.SourceSpan : member.Span);
        }

        // A warning that a project treats as an error hides no error of HmmGen, hence the default severity.
        return
        [
            .. members.SelectMany(m => model.GetDiagnostics(m, cancellation)).Where(d => d.DefaultSeverity == DiagnosticSeverity.Error),
        ];
    }

    /// <summary>Leaves out errors that overlap an error of the compiler.</summary>
    /// <param name="ours">Our errors.</param>
    /// <param name="compilers">The compiler's errors.</param>
    /// <returns>The remaining errors.</returns>
    public static IReadOnlyList<Diagnostic> Without(IReadOnlyList<Diagnostic> ours, IReadOnlyList<Diagnostic> compilers) =>
        compilers.Count == 0 ? ours : [.. ours.Where(o => !compilers.Any(c => Overlap(c.Location.SourceSpan, o.Location.SourceSpan)))];

    private static bool Overlap(TextSpan one, TextSpan other) => one.OverlapsWith(other) || one == other;
}
