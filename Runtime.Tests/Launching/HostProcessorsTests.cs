using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.HandWritten;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>How many threads launches take, running and waiting.</summary>
public sealed class HostProcessorsTests
{
    /// <summary>Far fewer than one for each launch; other tests use the pool meanwhile.</summary>
    private const int FewThreads = 20;

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

    [Fact]
    public async Task Launches_that_wait_for_a_processor_hold_no_thread_of_the_pool()
    {
        using HmmDevice device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1 });
        using CancellationTokenSource source = new();
        int before = ThreadPool.ThreadCount;
        Task[] launches = [.. Enumerable.Range(0, 50).Select(_ => CrowdKernel.LaunchAsync(device, 100_000, 4, source.Token))];

        await Task.Delay(TestScale.Iterations(quick: 600, full: 1500), TestContext.Current.CancellationToken);

        Assert.True(ThreadPool.ThreadCount - before < FewThreads, $"from {before} to {ThreadPool.ThreadCount} threads");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Task.WhenAll(launches).WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.All(launches, launch => Assert.True(launch.IsCanceled));
        CrowdKernel.Launch(device, 1, 4);
        Assert.Equal(1, CrowdKernel.Most(4));
    }

    [Fact]
    public async Task Launches_that_wait_for_a_device_hold_no_thread_of_the_pool()
    {
        using GatedDevice gated = new();
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(1000);
        gated.Start(() => Ops.Fill(gated.Device, 1000, 1, target), behind: false);
        int before = ThreadPool.ThreadCount;
        using HmmArray<int> next = HmmSpace.Shared.Allocate<int>(1000);
        using HmmArray<int> ends = HmmSpace.Shared.Allocate<int>(1000);
        Task[] launches = [.. Enumerable.Range(0, 50).Select(
            _ => Ops.ChaseAsync(gated.Device, 1000, 1, next, ends, TestContext.Current.CancellationToken))];

        await Task.Delay(TestScale.Iterations(quick: 600, full: 1500), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(launches, launch => launch.IsCompleted);
        Assert.True(ThreadPool.ThreadCount - before < FewThreads, $"from {before} to {ThreadPool.ThreadCount} threads");
        gated.LetGo();
        await Task.WhenAll(launches).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}
