using HmmGen.Tests.Lifetimes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>
/// Random operations on an array and a file, raw touches and collections among them, agree with plain arrays: some thousands in each mode, 100,000 in a
/// long run. <c>HMMGEN_SEED</c> names the first one. Each mode has a process of its own: a collection costs what is on the heap, and all other tests have
/// left something there.
/// </summary>
public sealed class MemoryModelTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(TestScale.Iterations(quick: 1, full: 4, @long: 60));

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void Two_devices_and_the_host_agree_with_plain_arrays(HmmHostMode mode)
    {
        ChildProcess child = ChildProcess.Run(
            typeof(MemoryModelRuns).Assembly.Location,
            ["-noColor", "-explicit", "only", "-method", $"{typeof(MemoryModelRuns).FullName}.{mode}"],
            Limit);

        Assert.True(child.ExitCode == 0, child.Output + child.Error);
        Assert.Contains("Total: 1,", child.Output, StringComparison.Ordinal);
        Assert.SkipWhen(child.Output.Contains("Skipped: 1,", StringComparison.Ordinal), child.Output);
        TestContext.Current.TestOutputHelper!.WriteLine(child.Output);
    }
}
