using System.Text.RegularExpressions;
using HmmGen.Generators.Tests.Architecture;
using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>Every program in the pages for users compiles as it stands there, without a warning, and prints what its comments say.</summary>
public sealed partial class GuideTests
{
    /// <summary>The pages for users, and the number of programs that each promises.</summary>
    public static TheoryData<string, int> Guides { get; } = new()
    {
        { "docs/getting-started.md", 8 },
        { "docs/devices.md", 3 },
        { "docs/performance.md", 5 },
        { "docs/troubleshooting.md", 4 },
        { "docs/coming-from.md", 5 },
        { "docs/comparison.md", 0 },
    };

    /// <summary>The programs: a page each, and the line where the program begins.</summary>
    public static TheoryData<string, int> Programs { get; } =
        new(Guides.SelectMany(guide => PageProgram.In(guide.Data.Item1)).Select(program => (program.Page, program.Line)));

    /// <summary>A program does what its page says.</summary>
    /// <param name="page">The page.</param>
    /// <param name="line">The line where the program begins.</param>
    /// <returns>A task.</returns>
    [Theory]
    [MemberData(nameof(Programs))]
    public Task Programs_print_what_their_comments_say(string page, int line)
        => PageProgram.In(page).Single(program => program.Line == line).Check(TestContext.Current.CancellationToken);

    /// <summary>A page has the programs that it promises, and no block of code escapes these tests by its mark.</summary>
    /// <param name="page">The page.</param>
    /// <param name="programs">The number of programs.</param>
    [Theory]
    [MemberData(nameof(Guides))]
    public void Pages_have_the_programs_that_they_promise(string page, int programs)
    {
        IEnumerable<string> fences = Fence().Matches(RepositoryPages.Read(page)).Select(fence => fence.Groups["mark"].Value);

        Assert.Equal(programs, PageProgram.In(page).Count);
        Assert.Empty(fences.Where((mark, index) => index % 2 == 0 ? !Marks.Contains(mark) : mark.Length > 0));
    }

    /// <summary>The marks that blocks may have: our programs, programs for other libraries, and text.</summary>
    private static HashSet<string> Marks { get; } =
        ["csharp", "csharp ilgpu", "csharp computesharp", "cuda", "java", "python", "sh", "text", "xml"];

    [GeneratedRegex("^ *```(?<mark>.*)$", RegexOptions.Multiline)]
    private static partial Regex Fence();
}
