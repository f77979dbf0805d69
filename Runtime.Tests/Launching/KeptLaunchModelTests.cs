using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>
/// Random launches that are often equal to launches before, on several devices, beside plain arrays. Between them arrays end and come again, memory is
/// protected, pinned, written and brought home. <c>HMMGEN_SEED</c> names the first seed.
/// </summary>
[Collection(AllocationCounts.Name)]
public sealed class KeptLaunchModelTests(ITestOutputHelper output)
{
    private const int Steps = 300;

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void A_kept_launch_is_used_for_equal_launches_only(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        int kept = 0;
        for (int round = 0; round < TestScale.Iterations(quick: 5, full: 12, @long: 200); round++)
        {
            int seed = TestSeeds.First + round;
            output.WriteLine($"seed {seed}");
            using KeptSubject subject = new(
                space,
                new Random(seed),
                HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1 }),
                HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1 }),
                HmmDevice.Simulated(new SimulatedOptions { Number = 1, MaxDegreeOfParallelism = 1, MemoryBudget = 14 * 4096 }),
                HmmDevice.Simulated(new SimulatedOptions { Number = 2, MaxDegreeOfParallelism = 1, MemoryBudget = 4 * 4096 }));
            for (int step = 0; step < Steps; step++)
            {
                subject.Step();
            }

            subject.Check();
            kept += subject.Kept;
        }

        output.WriteLine($"{kept} launches made no garbage");
        Assert.InRange(kept, TestScale.Iterations(quick: 10, full: 50), int.MaxValue);
    }
}
