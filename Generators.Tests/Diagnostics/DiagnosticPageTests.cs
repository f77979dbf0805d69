using System.Reflection;
using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Signatures;
using HmmGen.Generators.Tests.Architecture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace HmmGen.Generators.Tests.Diagnostics;

/// <summary>Every diagnostic has a page. Its bad example gives the diagnostic where the page says, its good one builds and runs.</summary>
public sealed class DiagnosticPageTests
{
    public static TheoryData<string> Pages => [.. DiagnosticPage.Ids];

    private static IEnumerable<DiagnosticDescriptor> Descriptors => KernelDiagnostics.Errors.Concat(KernelDiagnostics.Lints);

    [Fact]
    public void EveryDiagnostic_HasAPage() =>
        Assert.Equal(Descriptors.Select(d => d.Id).Order(StringComparer.Ordinal), DiagnosticPage.Ids);

    [Fact]
    public void TheTable_NamesAllWithTheirKinds() =>
        Assert.Equal(
            Descriptors.Select(d => $"| [{d.Id}]({d.Id}.md) | {Kind(d)} | {d.Title} |").Order(StringComparer.Ordinal),
            RepositoryPages.Read("docs/diagnostics/README.md").Split('\n').Where(line => line.StartsWith("| [", StringComparison.Ordinal)));

    [Fact]
    public void EveryDiagnostic_LinksToItsPage() =>
        Assert.All(Descriptors, d => Assert.EndsWith($"/docs/diagnostics/{d.Id}.md", d.HelpLinkUri, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_SaysWhereItsDiagnosticIsSeen(string id)
    {
        (string kind, string raised) = Descriptors.Single(d => d.Id == id).DefaultSeverity switch
        {
            DiagnosticSeverity.Info => ("\n\nIt is a hint: editors show it, and `dotnet build` does not print it.", "warning"),
            DiagnosticSeverity.Warning => ("\n\nIt is a warning: editors and `dotnet build` show it.", "error"),
            _ => ("", ""),
        };
        string text = DiagnosticPage.Read(id).Text;

        Assert.Equal(kind.Length > 0, text.Contains("## Where it is seen", StringComparison.Ordinal));
        Assert.Contains(kind, text, StringComparison.Ordinal);
        Assert.Equal(kind.Length > 0, text.Contains($"\n[*.cs]\ndotnet_diagnostic.{id}.severity = {raised}\n", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task BadExample_GivesItsDiagnostic_WhereThePageSays(string id)
    {
        DiagnosticPage page = DiagnosticPage.Read(id);
        Analyzed analyzed = await Analyzed.Of(page.Bad, DiagnosticPage.VersionOf(page.Bad));
        IEnumerable<string> found = analyzed.Reported.Where(d => d.Severity >= DiagnosticSeverity.Warning || d.Id == id)
            .Select(d => DiagnosticPage.MarkOf(d.Location.GetLineSpan().StartLinePosition.Line, d.Id, Analyzed.TextAt(d)));

        Assert.NotEmpty(page.Marks);
        Assert.Equal(page.Marks, found);
        Assert.All(page.Marks, m => Assert.Contains(id, m, StringComparison.Ordinal));
        Assert.DoesNotContain(
            analyzed.All.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task GoodExample_BuildsAndRuns(string id)
    {
        string good = DiagnosticPage.Read(id).Good;
        LanguageVersion version = DiagnosticPage.VersionOf(good);
        string calls = LaunchCalls((await Analyzed.Of(good, version)).User);
        Analyzed analyzed = await Analyzed.Of(good, version, calls);

        Assert.Empty(analyzed.Findings(DiagnosticSeverity.Hidden));
        using MemoryStream image = new();
        EmitResult result = analyzed.All.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning));
        int launches = (int)Assembly.Load(image.ToArray()).GetType("Launches", throwOnError: true)!.GetMethod("Run")!.Invoke(null, null)!;
        Assert.True(launches > 0, "The example has no kernel.");
    }

    private static string Kind(DiagnosticDescriptor descriptor) => descriptor.DefaultSeverity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "hint",
    };

    // A method that launches each kernel of a source on the host, with spans long enough for any index that the examples make.
    private static string LaunchCalls(CSharpCompilation user)
    {
        List<string> calls = [];
        foreach (SyntaxTree tree in user.SyntaxTrees)
        {
            SemanticModel model = user.GetSemanticModel(tree);
            SyntaxNode root = tree.GetRoot(TestContext.Current.CancellationToken);
            foreach (MethodDeclarationSyntax declaration in root.DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                IMethodSymbol method = model.GetDeclaredSymbol(declaration, TestContext.Current.CancellationToken)!;
                if (KernelAttribute.Find(method) is { } attribute)
                {
                    int rank = KernelAttribute.RankOf(attribute);
                    string extent = rank switch { 1 => "16", 2 => "(4, 4)", _ => "(2, 2, 2)" };
                    string[] arguments = ["HmmDevice.Host", extent, .. method.Parameters.Skip(rank).Select(p => Argument(p.Type))];
                    calls.Add($"{method.ContainingType.ToDisplayString()}.{method.Name}({string.Join(", ", arguments)});");
                }
            }
        }

        return $"public static class Launches {{ public static int Run() {{ {string.Join(' ', calls)} return {calls.Count}; }} }}";
    }

    private static string Argument(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" } span => $"new {span.TypeArguments[0].ToDisplayString()}[4096]",
        { SpecialType: SpecialType.System_Int32 } => "8",
        _ => $"default({type.ToDisplayString()})",
    };
}
