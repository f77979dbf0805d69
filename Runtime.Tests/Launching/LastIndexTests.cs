using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Ranges that end behind the greatest <see langword="int"/> run each of their items once, on the host and on a device.</summary>
public sealed class LastIndexTests
{
    private const long End = 1L << 31;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void All_items_run_once(bool onHost)
    {
        using HmmDevice device = onHost ? HmmDevice.Host.WithOptions(new HmmDeviceOptions()) : HmmDevice.Simulated(new SimulatedOptions());
        (int[] rows, int[] planes, int[] middle) = (new int[12], new int[24], new int[24]);
        const int Launches = 8;
        for (int launch = 0; launch < Launches; launch++)
        {
            LastIndexKernels.Rows(device, HmmExtent.Range((0, 3), (LastIndexKernels.First, End)), rows);
            LastIndexKernels.Planes(device, HmmExtent.Range((0, 2), (0, 3), (LastIndexKernels.First, End)), planes);
            LastIndexKernels.Middle(device, HmmExtent.Range((0, 2), (LastIndexKernels.First, End), (0, 3)), middle);
        }

        Assert.Equal(Enumerable.Range(0, 12).Select(static at => Launches * (1 + at / 4)), rows);
        Assert.Equal(Enumerable.Range(0, 24).Select(static at => Launches * (1 + at / 4)), planes);
        Assert.Equal(Enumerable.Range(0, 24).Select(static at => Launches * (1 + at / 12 * 3 + at % 3)), middle);
    }

    /// <summary>Items up to the greatest index fail with what items before them fail with, and leave the same.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_last_item_fails_as_others_do(bool onHost)
    {
        using HmmDevice device = onHost ? HmmDevice.Host.WithOptions(new HmmDeviceOptions()) : HmmDevice.Simulated(new SimulatedOptions());
        int[] line = new int[3], before = new int[3];
        const int Launches = 4, Distance = 10;
        for (int launch = 1; launch <= Launches; launch++)
        {
            LastIndexKernels.Line(device, HmmExtent.Range((LastIndexKernels.First, End - 1)), 0, line);
            LastIndexKernels.Line(device, HmmExtent.Range((LastIndexKernels.First - Distance, End - 1 - Distance)), Distance, before);
            HmmAccessException error = Fail(0, line), other = Fail(Distance, before);
            Assert.Equal((int.MaxValue, 3L), (Assert.Single(error.WorkItem), error.ElementIndex));
            Assert.Equal((int.MaxValue - Distance, 3L), (Assert.Single(other.WorkItem), other.ElementIndex));
            Assert.Equal(before, line);
            Assert.All(line, value => Assert.InRange(value, launch, 2 * launch));
        }

        HmmAccessException Fail(int distance, int[] array) => Assert.Throws<HmmAccessException>(
            () => LastIndexKernels.Line(device, HmmExtent.Range((LastIndexKernels.First - distance, End - distance)), distance, array));
    }
}
