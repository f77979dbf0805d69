using HmmGen.Devices.Ilgpu;
using Xunit;

namespace HmmGen.Tests.Devices;

/// <summary>The sizes of groups.</summary>
public sealed class GroupSizesTests
{
    /// <summary>Groups are large where a processor has many of them for each unit, and nowhere else.</summary>
    /// <param name="count">The items.</param>
    /// <param name="most">The most items of a group.</param>
    /// <param name="units">The units; 0 on a graphics processor.</param>
    /// <param name="expected">The size.</param>
    [Theory]
    [InlineData(32_768, 4096, 2, 1024)]
    [InlineData(32_767, 4096, 2, 128)]
    [InlineData(262_143, 4096, 16, 128)]
    [InlineData(262_144, 4096, 16, 1024)]
    [InlineData(1 << 22, 512, 2, 128)]
    [InlineData(1 << 22, 1024, 0, 128)]
    [InlineData(int.MaxValue - 1024, 4096, 2, 1024)]
    [InlineData(int.MaxValue - 1023, 4096, 2, 128)]
    public void Large_waves_of_processors_have_large_groups(long count, int most, int units, int expected)
        => Assert.Equal(expected, GroupSizes.Of(count, GroupSizes.Usual, most, units));
}
