using System.Reflection;
using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Memory;

/// <summary>The statistics of launches, kernels and arrays are parts of the device's.</summary>
public sealed class StatisticsTests
{
    private const int Page = 1024;

    [Fact]
    public void Kernels_sum_up_to_the_device()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 6 * 4096 });
        Run(device);

        IReadOnlyDictionary<string, HmmStatistics> kernels = device.KernelStatistics;
        Assert.Equal(["Ops.Gather", "Ops.Saxpy"], kernels.Keys.Order());
        Assert.Equal(device.Statistics, Sum(kernels.Values));
        Assert.Equal((1, 2), (kernels["Ops.Gather"].Launches, kernels["Ops.Saxpy"].Launches));
        Assert.True(kernels["Ops.Gather"].Faults > 0 && kernels["Ops.Saxpy"].Faults == 0 && kernels["Ops.Saxpy"].BytesOut > 0);
        device.ResetStatistics();
        Assert.Empty(device.KernelStatistics);
        Assert.Equal(new HmmStatistics(), device.Statistics);
    }

    [Fact]
    public async Task Kernels_launched_at_the_same_time_sum_up_to_the_device()
    {
        foreach (HmmDevice device in (HmmDevice[])[HmmDevice.Host.WithOptions(new HmmDeviceOptions()), HmmDevice.Simulated()])
        {
            HmmMeasurement[] each = [.. Enumerable.Range(0, 8).Select(_ => new HmmMeasurement())];
            await Task.WhenAll(each.Select(one => Ops.SaxpyAsync(
                device, HmmExtent.Range(0, 5000) with { Measurement = one }, 1f, new float[5000], new float[5000], TestContext.Current.CancellationToken)));

            Assert.All(each, one => Assert.Equal(1, one.Statistics.Launches));
            Assert.Equal(device.Statistics, Sum(each.Select(one => one.Statistics)));
            Assert.Equal(device.Statistics, device.KernelStatistics["Ops.Saxpy"]);
            device.Dispose();
        }
    }

    [Fact]
    public void A_measurement_is_of_the_launches_that_name_it()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<float> array = HmmSpace.Shared.Allocate<float>(4 * Page);
        array.AsSpan().Fill(1);
        HmmMeasurement first = new();
        HmmMeasurement both = new();
        HmmExtent extent = array.Length;
        Ops.Saxpy(device, extent with { Measurement = first }, 1f, array, array);
        Ops.Saxpy(device, extent, 1f, array, array);
        Ops.Saxpy(device, extent with { Measurement = both }, 1f, array, array);
        Ops.Saxpy(device, extent with { Measurement = both }, 1f, array, new float[4 * Page]);

        Assert.Equal((1, 4 * 4096, 0), (first.Statistics.Launches, first.Statistics.BytesIn, first.Statistics.BytesOut));
        Assert.Equal((2, 4 * 4096, 4 * 4096), (both.Statistics.Launches, both.Statistics.BytesIn, both.Statistics.BytesOut));
        Assert.Equal(4, device.Statistics.Launches);
    }

    [Fact]
    public void A_launch_that_fails_is_measured()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { Variant = HmmKernelVariants.Resumable });
        HmmMeasurement measurement = new();
        Assert.Throws<HmmAccessException>(() => Ops.Gather(
            device, HmmExtent.Range(0, 3) with { Measurement = measurement }, new[] { 0, 99, 1 }, new long[3], new long[3]));
        Assert.Equal(1, measurement.Statistics.Launches);
        Assert.Equal(device.Statistics, measurement.Statistics);
        Assert.Equal(device.Statistics, device.KernelStatistics["Ops.Gather"]);
    }

    [Theory]
    [InlineData(HmmHostMode.Transparent)]
    [InlineData(HmmHostMode.TransparentUserMode)]
    [InlineData(HmmHostMode.Scopes)]
    public void Arrays_sum_up_to_the_device(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = 1 << 13, MemoryBudget = 8 * 4096, MaxDegreeOfParallelism = 1 });
        HmmSpace space = Transparent.TransparentSpaces.Open(mode);
        using HmmArray<int> indices = space.Allocate<int>(8 * Page);
        using HmmArray<long> x = space.Allocate<long>(8 * Page);
        using HmmArray<long> y = space.Allocate<long>(8 * Page);
        Assert.Equal(new HmmStatistics(), x.StatisticsOn(device));
        for (int i = 0; i < indices.Length; i++)
        {
            (indices[i], x[i]) = (i * 977 % (8 * Page), i);
        }

        Ops.Gather(device, 8 * Page, indices, x, y);
        Assert.Equal(977, y[1]);
        y.Protect((0, Page), HmmProtection.ReadOnly);
        y.Protect((0, Page), HmmProtection.ReadWrite);
        Ops.Gather(device, 8 * Page, indices, x, y);
        y[2] = 5;
        x.Prefetch(device, HmmRange.All);
        Assert.Equal(977, y.AsReadOnlySpan()[1]);

        HmmStatistics all = Sum([indices.StatisticsOn(device), x.StatisticsOn(device), y.StatisticsOn(device)]);
        HmmStatistics whole = device.Statistics;
        foreach (PropertyInfo number in typeof(HmmStatistics).GetProperties().Where(property => property.CanRead))
        {
            bool isOfLaunches = number.Name is nameof(whole.Launches) or nameof(whole.Waves)
                or nameof(whole.PlanningTime) or nameof(whole.RunningTime) or nameof(whole.ServingTime);
            Assert.True(isOfLaunches || number.GetValue(whole)!.Equals(number.GetValue(all)), $"{number.Name}: {number.GetValue(all)} of {number.GetValue(whole)}");
        }

        Assert.True(all.Faults > 0 && all.Evictions > 0 && all.BytesOut > 0, all.ToString());
        Assert.Equal(y.StatisticsOn(device), y.Slice(5, 5).StatisticsOn(device));
        Assert.Equal(new HmmStatistics(), x.StatisticsOn(HmmDevice.Host));
        device.Trim();
        Assert.Equal(new HmmStatistics(), x.StatisticsOn(device));
    }

    [Fact]
    public void Statistics_are_values()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 6 * 4096 });
        Run(device);
        HmmStatistics done = device.Statistics;
        Assert.Equal(done, device.Statistics);
        Assert.Equal(done.GetHashCode(), device.Statistics.GetHashCode());
        Assert.Equal(done, (done + done) - done);
        Assert.NotEqual(done, done + done);
        Assert.Contains($"Launches = {done.Launches}", done.ToString(), StringComparison.Ordinal);
    }

    private static HmmStatistics Sum(IEnumerable<HmmStatistics> parts) => parts.Aggregate(new HmmStatistics(), static (sum, part) => sum + part);

    private static void Run(HmmDevice device)
    {
        int[] indices = [.. Enumerable.Range(0, 8 * Page).Select(i => i * 977 % (8 * Page))];
        Ops.Gather(device, indices.Length, indices, new long[8 * Page], new long[8 * Page]);
        Ops.Saxpy(device, 2 * Page, 2f, new float[2 * Page], new float[2 * Page]);
        Ops.Saxpy(device, 8 * Page, 2f, new float[8 * Page], new float[8 * Page]);
    }
}
