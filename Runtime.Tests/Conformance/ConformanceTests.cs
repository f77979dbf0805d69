using HmmGen.Coherence;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>Every row in every mode comes to what <c>docs/conformance.md</c> says.</summary>
public sealed class ConformanceTests
{
    /// <summary>The rows, each in every mode, in a quick run every fourth; where the environment asks for scopes, in those.</summary>
    public static TheoryData<string, HmmHostMode> Rows { get; } = Combine();

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_comes_to_what_is_written(string name, HmmHostMode mode)
    {
        ConformanceRow row = ConformanceRow.All.Single(row => row.Name == name);

        ConformanceResult result = ConformanceResult.Of(row, TransparentSpaces.Open(mode));

        string[] written = Assert.Contains(name, ConformanceDocument.Read().Cells);
        Assert.Equal(written[ConformanceDocument.Modes.ToList().IndexOf(mode)], result.Text);
        Assert.Contains(result.Reason, written[^1], StringComparison.Ordinal);
    }

    private static TheoryData<string, HmmHostMode> Combine()
    {
        bool scopes = Environment.GetEnvironmentVariable(CoreLibrary.ModeVariable) == "scopes";
        TheoryData<string, HmmHostMode> data = [];
        foreach (ConformanceRow row in TestScale.Sample(ConformanceRow.All, 4))
        {
            foreach (HmmHostMode mode in ConformanceDocument.Modes)
            {
                if (mode == HmmHostMode.Scopes || !scopes)
                {
                    data.Add(row.Name, mode);
                }
            }
        }

        return data;
    }
}
