using Xunit;

namespace HmmGen.Tests.Devices;

/// <summary>Options that are numbers: what is out of range is refused, with the value.</summary>
public sealed class OptionTests
{
    /// <summary>Options with a value that is out of range, and the value.</summary>
    public static TheoryData<SimulatedOptions, object> Wrong { get; } = new()
    {
        { new SimulatedOptions { MemoryBudget = -1 }, -1L },
        { new SimulatedOptions { PageSize = -4096 }, -4096 },
        { new SimulatedOptions { PageSize = 2048 }, 2048 },
        { new SimulatedOptions { PageSize = 5000 }, 5000 },
        { new SimulatedOptions { MaxDegreeOfParallelism = 0 }, 0 },
        { new SimulatedOptions { Number = -1 }, -1 },
        { new SimulatedOptions { BlockSize = 0 }, 0 },
        { new SimulatedOptions { MaximumChunk = 0 }, 0 },
        { new SimulatedOptions { Variant = (HmmKernelVariants)9 }, (HmmKernelVariants)9 },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_device_refuses_options_that_are_out_of_range(SimulatedOptions options, object value)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>("options", () => HmmDevice.Simulated(options).Dispose());

        Assert.Equal(value, error.ActualValue);
    }

    [Fact]
    public void The_host_refuses_less_than_one_thread()
        => Assert.Throws<ArgumentOutOfRangeException>("options", () => HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 0 }));

    [Fact]
    public void A_space_refuses_negative_sizes_and_keeps_its_own()
    {
        long before = HmmSpace.FileMemory;

        Assert.Equal(-1L, Assert.Throws<ArgumentOutOfRangeException>("value", () => new HmmSpace { LargestOnHeap = -1 }).ActualValue);
        Assert.Equal(-2L, Assert.Throws<ArgumentOutOfRangeException>("value", () => HmmSpace.FileMemory = -2).ActualValue);
        Assert.Equal(before, HmmSpace.FileMemory);
        Assert.Equal(0, new HmmSpace { LargestOnHeap = 0 }.LargestOnHeap);
        Assert.Equal(long.MaxValue, HmmSpace.Shared.LargestOnHeap);
    }
}
