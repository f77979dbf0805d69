using HmmGen.Language.Tests.Cases;
using HmmGen.Language.Tests.Isolation;
using HmmGen.Language.Tests.Running;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// The variables of loops have the right values on every device, OpenCL included, whose back end once mixed them (docs/ilgpu.md). New bodies in each run;
/// <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class FlowTests(ITestOutputHelper output)
{
    [Fact]
    public void Flows_MeanTheSameOnEveryDevice()
    {
        TestScale.SkipQuick("needs OpenCL, which a quick run leaves alone");
        int first = TestSeeds.First;
        int count = TestScale.Iterations(quick: 0, full: 10, @long: 500);
        output.WriteLine($"Seeds {first} to {first + count - 1}.");
        Try([.. Enumerable.Range(first, count).Select(FlowGenerator.Make)]);
    }

    [Fact]
    public void Loops_MeanTheSameOnEveryDevice()
    {
        TestScale.SkipQuick("needs OpenCL, which a quick run leaves alone");
        Try([.. CaseFile.All.Where(@case => @case.Name.StartsWith("semantics-loops/", StringComparison.Ordinal))]);
    }

    private void Try(LanguageCase[] cases)
    {
        IReadOnlyList<Outcome> outcomes = new CaseProcess([CaseChild.OpenCL]).Try(cases);
        output.WriteLine(OutcomeCounts.Of(outcomes));
        Assert.NotEmpty(cases);
        Assert.All(cases.Zip(outcomes), pair => Assert.True(pair.Second.Kind == OutcomeKind.Equal, $"{pair.Second}\n{pair.First.ToText()}"));
    }
}
