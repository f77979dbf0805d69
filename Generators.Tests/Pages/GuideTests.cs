using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Generators.Tests.Pages;

/// <summary>Every program in the pages for users compiles as it stands there, without a warning, and prints what its comments say.</summary>
public sealed class GuideTests
{
    /// <summary>The pages whose blocks of C# are whole programs, and the number of programs that each promises.</summary>
    public static TheoryData<string, int> Guides { get; } = new()
    {
        { "README.md", 1 },
        { "docs/getting-started.md", 8 },
        { "docs/devices.md", 3 },
        { "docs/performance.md", 5 },
        { "docs/troubleshooting.md", 4 },
        { "docs/coming-from.md", 5 },
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
    {
        IReadOnlyList<PageProgram> programs = PageProgram.In(page);
        PageProgram asked = programs.Single(program => program.Line == line);
        if (asked != programs[0])
        {
            TestScale.SkipQuick("not a page's first program");
        }

        return asked.Check(TestContext.Current.CancellationToken);
    }

    /// <summary>A page has the programs that it promises.</summary>
    /// <param name="page">The page.</param>
    /// <param name="programs">The number of programs.</param>
    [Theory]
    [MemberData(nameof(Guides))]
    public void Pages_have_the_programs_that_they_promise(string page, int programs) => Assert.Equal(programs, PageProgram.In(page).Count);
}
