using System.Text.RegularExpressions;
using HmmGen.Generators.Tests.Lowering;
using HmmGen.Generators.Tests.Lowering.Forwarding;
using HmmGen.Tests.Shared;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HmmGen.Generators.Tests.Pages;

/// <summary>The examples of docs/compiler.md are what the compiler makes.</summary>
public sealed partial class CompilerPageTests
{
    private const string Page = "docs/compiler.md";

    /// <summary>The two statements become the instructions that the page shows, in their order.</summary>
    [Fact]
    public void The_parsed_body_is_that_of_the_compiler()
    {
        string shown = PageBlock.One(Page, "", "bounds ").Code;
        string[] parsed = BodyText.Of(Assert.Single(ParsedKernels.Of(Compilations.Tree(Statements()))).Body);

        // The page leaves out the starts and lengths of spans, and copies of the index.
        IEnumerable<string> made = parsed.Where(line => !SpanPart().IsMatch(line) && line != "return").Select(FormOfParsed);
        Assert.Equal(shown.Split('\n').Select(FormOfShown), made);
    }

    /// <summary>The printed code of the two statements is in the generated file, without the labels and lines between.</summary>
    [Fact]
    public void The_printed_code_is_that_of_the_generator()
    {
        string[] shown = Lines(Block("if (TMemory.Refuses"));
        string[] generated = [.. Lines(Generated(Statements())).Where(line => !line.StartsWith('#') && !line.EndsWith(':'))];
        int first = Array.IndexOf(generated, shown[0]);

        Assert.True(first >= 0, $"This line is not generated: {shown[0]}");
        Assert.Equal(shown, generated.AsSpan(first, shown.Length).ToArray());
    }

    /// <summary>The plan is that of the kernel above it.</summary>
    [Fact]
    public void The_plan_is_that_of_the_generator()
    {
        string[] generated = Lines(Generated(Block("static partial class Ops")));
        string[] shown = Lines(Block("public static void Plan("));
        int first = Array.IndexOf(generated, shown[0]);

        Assert.True(first >= 0, $"This line is not generated: {shown[0]}");
        Assert.Equal(shown, generated.AsSpan(first, shown.Length).ToArray());
    }

    /// <summary>The scout is that of the kernel in the sentence above it.</summary>
    [Fact]
    public void The_scout_is_that_of_the_generator()
    {
        string[] generated =
        [
            .. Lines(Generated("""
                static partial class Ops
                {
                    [HmmKernel]
                    public static void Gather(int i, ReadOnlySpan<int> indices, ReadOnlySpan<float> source, Span<float> target) => target[i] = source[indices[i]];
                }
                """)).Where(line => !line.StartsWith('#')),
        ];
        string[] shown = Lines(Block("int site = 0;"));
        int first = Array.LastIndexOf(generated, shown[0]);

        Assert.True(first >= 0, $"This line is not generated: {shown[0]}");
        Assert.Equal(shown, generated.AsSpan(first, shown.Length).ToArray());
    }

    private static string Block(string beginning) => PageBlock.One(Page, "csharp", beginning).Code;

    private static string Statements()
        => $$"""
        static partial class Ops
        {
            [HmmKernel]
            public static void Step(int i, ReadOnlySpan<int> a, Span<int> b)
            {
                {{Block("int k = a[i];")}}
            }
        }
        """;

    private static string Generated(string source)
        => Assert.Single(Compilations.Generate(source).Results.SelectMany(result => result.GeneratedSources), file => !file.HintName.EndsWith(".Launch.g.cs", StringComparison.Ordinal))
            .SourceText.ToString();

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    private static string FormOfParsed(string line)
        => line.StartsWith("bounds", StringComparison.Ordinal) ? "bounds"
        : Element().IsMatch(line) ? "load"
        : line.Contains("] = ", StringComparison.Ordinal) ? "store"
        : FormOfValue(line);

    private static string FormOfShown(string line)
        => line.StartsWith("bounds", StringComparison.Ordinal) ? "bounds"
        : line.Contains("= load ", StringComparison.Ordinal) ? "load"
        : line.StartsWith("store ", StringComparison.Ordinal) ? "store"
        : FormOfValue(line);

    /// <summary>The operation that makes a value, with its constant, or a copy.</summary>
    private static string FormOfValue(string line) => Operation().Match(line) is { Success: true } found ? found.Value : "copy";

    [GeneratedRegex(@"^\w*(Start|Length|iValue|Index) = ")]
    private static partial Regex SpanPart();

    [GeneratedRegex(@"^\w+ = \w+\[")]
    private static partial Regex Element();

    [GeneratedRegex(@"[+*] \d*")]
    private static partial Regex Operation();
}
