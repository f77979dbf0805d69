using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>The program in README.md compiles as it stands there, and prints what its comments say.</summary>
public sealed partial class ReadmeTests
{
    /// <summary>Stands before the framework's console, which belongs to the test runner, in name look-up.</summary>
    private const string Console =
        """
        static class Console
        {
            public static readonly System.Collections.Generic.List<string> Lines = new();

            public static void WriteLine(object value) => Lines.Add(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!);
        }
        """;

    [Fact]
    public void The_example_prints_what_its_comments_say()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        string program = Program(File.ReadAllText(Path.Combine(Root(), "README.md")));
        string[] promised = [.. Promise().Matches(program).Select(match => match.Groups["output"].Value)];
        Assert.Equal(2, promised.Length);
        CSharpCompilation user = Compilations.Of(Compilations.Tree(program, "Program.cs"), Compilations.Tree(Console, "Console.cs"))
            .WithOptions(new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        Compilations.Driver().RunGeneratorsAndUpdateCompilation(user, out Compilation all, out _, cancel);
        using MemoryStream image = new();
        EmitResult result = all.Emit(image, cancellationToken: cancel);

        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assembly assembly = Assembly.Load(image.ToArray());
        assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        Assert.Equal(promised, (List<string>)assembly.GetType("Console", throwOnError: true)!.GetField("Lines")!.GetValue(null)!);
    }

    /// <summary>The one block of C# that begins the program, and not a fragment.</summary>
    private static string Program(string readme)
        => Assert.Single(
            Block().Matches(readme).Select(match => match.Groups["code"].Value),
            code => code.StartsWith("using HmmGen;", StringComparison.Ordinal));

    private static string Root([CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file))!;

    [GeneratedRegex(@"^```csharp\r?\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"Console\.WriteLine\(.*\);\s*// (?<output>.*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Promise();
}
