using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>The table is of the rows that there are.</summary>
public sealed class ConformanceDocumentTests
{
    [Fact]
    public void The_table_has_every_row_and_no_other()
    {
        if (Environment.GetEnvironmentVariable(ConformanceDocument.Variable) == "1")
        {
            ConformanceDocument.Write();
        }

        (string text, IReadOnlyDictionary<string, string[]> cells) = ConformanceDocument.Read();
        Assert.Equal(ConformanceDocument.Text(cells), text);
        Assert.Equal(ConformanceRow.All.Count, cells.Count);
    }

    [Fact]
    public void Rows_hold_where_the_core_is_managed_code()
    {
        TestScale.SkipQuick("runs all rows in a process of its own");
        ChildProcess child = ChildProcess.Run(
            typeof(ConformanceDocumentTests).Assembly.Location,
            ["-noColor", "-class", typeof(ConformanceTests).FullName!],
            TimeSpan.FromMinutes(4),
            "scopes");

        Assert.True(child.ExitCode == 0, child.Output + child.Error);
    }
}
