using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Devices;

/// <summary>Several devices, threads and launches at a time.</summary>
public sealed class ConcurrencyTests
{
    [Fact]
    public void Two_devices_read_the_same_pages_and_ownership_moves()
    {
        using HmmDevice zero = HmmDevice.Simulated();
        using HmmDevice one = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(5000);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(5000);
        using HmmArray<float> z = HmmSpace.Shared.Allocate<float>(5000);
        x.AsSpan().Fill(1f);

        Ops.Saxpy(zero, 5000, 1f, x, y);
        Ops.Saxpy(one, 5000, 1f, x, z);
        Ops.Saxpy(one, 5000, 2f, x, y);
        Ops.Saxpy(zero, 5000, 4f, z, y);

        Assert.Equal(HmmResidency.Shared, x.Snapshot(zero, ..1)[0].Residency);
        Assert.Equal(HmmResidency.Shared, x.Snapshot(one, ..1)[0].Residency);
        Assert.Equal(HmmResidency.Owned, y.Snapshot(zero, ..1)[0].Residency);
        Assert.Equal(HmmResidency.Absent, y.Snapshot(one, ..1)[0].Residency);
        Assert.All(y.AsReadOnlySpan().ToArray(), value => Assert.Equal(7f, value));
    }

    [Fact]
    public async Task Launches_on_two_devices_over_shared_arrays_are_serial_in_effect()
    {
        using HmmDevice zero = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 10 * 4096 });
        using HmmDevice one = HmmDevice.Simulated(new SimulatedOptions { Number = 1, Prefetch = false });
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(20_000);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(20_000);
        using HmmArray<float> z = HmmSpace.Shared.Allocate<float>(20_000);
        x.AsSpan().Fill(1f);
        List<Task> tasks = [];
        for (int round = 0; round < 20; round++)
        {
            tasks.Add(Ops.SaxpyAsync(zero, 20_000, 1f, x, y, TestContext.Current.CancellationToken));
            tasks.Add(Ops.SaxpyAsync(one, 20_000, 1f, x, y, TestContext.Current.CancellationToken));
            tasks.Add(Ops.SaxpyAsync(HmmDevice.Host, 20_000, 1f, x, z, TestContext.Current.CancellationToken));
            tasks.Add(Ops.SaxpyAsync(one, 20_000, 1f, x, z, TestContext.Current.CancellationToken));
            tasks.Add(Task.Run(() => y.AsReadOnlySpan(round * 100, 50).ToArray(), TestContext.Current.CancellationToken));
        }

        await Task.WhenAll(tasks).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        Assert.All(y.AsReadOnlySpan().ToArray(), value => Assert.Equal(40f, value));
        Assert.All(z.AsReadOnlySpan().ToArray(), value => Assert.Equal(40f, value));
    }

    [Fact]
    public async Task A_cancelled_launch_ends_early_and_everything_goes_on_working()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 2 * 4096, MaxDegreeOfParallelism = 1 });
        using HmmArray<int> next = HmmSpace.Shared.Allocate<int>(1 << 20);
        using HmmArray<int> ends = HmmSpace.Shared.Allocate<int>(1000);
        Span<int> links = next.AsSpan();
        for (int i = 0; i < links.Length; i++)
        {
            links[i] = (int)((i * 48_271L + 7) & (links.Length - 1));
        }

        using CancellationTokenSource source = new();
        Task launch = Ops.ChaseAsync(device, 1000, 1 << 20, next, ends, source.Token);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(launch.IsCompleted);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => launch.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Ops.Chase(device, 10, 1, next, ends);
        Assert.Equal(next.AsReadOnlySpan(0, 10).ToArray(), ends.AsReadOnlySpan(0, 10).ToArray());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Ops.ChaseAsync(device, 1, 1, next, ends, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_device_that_is_disposed_of_gives_back_what_only_it_had()
    {
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(5000);
        HmmDevice device = HmmDevice.Simulated();
        Ops.Fill(device, 5000, 3, target);

        device.Dispose();

        Assert.All(target.AsReadOnlySpan().ToArray(), value => Assert.Equal(3, value));
        Assert.Throws<ObjectDisposedException>(() => target.Prefetch(device, ..));
    }

    [Fact]
    public void An_array_that_is_disposed_of_leaves_no_page_behind()
    {
        using HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> target = HmmSpace.Shared.Allocate<int>(5000);
        HmmArray<int> slice = target.Slice(10, 20);
        Ops.Fill(device, 5000, 3, target);
        Ops.Fill(device, 5000, 3, new int[5000]);
        Assert.Equal(5, device.Session.Memory.UsedFrames);

        target.Dispose();

        Assert.Equal(0, device.Session.Memory.UsedFrames);
        Assert.Equal(0, device.Session.Memory.MirrorCount);
        Assert.Throws<ObjectDisposedException>(() => target[0]);
        Assert.Throws<ObjectDisposedException>(() => slice[0]);
    }

    [Fact]
    public void The_default_device_is_always_there()
    {
        Assert.NotNull(HmmDevice.Default);
        Assert.Contains(HmmDevice.Host, HmmDevice.All);
        Assert.Equal(HmmMirrorMode.InPlace, HmmDevice.Host.MirrorMode);
        Assert.NotEmpty(HmmDevice.Host.MirrorModeReason);
        Assert.NotNull(HmmDevice.DiscoveryReport);
        Assert.Throws<NotSupportedException>(() => HmmDevice.Host.WithOptions(new HmmDeviceOptions { MemoryBudget = 4096 }));
    }
}
