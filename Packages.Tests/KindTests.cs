using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Packages.Tests;

/// <summary>The texts of kinds are understood as they are meant.</summary>
public sealed class KindTests
{
    /// <summary>Each line is the step that it looks like.</summary>
    [Fact]
    public void A_text_becomes_steps()
    {
        Kind kind = Kind.Parse("# Console\nsize long\nturns\n$ dotnet run\n>  a line \n\n# a remark\nwrite a/B.cs\n| x\n|\n|   y\nreadme P.cs\n");

        Assert.Equal(("Console", TestSize.Long, true), (kind.Title, kind.Size, kind.TakesTurns));
        Assert.Equal(
            [new Step.Command("dotnet run"), new Step.Printed("a line"), new Step.Write("a/B.cs", "x\n\n  y\n"), new Step.Example("P.cs")], kind.Steps);
    }

    /// <summary>What has no meaning is refused.</summary>
    [Theory]
    [InlineData("$ dotnet run")]
    [InlineData("# Console\ndotnet run")]
    [InlineData("# Console\n| a line of no file")]
    [InlineData("# Console\nprogram NoSuchProgram.cs")]
    public void Other_texts_are_refused(string text) => Assert.Throws<FormatException>(() => Kind.Parse(text));
}
