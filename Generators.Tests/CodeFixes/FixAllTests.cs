using System.Collections.Immutable;
using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Analyzers.Lints;
using HmmGen.Generators.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace HmmGen.Generators.Tests.CodeFixes;

/// <summary>Fixes of many diagnostics, as tools ask for them that fix many ids in one run.</summary>
public sealed class FixAllTests
{
    private const string Source =
        "using System; using HmmGen; static partial class Ops { [HmmKernel] static void J(Span<int> x) { } [HmmKernel] static void K(int i, int[] x) => x[i] = 1; }";

    /// <summary><c>dotnet format</c> takes the key from the first diagnostic of the analyzer, whose id may be another: then it has no key.</summary>
    [Fact]
    public async Task AllAreFixed_WithoutAKey() => Assert.Equal(
        Source.Replace("int[] x", "Span<int> x", StringComparison.Ordinal),
        await Fixed(Source, new KernelAnalyzer(), new ToSpanCodeFix(), key: null));

    [Fact]
    public async Task FunctionsWithinFunctions_AreFixedTogether()
    {
        const string First = "using System; using HmmGen; static partial class Ops { [HmmKernel] static void K(int i, ReadOnlySpan<float> x, Span<float> y) => y[i] = ";
        Assert.Equal(
            First + "MathF.Pow(MathF.Sqrt(x[i] + 1f), MathF.PI * 2.0f); }",
            await Fixed(
                First + "(float)Math.Pow(Math.Sqrt(x[i] + 1d), Math.PI * 2.0); }", new KernelLintAnalyzer(), new FloatCodeFix(), nameof(FloatCodeFix)));
    }

    [Fact]
    public async Task DiagnosticOfAnotherId_HasNoFix()
    {
        using AdhocWorkspace workspace = new();
        Document document = Of(workspace, Source);
        Diagnostic other = Diagnostic.Create(
            new DiagnosticDescriptor("HMM009", "", "", "", DiagnosticSeverity.Error, true),
            Location.Create(
                (await document.GetSyntaxTreeAsync(TestContext.Current.CancellationToken))!, new TextSpan(Source.IndexOf("int[] x", StringComparison.Ordinal), 7)));

        await new ToSpanCodeFix().RegisterCodeFixesAsync(
            new CodeFixContext(document, other, static (_, _) => Assert.Fail("a fix was offered"), TestContext.Current.CancellationToken));
    }

    private static async Task<string> Fixed(string source, DiagnosticAnalyzer analyzer, CodeFixProvider fix, string? key)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        using AdhocWorkspace workspace = new();
        Document document = Of(workspace, source);
        Compilation compilation = (await document.Project.GetCompilationAsync(cancel))!;
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync(cancel);
        FixAllContext context = new(document, fix, FixAllScope.Solution, key!, fix.FixableDiagnosticIds, new Found(found), cancel);
        CodeAction? action = await fix.GetFixAllProvider()!.GetFixAsync(context);
        Assert.NotNull(action);
        ApplyChangesOperation changes = Assert.Single((await action.GetOperationsAsync(cancel)).OfType<ApplyChangesOperation>());
        return (await changes.ChangedSolution.GetDocument(document.Id)!.GetTextAsync(cancel)).ToString();
    }

    private static Document Of(AdhocWorkspace workspace, string source) => workspace
        .AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Ops",
            "Ops",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            metadataReferences: PlatformReferences.Where(static file => file is "HmmGen.Runtime.dll" || file.StartsWith("System.", StringComparison.Ordinal))))
        .AddDocument("Ops.cs", source);

    /// <summary>Gives what analyzers have found.</summary>
    private sealed class Found(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
