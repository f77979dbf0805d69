using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>A device gives its memory back and goes on.</summary>
public sealed class TrimTests
{
    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void A_trimmed_device_has_no_pages_and_has_lost_none(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(10_000);
        for (int round = 1; round <= 3; round++)
        {
            TransparentKernels.Add(device, 10_000, 1, array);
            Assert.Contains(array.Snapshot(device, HmmRange.All), page => page.Residency == HmmResidency.Owned);
            device.Trim();
            Assert.All(array.Snapshot(device, HmmRange.All), page => Assert.Equal(HmmResidency.Absent, page.Residency));
            Assert.Equal(Enumerable.Repeat(round, 10_000), array.ToArray());
        }

        Assert.Equal(3, device.Statistics.Launches);
    }

    [Fact]
    public async Task Launches_beside_trims_lose_nothing()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(100_000);
        Task trims = Task.Run(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                device.Trim();
            }
        }, TestContext.Current.CancellationToken);
        for (int i = 0; i < 100; i++)
        {
            TransparentKernels.Add(device, 100_000, 1, array);
        }

        await trims;
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(100));
    }

    [Fact]
    public void A_device_that_was_disposed_of_is_not_trimmed()
    {
        HmmDevice device = HmmDevice.Simulated();
        device.Dispose();
        Assert.Throws<ObjectDisposedException>(device.Trim);
        HmmDevice.Host.Trim();
    }
}
