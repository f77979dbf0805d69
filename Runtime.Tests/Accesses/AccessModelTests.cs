using HmmGen.Base;
using HmmGen.Tests.Generated;
using HmmGen.Tests.InPlace;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Accesses;

/// <summary>Random accesses, launches, touches and evictions agree with plain arrays. <c>HMMGEN_SEED</c> names the first seed.</summary>
public sealed class AccessModelTests(ITestOutputHelper output)
{
    public static TheoryData<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Simulated_devices_and_the_host_agree_with_plain_arrays(HmmHostMode mode)
        => Run(
            mode,
            TestScale.Iterations(quick: 15, full: 60, @long: 5_000),
            static random => [HmmDevice.Simulated(Simulated(random, 0)), HmmDevice.Simulated(Simulated(random, 1)), HmmDevice.Host]);

    [Theory]
    [MemberData(nameof(Modes))]
    public void An_OpenCL_device_and_the_host_agree_with_plain_arrays(HmmHostMode mode)
    {
        HmmDevice found = OtherDevices.Require(HmmDeviceKind.OpenCL)[0];
        Run(mode, TestScale.Iterations(quick: 4, full: 20, @long: 500), random => [found.WithOptions(OpenCL(random)), HmmDevice.Host]);
    }

    /// <summary>Launches in place beside pages of the same driver and of a simulated device, and accesses whose pages go home.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void A_device_in_place_and_others_agree_with_plain_arrays(HmmHostMode mode)
    {
        HmmDevice found = OtherDevices.Require(HmmDeviceKind.OpenCL)[0];
        Run(
            mode,
            TestScale.Iterations(quick: 4, full: 20, @long: 500),
            random => [InPlaceDevice.Require(OpenCL(random)), found.WithOptions(OpenCL(random)), HmmDevice.Simulated(Simulated(random, 0)), HmmDevice.Host]);
    }

    private void Run(HmmHostMode mode, int runs, Func<Random, HmmDevice[]> devices)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        output.WriteLine($"The first seed is {TestSeeds.First}.");
        (int Ran, int Refused, int Failed) counts = default;
        for (int run = 0; run < runs; run++)
        {
            int seed = TestSeeds.First + run;
            Random random = new(seed);
            HmmDevice[] chosen = devices(random);
            using AccessModel model = new(space, random, chosen);
            try
            {
                for (int steps = random.Next(5, 40); steps > 0; steps--)
                {
                    model.Step();
                }

                model.Check();
            }
            catch (Exception failure)
            {
                string options = string.Join('\n', chosen.Select(device => device.Options));
                throw new InvalidOperationException($"seed {seed}\n{options}\n{string.Join('\n', model.Done)}\n{failure.Message}", failure);
            }

            counts = (counts.Ran + model.Counts.Ran, counts.Refused + model.Counts.Refused, counts.Failed + model.Counts.Failed);
        }

        output.WriteLine($"Accesses that ran: {counts.Ran}, were refused: {counts.Refused}, failed: {counts.Failed}.");
        Assert.True(counts.Ran > runs && counts.Refused > 0 && counts.Failed > 0, "the model tries too little");
    }

    private static SimulatedOptions Simulated(Random random, int number) => new()
    {
        Number = number,
        MemoryBudget = Budget(random),
        PageSize = random.Next(2) == 0 ? 4096 : 16384,
        Variant = random.Next(2) == 0 ? HmmKernelVariants.Auto : HmmKernelVariants.Resumable,
        Prefetch = random.Next(2) == 0,
        RandomEvictions = random.Next(3) == 0 ? random.Next() : null,
        FaultAtEveryAccess = random.Next(8) == 0,
        MaxDegreeOfParallelism = 1,
    };

    private static HmmDeviceOptions OpenCL(Random random) => new()
    {
        MemoryBudget = Budget(random),
        PageSize = random.Next(2) == 0 ? 4096 : 16384,
        Testing = new PagingTestOptions { RandomEvictions = random.Next(2) == 0 ? random.Next() : null },
    };

    private static long Budget(Random random) => random.Next(3) switch
    {
        0 => 1L << 26,
        1 => random.Next(4, 16) * 4096L,
        _ => random.Next(10, 70) * 4096L,
    };
}
