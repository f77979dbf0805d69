using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace HmmGen.Benchmarks.Generator;

/// <summary>What the generator costs in an editor and in a build.</summary>
/// <param name="generator">The path of the generator's assembly.</param>
/// <param name="runtime">The path of the runtime that its code is compiled against.</param>
internal sealed class GeneratorFigures(string generator, string runtime)
{
    private const int Builds = 5;
    private const int Keystrokes = 20;

    private readonly KernelSources _sources = new();
    private readonly AnalyzerFileReference _generator = new(generator, new AssemblyLoader());
    private readonly MetadataReference[] _references = [.. Paths(runtime).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>The number of kernels.</summary>
    public int Kernels => _sources.Kernels;

    /// <summary>Measures the processor time of a build of the user's own code, in milliseconds.</summary>
    /// <returns>The least of some.</returns>
    public double Alone() => Least(() => Emit(Compilation(), check: false));

    /// <summary>Measures the processor time of a build with generated code, the generator's time included, in milliseconds.</summary>
    /// <returns>The least of some.</returns>
    public double Together() => Least(() =>
    {
        Driver(outputs: IncrementalGeneratorOutputKind.None).RunGeneratorsAndUpdateCompilation(Compilation(), out Compilation all, out _);
        Emit(all, check: true);
    });

    /// <summary>The compiler as a process of its own, over the same files.</summary>
    public CompilerProcess Process => new(_sources, generator, Paths(runtime));

    /// <summary>Measures the processor time of the generator's first run, in milliseconds.</summary>
    /// <returns>The least of some.</returns>
    public double Cold()
    {
        CSharpCompilation compilation = Compilation();
        return Least(() => Driver(IncrementalGeneratorOutputKind.None).RunGenerators(compilation.Clone()));
    }

    /// <summary>Measures the processor time of the generator after a keystroke, in milliseconds.</summary>
    /// <param name="inKernel">Whether the keystroke is in a kernel; else it is in a file that has none.</param>
    /// <param name="outputs">The outputs that are left out.</param>
    /// <returns>The middle of some.</returns>
    public double Keystroke(bool inKernel, IncrementalGeneratorOutputKind outputs)
    {
        CSharpCompilation compilation = Compilation();
        GeneratorDriver driver = Driver(outputs).RunGenerators(compilation);
        List<double> times = [];
        for (int i = 0; i < Keystrokes; i++)
        {
            SyntaxTree before = compilation.SyntaxTrees.First(tree =>
                inKernel ? tree.FilePath.EndsWith("Structs.cs", StringComparison.Ordinal) : tree.FilePath == KernelSources.UnrelatedPath);
            int place = before.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
                .First(method => method.Body is not null).Body!.OpenBraceToken.Span.End;
            SyntaxTree after = before.WithChangedText(before.GetText().WithChanges(new TextChange(new TextSpan(place, 0), ";")));
            compilation = compilation.ReplaceSyntaxTree(before, after);
            _ = after.GetRoot();
            times.Add(Cpu(() => driver = driver.RunGenerators(compilation)));
        }

        return times.Order().ElementAt(Keystrokes / 2);
    }

    /// <summary>Counts the lines that are generated for each kernel.</summary>
    /// <returns>The median.</returns>
    public int Lines() =>
        Driver(IncrementalGeneratorOutputKind.None).RunGenerators(Compilation()).GetRunResult().GeneratedTrees
            .GroupBy(tree => Path.GetFileName(tree.FilePath).Replace(".Launch", "", StringComparison.Ordinal))
            .Where(kernel => kernel.Key.Contains("Kernel", StringComparison.Ordinal))
            .Select(kernel => kernel.Sum(tree => tree.GetText().Lines.Count - 1))
            .Order()
            .ElementAt(Kernels / 2);

    private static string[] Paths(string runtime) =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is { } name && !name.StartsWith("HmmGen.", StringComparison.Ordinal))
            .Append(runtime),
    ];

    private static double Least(Action action)
    {
        action();
        return Enumerable.Range(0, Builds).Min(_ => Cpu(action));
    }

    private static double Cpu(Action action)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    private static void Emit(Compilation compilation, bool check)
    {
        using MemoryStream image = new();
        if (compilation.Emit(image) is { Success: false } result && check)
        {
            throw new UnreachableException(string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        }
    }

    private CSharpCompilation Compilation() => CSharpCompilation.Create(
        "Kernels", _sources.Parse(), _references,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    private GeneratorDriver Driver(IncrementalGeneratorOutputKind outputs) => CSharpGeneratorDriver.Create(
        _generator.GetGenerators(LanguageNames.CSharp), parseOptions: KernelSources.Options, driverOptions: new GeneratorDriverOptions(outputs));

    private sealed class AssemblyLoader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
            // The generator has no dependencies but the compiler.
        }

        public System.Reflection.Assembly LoadFromPath(string fullPath) => System.Reflection.Assembly.LoadFrom(fullPath);
    }
}
