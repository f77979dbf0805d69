using HmmGen.Corpus;
using HmmGen.Tests.Devices;
using HmmGen.Tests.Generated;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Launches that are cancelled at any moment: each work item has run whole or not at all, and nobody waits long.</summary>
public sealed class CancellationTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    /// <summary>The forms of the corpus that are no <see cref="DeviceForms"/>.</summary>
    public static TheoryData<string> CorpusFormNames { get; } = ["evictions, nothing there", "scouts, evictions, small chunks", "one by one"];

    public static TheoryData<string> DeviceFormNames { get; } = [.. TestScale.Sample([.. DeviceForms.All.Select(row => row.Data)], 3)];

    [Theory]
    [MemberData(nameof(DeviceFormNames))]
    public async Task An_item_runs_whole_or_not_at_all(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        await CancelledLaunch.RunOften(device, form);
    }

    [Theory]
    [MemberData(nameof(CorpusFormNames))]
    public async Task An_item_runs_whole_or_not_at_all_in_the_corpus_s_forms(string name)
    {
        CorpusForm form = CorpusForms.All.First(form => form.Name == name);
        using HmmDevice device = HmmDevice.Simulated(form.Options);
        await CancelledLaunch.RunOften(device, name);
    }

    [Fact]
    public async Task A_launch_that_waits_for_the_device_stops_waiting()
    {
        using GatedDevice gated = new();
        using HmmArray<int> next = HmmSpace.Shared.Allocate<int>(100);
        using HmmArray<int> ends = HmmSpace.Shared.Allocate<int>(100);
        gated.Start(() => TimedKernels.Chase(gated.Device, 100, 1, next, ends), behind: false);
        using CancellationTokenSource source = new();
        Task first = TimedKernels.ChaseAsync(gated.Device, 100, 1, next, ends, source.Token);
        Task onHost = TimedKernels.ChaseAsync(HmmDevice.Host, 100, 1, next, ends, source.Token);
        Task last = TimedKernels.ChaseAsync(gated.Device, 100, 1, next, ends, TestContext.Current.CancellationToken);
        await Task.Delay(50, TestContext.Current.CancellationToken);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(Bound, TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => onHost.WaitAsync(Bound, TestContext.Current.CancellationToken));
        Assert.True(first.IsCanceled && onHost.IsCanceled);
        gated.LetGo();
        await last.WaitAsync(Bound, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("resumable")]
    [InlineData("every access")]
    [InlineData("one page")]
    public async Task Items_that_have_stored_nothing_are_not_waited_for(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        using HmmArray<int> next = HmmSpace.Shared.Allocate<int>(1 << 20);
        using HmmArray<int> ends = HmmSpace.Shared.Allocate<int>(1000);
        Span<int> links = next.AsSpan();
        for (int i = 0; i < links.Length; i++)
        {
            links[i] = (int)((i * 48_271L + 7) & (links.Length - 1));
        }

        using CancellationTokenSource source = new();
        Task launch = TimedKernels.ChaseAsync(device, 1000, 1 << 21, next, ends, source.Token);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.False(launch.IsCompleted);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => launch.WaitAsync(Bound, TestContext.Current.CancellationToken));
        Assert.True(launch.IsCanceled);
    }
}
