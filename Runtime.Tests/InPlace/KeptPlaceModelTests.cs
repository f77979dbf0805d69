using HmmGen.Tests.Generated;
using HmmGen.Tests.Launching;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.InPlace;

/// <summary>
/// Random launches in place that are often equal to launches before, beside plain arrays. Between them arrays end and come again, memory is protected, pinned
/// and written, the collector moves plain arrays, and other devices take pages, one of them over the same hardware. <c>HMMGEN_SEED</c> names the first seed.
/// </summary>
[Collection(DriverTests.Name)]
[Trait("Device", "OpenCL")]
public sealed class KeptPlaceModelTests(ITestOutputHelper output)
{
    private const int Steps = 300;

    [Theory]
    [MemberData(nameof(InPlaceTests.Modes), MemberType = typeof(InPlaceTests))]
    public void A_kept_launch_in_place_is_used_for_equal_launches_only(HmmHostMode mode)
    {
        HmmSpace space = Transparent.TransparentSpaces.Open(mode);
        int kept = 0;
        int plain = 0;
        for (int round = 0; round < TestScale.Iterations(quick: 3, full: 12, @long: 200); round++)
        {
            int seed = TestSeeds.First + round;
            output.WriteLine($"seed {seed}");
            HmmDevice place = InPlaceDevice.Require();
            HmmDevice other = InPlaceDevice.Require(new HmmDeviceOptions { Testing = new() { Scouts = false } });
            HmmDevice same = OtherDevices.Require(HmmDeviceKind.OpenCL)[0].WithOptions(new HmmDeviceOptions { InPlace = false });
            HmmDevice simulated = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1, MemoryBudget = 14 * 4096 });
            using KeptSubject subject = new(space, new Random(seed), place, place, place, place, other, other, simulated, same);
            Random random = new(seed);
            for (int step = 0; step < Steps; step++)
            {
                subject.Step();
                if (random.Next(4) == 0)
                {
                    // While it has frames, launches on watched memory are not kept.
                    same.Trim();
                }
            }

            subject.Check();
            kept += subject.Kept;
            plain += subject.KeptOverPlain;
        }

        output.WriteLine($"{kept} launches over arrays and {plain} over plain arrays made no garbage");
        Assert.InRange(kept, TestScale.Iterations(quick: 20, full: 100), int.MaxValue);
        Assert.InRange(plain, TestScale.Iterations(quick: 20, full: 100), int.MaxValue);
    }
}
