using System.Reflection;
using System.Text.RegularExpressions;
using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Analyzers.Lints;
using HmmGen.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace HmmGen.Generators.Tests.Pages;

/// <summary>A block of C# in a page that is a whole program, with the lines that its comments promise.</summary>
/// <param name="Page">The page, as a path from the repository's root.</param>
/// <param name="Line">The line of the page before the program's first line.</param>
/// <param name="Code">The program.</param>
internal sealed partial record PageProgram(string Page, int Line, string Code)
{
    /// <summary>What a new project has by itself, beside HmmGen.</summary>
    private const string Usings =
        """
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading.Tasks;
        """;

    /// <summary>Stands before the framework's console, which belongs to the test runner, in name look-up.</summary>
    private const string Console =
        """
        #nullable enable
        static class Console
        {
            public static readonly System.Collections.Generic.List<(int Line, string Text)> Printed = new();

            public static void WriteLine(object? value, [System.Runtime.CompilerServices.CallerLineNumber] int line = 0)
            {
                lock (Printed)
                {
                    Printed.Add((line, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? ""));
                }
            }
        }
        """;

    /// <summary>What the program promises to print: a line of it, and the text that stands behind <c>//</c> there.</summary>
    public IReadOnlyList<(int Line, string Text)> Promises { get; } =
    [
        .. Code.Split('\n')
            .Select((text, index) => (Line: index + 1, Match: Promise().Match(text)))
            .Where(line => line.Match.Success)
            .Select(line => (line.Line, line.Match.Groups["output"].Value)),
    ];

    /// <summary>Finds the programs of a page: all its blocks that have a mark and quote no file.</summary>
    /// <param name="page">The page.</param>
    /// <param name="mark">The mark.</param>
    /// <returns>The programs, in order.</returns>
    public static IReadOnlyList<PageProgram> In(string page, string mark = "csharp")
        => [.. PageBlock.In(page).Where(block => block.Mark == mark && block.Source is null).Select(block => new PageProgram(page, block.Line, block.Code))];

    /// <summary>Compiles the program without a warning, runs it, and compares what it prints with what it promises.</summary>
    /// <param name="cancel">Cancels the compilation.</param>
    /// <returns>A task.</returns>
    public async Task Check(CancellationToken cancel)
    {
        Assert.NotEmpty(Promises);
        Assembly assembly = await Compile(cancel);
        assembly.EntryPoint!.Invoke(null, assembly.EntryPoint.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);

        List<(int Line, string Text)> printed = (List<(int, string)>)assembly.GetType("Console", throwOnError: true)!.GetField("Printed")!.GetValue(null)!;
        Assert.Equal(
            Promises.Select(promise => Place(promise.Line) + promise.Text),
            Promises.Select(promise => Place(promise.Line) + string.Join(" | ", printed.Where(line => line.Line == promise.Line).Select(line => line.Text))));
    }

    private async Task<Assembly> Compile(CancellationToken cancel)
    {
        CSharpCompilation user = Compilations
            .Of(Compilations.Tree(Code, "Program.cs"), Compilations.Tree(Console, "Console.cs"), Compilations.Tree(Usings, "ImplicitUsings.cs"))
            .WithOptions(new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(user, out Compilation all, out _, cancel);
        using MemoryStream image = new();
        EmitResult result = all.Emit(image, cancellationToken: cancel);
        IEnumerable<Diagnostic> analyzed = await user.WithAnalyzers([new KernelAnalyzer(), new KernelLintAnalyzer()]).GetAnalyzerDiagnosticsAsync(cancel);
        IEnumerable<Diagnostic> warnings = result.Diagnostics.Concat(analyzed).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

        Assert.Equal("", string.Join('\n', warnings.Select(Message)));
        return Assembly.Load(image.ToArray());
    }

    private string Message(Diagnostic diagnostic)
        => Place(diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1) + diagnostic.Id + " " + diagnostic.GetMessage();

    private string Place(int line) => $"{Page}({Line + line}): ";

    [GeneratedRegex(@"Console\.WriteLine\(.*\);\s*// (?<output>.*)$")]
    private static partial Regex Promise();
}
