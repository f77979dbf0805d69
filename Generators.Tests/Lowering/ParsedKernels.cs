using System.Runtime.CompilerServices;
using HmmGen.Generators.Model;
using HmmGen.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>The models of kernels that are written in C#.</summary>
internal static class ParsedKernels
{
    /// <summary>Parses the kernels of the corpus.</summary>
    /// <returns>The kernels, not yet lowered.</returns>
    internal static IEnumerable<KernelModel> OfCorpus() => Of([.. SourcesOfCorpus()]);

    /// <summary>The sources of the corpus.</summary>
    /// <returns>The trees.</returns>
    internal static IEnumerable<SyntaxTree> SourcesOfCorpus() =>
        Directory.GetFiles(Corpus(), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(static file => Path.GetFileName(Path.GetDirectoryName(file)) is "Kernels" or "Elements")
            .Select(static file => Compilations.Tree(File.ReadAllText(file), Path.GetFileName(file)));

    /// <summary>Parses the kernels of sources.</summary>
    /// <param name="sources">The sources.</param>
    /// <returns>The kernels, not yet lowered.</returns>
    internal static IEnumerable<KernelModel> Of(params SyntaxTree[] sources)
    {
        CSharpCompilation compilation = Compilations.Of(sources);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (MethodDeclarationSyntax method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                if (model.GetDeclaredSymbol(method) is { } symbol
                    && symbol.GetAttributes().Any(static a => a.AttributeClass?.ToDisplayString() == KernelParser.AttributeName))
                {
                    yield return Assert.IsType<KernelModel>(KernelParser.Parse(symbol, compilation, SemanticModels.WithoutNullability, CancellationToken.None).Kernel);
                }
            }
        }
    }

    private static string Corpus([CallerFilePath] string file = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "Samples", "Corpus"));
}
