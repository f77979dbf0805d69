using System.Text.RegularExpressions;
using HmmGen.Generators.Tests.Architecture;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Generators.Tests.Pages;

/// <summary>No block of code in README.md or docs is without a test. A page that is new, or gains a block, fails here until a test covers it.</summary>
public sealed partial class BlockTests
{
    /// <summary>Blocks that a test of their own covers: the page, the mark of the blocks, their number, and the file of the test.</summary>
    private static readonly (string Page, string Mark, int Count, string Test)[] Covered =
    [
        ("README.md", "sh", 1, "Generators.Tests/Pages/CommandTests.cs"),
        ("README.md", "sh", 2, "Packages.Tests/DocumentTests.cs"),
        ("docs/coming-from.md", "csharp ilgpu", 1, "Generators.Tests/Pages/ForeignProgramTests.cs"),
        ("docs/coming-from.md", "csharp computesharp", 1, "Generators.Tests/Pages/ForeignProgramTests.cs"),
        ("docs/compiler.md", "csharp", 5, "Generators.Tests/Pages/CompilerPageTests.cs"),
        ("docs/dependency-injection.md", "json", 1, "Extensions.Tests/Pages/DependencyInjectionPageTests.cs"),
        ("docs/dependency-injection.md", "sh", 1, "Packages.Tests/Kinds/Applications/service.txt"),
        .. Enumerable.Range(16, 6).Select(number => ($"docs/diagnostics/HMM0{number}.md", "ini", 1, "Generators.Tests/Diagnostics/DiagnosticPageTests.cs")),
        ("docs/telemetry.md", "sh", 1, "Extensions.Tests/Pages/ListeningCommandTests.cs"),
        ("docs/tool.md", "json", 1, "Tool.Tests/Pages/JsonPageTests.cs"),
        ("docs/tool.md", Output, 5, "Tool.Tests/Pages/ToolPageTests.cs"),
        ("docs/tool.md", "sh", 1, "Tool.Tests/Pages/CompletionPageTests.cs"),
        ("docs/tool.md", "sh", 1, "Packages.Tests/Kinds/Circumstances/tool.txt"),
        ("docs/tool.md", "xml", 1, "Packages.Tests/Kinds/Circumstances/tool.txt"),
    ];

    /// <summary>Marks of code of other libraries and languages, which nothing here can compile. Only the page that compares with them has it.</summary>
    private static readonly HashSet<string> Foreign = ["cuda", "java", "python"];

    /// <summary>Stands for the mark of blocks without one that begin with a command.</summary>
    private const string Output = "$";

    /// <summary>Each block of each page is covered.</summary>
    [Fact]
    public void Every_block_has_a_test()
    {
        PageBlock[] blocks = [.. RepositoryPages.Docs.SelectMany(PageBlock.In)];

        Assert.True(blocks.Count(block => block.Mark == "csharp") > 80);
        Assert.Empty(Uncovered(blocks));
    }

    /// <summary>A page that nobody knows, a block too many, and a mark that nobody knows are found.</summary>
    /// <param name="page">The page.</param>
    /// <param name="text">Its text.</param>
    [Theory]
    [InlineData("docs/new.md", "```csharp\nint i;\n```\n")]
    [InlineData("docs/telemetry.md", "```sh\nls\n```\n\n```sh\nls\n```\n")]
    [InlineData("docs/paging.md", "  ```sh\n  ls\n  ```\n")]
    [InlineData("docs/paging.md", "~~~csharp\nint i;\n~~~\n")]
    [InlineData("docs/paging.md", "```\n$ ls\n```\n")]
    [InlineData("docs/paging.md", "```java\nint i;\n```\n")]
    [InlineData("docs/coming-from.md", "```cpp\nint i;\n```\n")]
    [InlineData("docs/paging.md", "<!-- Missing.Tests/Ops.cs -->\n```csharp\nint i;\n```\n")]
    public void A_block_without_a_test_is_found(string page, string text) => Assert.NotEmpty(Uncovered(PageBlock.Of(page, text)));

    /// <summary>A test that is said to cover a page names it, or is a text that has the blocks themselves.</summary>
    [Fact]
    public void Tests_name_their_pages()
        => Assert.All(Covered, entry =>
        {
            string test = RepositoryPages.Read(entry.Test);
            Assert.True(
                test.Contains(Path.GetFileName(entry.Page), StringComparison.Ordinal)
                    || PageBlock.In(entry.Page).Where(block => block.Mark == entry.Mark).SelectMany(block => block.Code.Split('\n')).Any(line => test.Contains(line.Trim(), StringComparison.Ordinal)),
                $"{entry.Test} does not know {entry.Page}.");
        });

    /// <summary>A block that quotes a file has lines that follow one another there.</summary>
    [Fact]
    public void Quoted_lines_are_those_of_the_source()
    {
        PageBlock[] quotes = [.. RepositoryPages.Docs.SelectMany(PageBlock.In).Where(block => block.Source is not null)];

        Assert.True(quotes.Length > 12, $"Only {quotes.Length} blocks quote a file.");
        Assert.Empty(quotes.Where(block => !Has(Lines(RepositoryPages.Read(block.Source!)), Lines(block.Code))).Select(block => $"{block.Page}({block.Line}): {block.Source}"));
    }

    /// <summary>The blocks that nothing covers.</summary>
    private static IEnumerable<string> Uncovered(IEnumerable<PageBlock> blocks)
        => blocks.Where(block => !IsPicture(block) && !IsProgram(block) && !IsQuote(block) && !IsExample(block) && !IsForeign(block))
            .GroupBy(block => (block.Page, Mark: block.IsOutput ? Output : block.Mark))
            .Where(group => group.Count() != Covered.Where(entry => (entry.Page, entry.Mark) == group.Key).Sum(entry => entry.Count))
            .Select(group => $"{group.Key.Page}: {group.Count()} blocks '{group.Key.Mark}', from line {group.First().Line} on, are not those that the tests cover.");

    /// <summary>Text that is no code.</summary>
    private static bool IsPicture(PageBlock block) => block.Mark is "" or "text" && !block.IsOutput;

    /// <summary>A whole program, which <see cref="GuideTests"/> runs.</summary>
    private static bool IsProgram(PageBlock block) => block.Mark == "csharp" && GuideTests.Guides.Any(guide => guide.Data.Item1 == block.Page);

    /// <summary>Lines of a file that is compiled and tested.</summary>
    private static bool IsQuote(PageBlock block)
        => block is { Mark: "csharp", Source: { } source } && File.Exists(Path.Combine(RepositoryPages.Root, source)) && source.Contains(".Tests/", StringComparison.Ordinal);

    /// <summary>An example of a diagnostic, which <see cref="Diagnostics.DiagnosticPageTests"/> compiles.</summary>
    private static bool IsExample(PageBlock block) => block.Mark == "csharp" && DiagnosticPage().IsMatch(block.Page);

    private static bool IsForeign(PageBlock block) => Foreign.Contains(block.Mark) && block.Page == "docs/coming-from.md";

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    private static bool Has(string[] source, string[] quoted)
        => Enumerable.Range(0, Math.Max(0, source.Length - quoted.Length + 1)).Any(at => source.AsSpan(at, quoted.Length).SequenceEqual(quoted));

    [GeneratedRegex(@"^docs/diagnostics/HMM\d{3}\.md$")]
    private static partial Regex DiagnosticPage();
}
