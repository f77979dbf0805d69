using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Pages that the host has only read are cleared on the device.</summary>
public sealed class ZeroPageTests
{
    private const int Pages = 64;
    private const int Page = 1024;

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void Pages_that_were_only_read_are_not_uploaded(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Pages * Page);
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(0));

        TransparentKernels.Add(device, Pages * Page, 1, array);

        Assert.Equal((0, Pages * 4096), (device.Statistics.BytesIn, device.Statistics.BytesCleared));
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31 * Page + 1023)]
    [InlineData(Pages * Page - 1)]
    public void One_element_that_is_not_zero_is_uploaded(int place)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = 64 << 10 });
        using HmmArray<int> array = TransparentSpaces.Open(HmmHostMode.Transparent).Allocate<int>(Pages * Page);
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(0));
        array[place] = 5;

        TransparentKernels.Add(device, Pages * Page, 1, array);

        Assert.InRange(device.Statistics.BytesIn, 4096, 64 << 10);
        Assert.Equal(6, array[place]);
        Assert.Equal(Pages * Page - 1, array.AsReadOnlySpan().Count(1));
    }
}
