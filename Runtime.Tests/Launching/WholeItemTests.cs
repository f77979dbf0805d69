using HmmGen.Tests.Devices;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Launches that end early: each item that has begun has run to its end, except those that failed themselves.</summary>
public sealed class WholeItemTests
{
    private const int Items = 20_000;

    /// <summary>Simulated devices on which begun items wait for pages, and the host.</summary>
    public static TheoryData<string> Forms { get; } =
        ["host", "host, two threads", "one wave", "every access", "evictions", "32 pages", "4 pages", "scouts, small chunks"];

    /// <summary>Those on which the launches here take longer than from one report to the next.</summary>
    public static TheoryData<string> LongForms { get; } = ["one wave", "every access", "32 pages", "4 pages", "scouts, small chunks"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Items_that_have_begun_run_out_when_another_fails(string form)
    {
        using HmmDevice device = Open(form);
        foreach (int failing in TestScale.Sample([Items / 3, 0, Items - 1, Items / 2], 3))
        {
            PairedStores stores = new(Items);
            stores.Divisors[failing] = 0;

            DivideByZeroException error = Assert.Throws<DivideByZeroException>(() => stores.Launch(device));

            Assert.Contains($"({failing})", error.Message, StringComparison.Ordinal);
            Assert.Contains($"WholeItemKernels.cs:{WholeItemKernels.PairPlace.Line}", error.Message, StringComparison.Ordinal);
            Assert.Equal([failing], stores.Half());
            Assert.All(Enumerable.Range(0, failing), item => Assert.True(stores.HasBegun(item), $"{item} has not run"));
        }
    }

    /// <summary>Begun items that fail as they run out are not reported, and lower ones that had to wait are.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void Of_items_that_fail_as_they_run_out_the_lowest_is_named(string form)
    {
        using HmmDevice device = Open(form);
        PairedStores stores = new(Items);
        for (int item = Items / 4; item < Items; item += 97)
        {
            stores.Divisors[item] = 0;
        }

        DivideByZeroException error = Assert.Throws<DivideByZeroException>(() => stores.Launch(device));

        Assert.Contains($"({Items / 4})", error.Message, StringComparison.Ordinal);
        Assert.All(stores.Half(), item => Assert.Equal(0, stores.Divisors[item]));
    }

    [Theory]
    [MemberData(nameof(LongForms))]
    public void Items_that_have_begun_run_out_when_the_receiver_of_progress_throws(string form)
    {
        using HmmDevice device = Open(form);
        for (int reports = 0; reports < TestScale.Iterations(quick: 2, full: 3); reports++)
        {
            PairedStores stores = new(TestScale.Iterations(quick: 3, full: 6) * Items);
            FailingReceiver receiver = new(reports);
            Exception? failure = Record.Exception(() => stores.Launch(device, receiver));

            // A fast machine may end the launch after fewer reports.
            bool isEnough = receiver.Reports > reports;
            Assert.True(isEnough || reports > 0);
            Assert.Same(isEnough ? receiver.Failure : null, failure);
            Assert.Contains(nameof(FailingReceiver.Report), failure?.StackTrace ?? nameof(FailingReceiver.Report), StringComparison.Ordinal);
            Assert.InRange(receiver.Reports, 1, reports + 1);
            TestContext.Current.TestOutputHelper?.WriteLine($"{form}: {receiver.Reports} reports, {stores.First.Count(static value => value != 0)} items");
            stores.CheckWholeAndUsable(device);
        }
    }

    [Theory]
    [InlineData("resumable")]
    [InlineData("every access")]
    [InlineData("one page")]
    public async Task Items_that_have_stored_nothing_are_not_waited_for_when_the_receiver_throws(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        int[] next = [.. Enumerable.Range(0, 1 << 20).Select(static i => (int)((i * 48_271L + 7) & ((1 << 20) - 1)))];
        FailingReceiver receiver = new(0);

        Task launch = TimedKernels.ChaseAsync(
            device, HmmExtent.Range(0, 1000) with { Progress = receiver }, 1 << 21, next, new int[1000], TestContext.Current.CancellationToken);

        Assert.Same(
            receiver.Failure,
            await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => launch.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)));
    }

    /// <summary>On a device of four pages the first item fails while most others have stored nothing.</summary>
    [Fact]
    public void Items_above_a_failed_one_that_have_stored_nothing_go_no_further()
    {
        using HmmDevice device = Open("4 pages");
        PairedStores stores = new(Items);
        stores.Divisors[0] = 0;

        Assert.Throws<DivideByZeroException>(() => stores.Launch(device));

        int begun = stores.First.Count(static value => value != 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{begun} items");
        Assert.InRange(begun, 1, Items / 2);
        Assert.Equal([0], stores.Half());
    }

    /// <summary>The receiver cancels its launch and throws: items run out, and the launch ends by what came first.</summary>
    [Fact]
    public async Task A_receiver_that_cancels_its_launch_and_throws_is_heard()
    {
        using HmmDevice device = Open("one wave");
        using CancellationTokenSource source = new();
        PairedStores stores = new(6 * Items);
        FailingReceiver receiver = new(0) { Before = source.Cancel };

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => WholeItemKernels.PairAsync(
            device, HmmExtent.Range(0, 6 * Items) with { Progress = receiver }, stores.At, stores.Divisors, stores.First, stores.Second, source.Token));

        Assert.Equal(1, receiver.Reports);
        stores.CheckWholeAndUsable(device);
    }

    /// <summary>A page that the device has no room for fails the items that wait for it. The others run out, and nobody waits for ever.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    public void Items_that_have_begun_run_out_when_a_page_has_no_room(int lowest)
    {
        const int Few = 3000;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 2 * 4096, Variant = HmmKernelVariants.Resumable, Prefetch = false });
        PairedStores stores = new(Few);
        int[] isWide = [.. Enumerable.Range(0, Few).Select(item => item >= lowest && item % 3 != 1 ? 1 : 0)];
        isWide[lowest] = 1;
        WholeItemKernels.Wide[] wide = new WholeItemKernels.Wide[Few];

        HmmOutOfMemoryException error = Assert.Throws<HmmOutOfMemoryException>(
            () => WholeItemKernels.PairAround(device, Few, stores.At, isWide, stores.First, stores.Second, wide));

        Assert.Equal((lowest, "wide"), (Assert.Single(error.WorkItem), error.Parameter));
        Assert.All(stores.Half(), item => Assert.Equal(1, isWide[item]));
        Assert.Contains(lowest, stores.Half());
        Assert.All(wide, element => Assert.Equal(0, element.Second));
    }

    /// <summary>Items that have run whole keep what they have overwritten: its pages are not dropped with those of items that never ran.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Items_that_have_run_keep_what_they_overwrote_when_a_page_has_no_room(bool prefetch)
    {
        const int Few = 1024, Lowest = 500;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 2 * 4096, Variant = HmmKernelVariants.Resumable, Prefetch = prefetch });
        int[] added = new int[Few], overwritten = new int[Few];
        WholeItemKernels.Wide[] wide = new WholeItemKernels.Wide[Few];

        HmmOutOfMemoryException error = Assert.Throws<HmmOutOfMemoryException>(() => WholeItemKernels.Overwrite(device, Few, Lowest, added, overwritten, wide));

        Assert.Equal((Lowest, "wide"), (Assert.Single(error.WorkItem), error.Parameter));
        Assert.All(Enumerable.Range(0, Few), item => Assert.Equal(added[item] / 10, overwritten[item]));
        Assert.All(added[..Lowest], static one => Assert.Equal(10, one));
    }

    private static HmmDevice Open(string form) => form switch
    {
        "host, two threads" => HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 2 }),
        "one wave" => HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 128 << 10 }),
        "every access" => HmmDevice.Simulated(new SimulatedOptions { FaultAtEveryAccess = true }),
        "evictions" => HmmDevice.Simulated(new SimulatedOptions { Variant = HmmKernelVariants.Resumable, Prefetch = false, RandomEvictions = 23 }),
        "32 pages" => HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 128 << 10, Variant = HmmKernelVariants.Resumable }),
        "4 pages" => HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 4 * 4096 }),
        "scouts, small chunks" => HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 64 * 4096, RandomEvictions = 7, MaximumChunk = 4000 }),
        _ => DeviceForms.Open(form),
    };

    private sealed class FailingReceiver(int lasts) : IProgress<HmmProgress>
    {
        public int Reports { get; private set; }

        public Action? Before { get; init; }

        public TimeZoneNotFoundException Failure { get; } = new("enough");

        public void Report(HmmProgress value)
        {
            Before?.Invoke();
            if (Reports++ >= lasts)
            {
                throw Failure;
            }
        }
    }
}
