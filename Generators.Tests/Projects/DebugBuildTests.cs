using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace HmmGen.Generators.Tests.Projects;

/// <summary>Kernels compile in a user's Debug build too, where assertions are part of them.</summary>
public sealed class DebugBuildTests
{
    /// <summary>An assertion becomes an exception that the user's assembly can make.</summary>
    [Fact]
    public void Assertions_compile()
    {
        const string Source = """
            static partial class Ops
            {
                [HmmKernel] public static void K(int i, Span<int> x) { System.Diagnostics.Debug.Assert(x[i] > 0, "positive"); x[i] = 1; }
            }
            """;
        CSharpParseOptions debug = new CSharpParseOptions(LanguageVersion.Latest).WithPreprocessorSymbols("DEBUG");
        CSharpCompilation compilation = Compilations.Of(CSharpSyntaxTree.ParseText(Source, debug, "Ops.cs", cancellationToken: TestContext.Current.CancellationToken));
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation all, out _, TestContext.Current.CancellationToken);

        Assert.Contains(all.SyntaxTrees, tree => tree.ToString().Contains("Debug.Assert failed", StringComparison.Ordinal));
        Assert.Empty(all.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }
}
