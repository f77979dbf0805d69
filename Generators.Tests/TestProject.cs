using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>A project of several files whose settings a test chooses, and the driver that follows its changes.</summary>
internal sealed class TestProject
{
    private readonly CSharpParseOptions _parsing;
    private readonly GeneratorDriverOptions _driving;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;

    /// <summary>Makes a project.</summary>
    /// <param name="parsing">How its files are parsed.</param>
    /// <param name="options">How it is compiled.</param>
    /// <param name="without">The outputs that are left out.</param>
    /// <param name="files">Its files: a name and a text each.</param>
    public TestProject(
        CSharpParseOptions? parsing = null, CSharpCompilationOptions? options = null,
        IncrementalGeneratorOutputKind without = IncrementalGeneratorOutputKind.None, params (string Name, string Text)[] files)
    {
        _parsing = parsing ?? new CSharpParseOptions(LanguageVersion.Latest);
        _driving = new GeneratorDriverOptions(without, trackIncrementalGeneratorSteps: true);
        CSharpCompilation empty = Compilations.Of();
        _compilation = CSharpCompilation.Create(
            "Kernels", [], empty.References,
            options ?? new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _driver = NewDriver();
        Set("Usings.cs", "global using System; global using System.Threading; global using HmmGen;");
        foreach ((string name, string text) in files)
        {
            Set(name, text);
        }
    }

    /// <summary>The generated text, without what moves with lines only.</summary>
    public string Generated => string.Join("\n", Run().GeneratedTrees.OrderBy(t => t.FilePath, StringComparer.Ordinal).Select(t => $"{t.FilePath}\n{t}"));

    /// <summary>The text that a driver generates that never saw the project before.</summary>
    public string GeneratedAnew
    {
        get
        {
            _driver = NewDriver();
            return Generated;
        }
    }

    /// <summary>Adds or replaces a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">Its text.</param>
    public void Set(string name, string text)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, _parsing, name, System.Text.Encoding.UTF8);
        SyntaxTree? old = _compilation.SyntaxTrees.FirstOrDefault(t => t.FilePath == name);
        _compilation = old is null ? _compilation.AddSyntaxTrees(tree) : _compilation.ReplaceSyntaxTree(old, tree);
    }

    /// <summary>Compiles the project with other options.</summary>
    /// <param name="options">Makes them.</param>
    public void Set(Func<CSharpCompilationOptions, CSharpCompilationOptions> options) =>
        _compilation = _compilation.WithOptions(options(_compilation.Options));

    /// <summary>Runs the generator.</summary>
    /// <returns>What it did.</returns>
    public GeneratorDriverRunResult Run()
    {
        _driver = _driver.RunGenerators(_compilation, TestContext.Current.CancellationToken);
        GeneratorDriverRunResult result = _driver.GetRunResult();
        Assert.Null(result.Results[0].Exception);
        Assert.Empty(result.Diagnostics);
        return result;
    }

    /// <summary>Runs the generator and compiles all.</summary>
    /// <returns>Errors and warnings.</returns>
    public IReadOnlyList<Diagnostic> Compile()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out Compilation all, out _, TestContext.Current.CancellationToken);
        return [.. all.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS1701")];
    }

    private CSharpGeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(
        [new KernelGenerator().AsSourceGenerator()], parseOptions: _parsing, driverOptions: _driving);
}
