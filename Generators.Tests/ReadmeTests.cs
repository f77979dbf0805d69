using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>The program in README.md compiles as it stands there, and prints what its comments say.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task The_example_prints_what_its_comments_say()
    {
        // Blocks that do not begin a program are fragments.
        PageProgram program = Assert.Single(
            PageProgram.In("README.md"),
            static program => program.Code.StartsWith("using HmmGen;", StringComparison.Ordinal));

        Assert.Equal(2, program.Promises.Count);
        await program.Check(TestContext.Current.CancellationToken);
    }
}
