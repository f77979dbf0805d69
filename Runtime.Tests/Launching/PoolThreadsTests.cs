using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.HandWritten;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Launches that wait hold no thread of the pool. Nothing runs beside these tests: they count the threads of the whole process.</summary>
[Collection(ThreadCounts.Name)]
public sealed class PoolThreadsTests
{
    /// <summary>Far fewer than one for each launch.</summary>
    private const int FewThreads = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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
