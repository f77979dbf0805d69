using HmmGen.Tool.Explanation;
using Xunit;

namespace HmmGen.Tool.Tests;

/// <summary>A plan's text is taken apart as the runtime reads it.</summary>
public sealed class PlanLineTests
{
    [Fact]
    public void A_line_that_begins_with_a_space_continues_the_line_before()
    {
        List<string> names = [];
        PlanLine line = Assert.Single(PlanLine.Read("i: index 0\n7 after effects: may change x[i + 1] where i < 3\n    and ? // line 9\n", names));
        Assert.Equal(new PlanLine(7, true, true, "i + 1", "i < 3 and ?", null), line);
        Assert.Equal(["i: index 0"], names);
    }

    [Fact]
    public void The_reason_follows_the_line_and_the_file()
    {
        PlanLine line = Assert.Single(PlanLine.Read("0: may read x[?] // line 9 of a: b.cs: its index is loaded from y (line 8)", []));
        Assert.Equal("its index is loaded from y (line 8)", line.Why);
    }

    [Fact]
    public void Without_conditions_and_reason_there_are_none()
        => Assert.Equal(new PlanLine(0, false, false, "i", null, null), Assert.Single(PlanLine.Read("0: writes x[i] // line 9", [])));
}
