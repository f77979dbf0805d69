using HmmGen.Tests.HandWritten;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>How many threads launches take while they run.</summary>
public sealed class HostProcessorsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_launch_takes_all_threads_that_it_is_given()
    {
        using HmmDevice device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 3 });

        CrowdKernel.Launch(device, 500, 0);

        Assert.Equal(3, CrowdKernel.Most(0));
    }

    [Fact]
    public void One_thread_is_the_calling_one()
    {
        using HmmDevice device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1 });

        CrowdKernel.Launch(device, 100, 1);

        Assert.Equal(1, CrowdKernel.Most(1));
    }

    [Fact]
    public async Task Launches_together_take_no_more_threads_than_the_device_is_given()
    {
        using HmmDevice device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 3 });
        List<Task> launches = [.. Enumerable.Range(0, 12).Select(_ => CrowdKernel.LaunchAsync(device, 200, 2, TestContext.Current.CancellationToken))];
        launches.AddRange(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () => CrowdKernel.Launch(device, 200, 2), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        await Task.WhenAll(launches).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(3, CrowdKernel.Most(2));
    }

    [Fact]
    public void A_simulated_device_takes_no_more_threads_than_it_is_given()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1, BlockSize = 4 });

        CrowdKernel.Launch(device, 50, 3);

        Assert.Equal(1, CrowdKernel.Most(3));
    }
}
