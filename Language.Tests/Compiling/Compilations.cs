using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HmmGen.Language.Tests.Compiling;

/// <summary>Makes compilations as a project of a user would: newest language, all usual usings, no DEBUG.</summary>
internal static class Compilations
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks; global using System.Numerics;
        global using System.Diagnostics; global using System.Runtime.CompilerServices;
        global using System.Runtime.InteropServices; global using HmmGen;
        """;

    private static readonly SyntaxTree UsingsTree = Tree(Usings, "Usings.cs");

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => IsForKernels(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>How sources are parsed.</summary>
    public static CSharpParseOptions Parsing { get; } = new(LanguageVersion.Latest);

    /// <summary>A syntax tree.</summary>
    /// <param name="source">The text.</param>
    /// <param name="path">The file's name.</param>
    /// <returns>The tree.</returns>
    public static SyntaxTree Tree(string source, string path)
        => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest), path);

    /// <summary>A library of the given sources.</summary>
    /// <param name="trees">The sources.</param>
    /// <returns>The compilation, not yet with generated code.</returns>
    public static CSharpCompilation Of(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Trials",
        [UsingsTree, .. trees],
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable));

    private static bool IsForKernels(string file)
        => file == "HmmGen.Runtime.dll"
        || !(file.StartsWith("HmmGen.", StringComparison.Ordinal) || file.StartsWith("xunit.", StringComparison.Ordinal));
}
