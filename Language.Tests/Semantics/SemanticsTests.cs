using HmmGen.Language.Tests.Cases;
using HmmGen.Language.Tests.Isolation;
using HmmGen.Language.Tests.Running;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.Semantics;

/// <summary>Every case means on every device what it means as plain C#, or is refused with the ids that <c>expected.txt</c> gives. A quick run tries every sixtieth.</summary>
public sealed class SemanticsTests(ITestOutputHelper output)
{
    [Fact]
    public void Cases_MeetTheirExpectations()
    {
        IReadOnlyList<LanguageCase> cases = TestScale.Sample(CaseFile.All, 60);
        IReadOnlyList<Outcome> outcomes = new CaseProcess(RunSize.IsLong ? [CaseChild.OpenCL] : []).Try(cases);
        output.WriteLine(OutcomeCounts.Of(outcomes));
        string[] faults =
        [
            .. cases.Zip(outcomes)
                .Where(pair => pair.Second.Verdict != Expectations.Of(pair.First))
                .Select(pair => $"{pair.First.Name}: {pair.Second}, expected {Expectations.Of(pair.First) ?? "a line in expected.txt"}"),
        ];
        string list = string.Join('\n', faults);
        Assert.True(faults.Length == 0, $"{OutcomeCounts.Of(outcomes)}. Of these {faults.Length} are not as expected:\n{list}");
    }
}
