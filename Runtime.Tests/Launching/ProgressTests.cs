using System.Diagnostics;
using HmmGen.Base;
using HmmGen.Tests.Devices;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>What a launch tells of how far it has come.</summary>
public sealed class ProgressTests
{
    // A device with more processors runs more items at least at once (`SmallestWave`).
    private static readonly int Many = 2000 * Math.Max(2, Environment.ProcessorCount);

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public async Task Reports_come_in_order_and_the_last_says_that_all_is_done(string form)
    {
        const int Items = 3000;
        using HmmDevice device = DeviceForms.Open(form);
        using HmmArray<int> before = HmmSpace.Shared.Allocate<int>(Items);
        using HmmArray<int> after = HmmSpace.Shared.Allocate<int>(Items);
        before.AsSpan().Fill(7);
        Reports reports = new();
        HmmExtent extent = HmmExtent.Range(0, Items) with { Progress = reports };
        long started = Stopwatch.GetTimestamp();

        await TimedKernels.WorkAsync(device, extent, TestScale.Iterations(quick: 20_000, full: 100_000), before, after, TestContext.Current.CancellationToken);

        TimeSpan taken = Stopwatch.GetElapsedTime(started);
        HmmProgress last = reports.All[^1];
        Assert.Equal((Items, Items), (last.ItemsDone, last.Items));
        Assert.Equal(reports.All.OrderBy(report => report.ItemsDone), reports.All);
        Assert.Single(reports.All, report => report.ItemsDone == Items);
        Assert.True(reports.All.Count <= taken.TotalSeconds * 20 + 1, $"{reports.All.Count} reports in {taken}");
        Assert.All(before.AsReadOnlySpan().ToArray().Index(), element => Assert.Equal(element.Index + 1, element.Item));
        if (!form.StartsWith("host", StringComparison.Ordinal))
        {
            Assert.True(last.BytesIn > 0);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{form}: {string.Join(", ", reports.All.Select(report => report.ItemsDone))}; {last}");
    }

    /// <summary>A receiver that would wait for its own launch gets an exception in place of a wait without end. What waits for nobody is done.</summary>
    [Fact]
    public async Task A_receiver_does_not_wait_for_its_launch()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmDevice other = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        using HmmArray<int> before = HmmSpace.Shared.Allocate<int>(100);
        using HmmArray<int> after = HmmSpace.Shared.Allocate<int>(100);
        int[] mine = new int[100];
        Receiver nested = new(() => PlainArrayKernels.Double(device, 100, mine));
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(
            () => TimedKernels.Work(device, HmmExtent.Range(0, 100) with { Progress = nested }, 10, before, after));
        Assert.Contains("HmmExtent.Progress", refused.Message, StringComparison.Ordinal);

        using CancellationTokenSource source = new();
        foreach (CancellationToken token in (CancellationToken[])[CancellationToken.None, source.Token])
        {
            Receiver accessing = new(() => device.Access([HmmOperand.ReadWrite<int>(mine)], static (_, _) => { }, token));
            Assert.Throws<InvalidOperationException>(
                () => TimedKernels.Work(device, HmmExtent.Range(0, 100) with { Progress = accessing }, 10, before, after));
            Receiver locked = new(() => other.Access([HmmOperand.ReadWrite<int>(before)], static (_, _) => { }, token));
            Assert.Throws<InvalidOperationException>(
                () => TimedKernels.Work(device, HmmExtent.Range(0, 100) with { Progress = locked }, 10, before, after));
        }

        mine.AsSpan().Fill(1);
        Receiver elsewhere = new(() => PlainArrayKernels.Double(other, 100, mine));
        TimedKernels.Work(device, HmmExtent.Range(0, 100) with { Progress = elsewhere }, 10, before, after);
        Assert.All(mine, number => Assert.Equal(2, number));

        TaskCompletionSource<bool> done = new();
        Progress<HmmProgress> posted = new(_ =>
        {
            PlainArrayKernels.Double(device, 100, mine);
            done.TrySetResult(true);
        });
        TimedKernels.Work(device, HmmExtent.Range(0, 100) with { Progress = posted }, 10, before, after);
        Assert.True(await done.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.All(mine, number => Assert.Equal(4, number));
    }

    [Theory]
    [InlineData("host, one by one")]
    [InlineData("all resident")]
    public void A_long_launch_reports_on_its_way(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        using HmmArray<int> before = HmmSpace.Shared.Allocate<int>(Many);
        using HmmArray<int> after = HmmSpace.Shared.Allocate<int>(Many);
        Reports reports = new();

        // About a second, or half in a quick run, whatever the number of processors: reports come 50 ms apart.
        TimedKernels.Work(device, HmmExtent.Range(0, Many) with { Progress = reports }, TestScale.Iterations(quick: 120_000, full: 250_000), before, after);

        Assert.True(reports.All.Count > 3, $"{reports.All.Count} reports");
        Assert.InRange(reports.All[0].ItemsDone, 1, Many * 3 / 4);
    }

    [Fact]
    public async Task An_empty_launch_is_done_at_once()
    {
        Reports reports = new();

        TimedKernels.Work(HmmDevice.Host, HmmExtent.Range(5, 5) with { Progress = reports }, 1, new int[1], new int[1]);
        await TimedKernels.WorkAsync(
            HmmDevice.Host, HmmExtent.Range(5, 5) with { Progress = reports }, 1, new int[1], new int[1], TestContext.Current.CancellationToken);

        Assert.Equal([default, default], reports.All);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("all resident")]
    [InlineData("handful of pages")]
    public async Task What_the_target_throws_ends_the_launch(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        int[] before = new int[Many];
        Reports reports = new() { Failure = new InvalidOperationException("enough") };
        HmmExtent extent = HmmExtent.Range(0, Many) with { Progress = reports };

        Exception failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => TimedKernels.WorkAsync(device, extent, TestScale.Iterations(quick: 300_000, full: 1_000_000), before, new int[Many], TestContext.Current.CancellationToken));

        Assert.Same(reports.Failure, failure);
        Assert.Single(reports.All);
        Assert.Contains(before, value => value != 0);
        Assert.Contains(before, value => value == 0);
    }

    /// <summary>When an item of one thread fails, those of another run on. The failed item has set its flag where the receiver sees it.</summary>
    [Fact]
    public void No_report_follows_the_failure_of_an_item_on_the_host()
    {
        Assert.SkipUnless(Environment.ProcessorCount > 1, "two threads");
        const int Items = 64;
        const int Failing = 3;
        using HmmDevice device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 2, Testing = new() { Lanes = LaneUse.Never } });
        int[] turns = new int[Items], divisors = [.. Enumerable.Repeat(1, Items)], done = new int[Items];

        // The first thread has the items from 1 to 3, the other one those from 4 to 7.
        turns.AsSpan().Fill(70_000_000);
        (turns[0], turns[1], turns[2], turns[Failing], divisors[Failing]) = (1_000_000, 30_000_000, 30_000_000, 1, 0);
        int late = 0;
        Receiver receiver = new(() => late += Volatile.Read(ref done[Failing]));

        Assert.Throws<DivideByZeroException>(
            () => TimedKernels.WorkAndDivide(device, HmmExtent.Range(0, Items) with { Progress = receiver }, turns, divisors, done));

        Assert.SkipUnless(done[Failing + 2] != 0, "the machine is busy: no other thread has helped");
        // One report may come in the moment between the flag and the exception; the next one would come 50 ms later.
        Assert.InRange(late, 0, 1);
    }

    private sealed class Reports : IProgress<HmmProgress>
    {
        public List<HmmProgress> All { get; } = [];

        public Exception? Failure { get; init; }

        public void Report(HmmProgress value)
        {
            All.Add(value);
            if (Failure is not null)
            {
                throw Failure;
            }
        }
    }

    private sealed class Receiver(Action react) : IProgress<HmmProgress>
    {
        public void Report(HmmProgress value) => react();
    }
}
