using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace HmmGen.Benchmarks.Generator;

/// <summary>A project of many kernels, made of copies of the corpus, and one file that has nothing to do with them.</summary>
internal sealed class KernelSources
{
    private const int Wanted = 200;
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq; global using System.Numerics; global using System.Threading; global using HmmGen;";

    private readonly List<(string Path, string Text)> _files = [("Usings.cs", Usings)];

    /// <summary>Reads the corpus from the source tree.</summary>
    public KernelSources()
    {
        string corpus = Path.Combine(Root(), "Samples", "Corpus");
        _files.AddRange(Read(Path.Combine(corpus, "Elements"), 0));
        for (int copy = 0; Kernels < Wanted; copy++)
        {
            foreach ((string Path, string Text) file in Read(Path.Combine(corpus, "Kernels"), copy))
            {
                if (Kernels < Wanted)
                {
                    _files.Add(file);
                    Kernels += file.Text.Split("[HmmKernel").Length - 1;
                }
            }
        }

        _files.Add((UnrelatedPath, "static class Unrelated { static int Twice(int value) { return value + value; } }"));
    }

    /// <summary>The path of the file that has nothing to do with kernels.</summary>
    public const string UnrelatedPath = "Unrelated.cs";

    /// <summary>The number of kernels.</summary>
    public int Kernels { get; private set; }

    /// <summary>Parses everything.</summary>
    /// <returns>The trees.</returns>
    public SyntaxTree[] Parse() =>
        [.. _files.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Text, System.Text.Encoding.UTF8), Options, file.Path))];

    /// <summary>Writes everything into a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The files.</returns>
    public IReadOnlyList<string> Write(string folder)
    {
        List<string> paths = [];
        foreach ((string path, string text) in _files)
        {
            string full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
            paths.Add(full);
        }

        return paths;
    }

    /// <summary>How the files are parsed.</summary>
    public static CSharpParseOptions Options { get; } = new(LanguageVersion.Latest);

    /// <summary>The root of the source tree.</summary>
    /// <returns>The folder that holds the solution.</returns>
    public static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HmmGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The benchmark runs from within the source tree only.");
    }

    private static IEnumerable<(string Path, string Text)> Read(string folder, int copy) =>
        Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(path => (
            $"Copy{copy}/{Path.GetFileName(path)}",
            File.ReadAllText(path).Replace("namespace HmmGen.Corpus;", $"namespace HmmGen.Corpus.Copy{copy};\nusing HmmGen.Corpus.Copy0;", StringComparison.Ordinal)));
}
