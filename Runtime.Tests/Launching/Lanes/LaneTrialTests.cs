using HmmGen.Kernels;
using HmmGen.Launching.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Equal launches take the form that is faster, and both forms give the same results while it is looked for.</summary>
public sealed class LaneTrialTests(ITestOutputHelper output)
{
    private const int Attempts = 2 * LaneTimes.Parts;

    /// <summary>Other work only adds to what a form takes, here twice in a trial.</summary>
    [Fact]
    public void The_faster_form_is_found()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int run = 0; run < TestScale.Iterations(full: 5_000, quick: 500); run++)
        {
            LaneTrial trial = new();
            long lanes = random.Next(300, 100_000), loop = (long)(lanes * (0.2 + 2 * random.NextDouble()));
            int attempts = 0, disturbed = 0;
            for (int launch = 0; launch < 200; launch++)
            {
                if (Try(trial, lanes) is { } attempt)
                {
                    Assert.Equal(lanes, attempt.Items);
                    disturbed = attempts++ % Attempts == 0 ? 0 : disturbed;
                    bool isDisturbed = disturbed < 2 && random.Next(3) == 0;
                    disturbed += isDisturbed ? 1 : 0;
                    trial.Note(attempt, (attempt.Form == LaneForm.Loop ? loop : lanes) * (isDisturbed ? 8 : 1));
                }
            }

            LaneForm better = trial.Better;
            Assert.True(better == LaneForm.Lanes ? loop > 0.96 * lanes : loop < 0.98 * lanes, $"{better}: lanes {lanes}, loop {loop}, seed {seed}, run {run}");
        }
    }

    [Fact]
    public void Attempts_are_few_and_go_on()
    {
        LaneTrial trial = new();
        List<int> at = [];
        for (int launch = 1; launch <= 1 << 16; launch++)
        {
            if (Try(trial, 64) is { } attempt)
            {
                at.Add(launch);
                trial.Note(attempt, ticks: 100);
            }
        }

        Assert.InRange(at[0], 2, 64);
        Assert.InRange(at.Count, 4 * Attempts, 8 * Attempts);
        Assert.True(at[^1] > 1 << 13, $"The last one was at {at[^1]}.");
        Assert.Equal(LaneForm.Lanes, trial.Better);
    }

    /// <summary>The loop is compiled for good only after some calls, and .NET may compile it again.</summary>
    [Fact]
    public void A_form_that_changes_is_found()
    {
        LaneTrial trial = new();
        List<LaneForm> found = [];
        for (int launch = 0; launch < 1 << 14; launch++)
        {
            long loop = launch is > 500 and < 3000 ? 50 : 1000;
            if (Try(trial, 64) is { } attempt)
            {
                trial.Note(attempt, attempt.Form == LaneForm.Loop ? loop : 100);
            }

            if (found.Count == 0 || found[^1] != trial.Better)
            {
                found.Add(trial.Better);
            }
        }

        Assert.Equal([LaneForm.Lanes, LaneForm.Loop, LaneForm.Lanes], found);
    }

    /// <summary>.NET must have seen calls of the loop before it compiles it for good; then there is a trial.</summary>
    [Fact]
    public void The_loop_is_called_until_it_is_compiled_for_good()
    {
        LaneTrial trial = new(first: long.MaxValue, apart: 0);
        int calls = 0;
        while (!trial.IsDue())
        {
            if (trial.Call(1000, 1) is { } call)
            {
                calls++;
                Assert.Equal((LaneForm.Loop, 64), (call.Form, call.Items));
                trial.Note(call, ticks: 1);
            }
        }

        Assert.InRange(calls, 60, 500);
        Assert.Null(trial.Call(1000, 1));
        Assert.Equal(LaneForm.Lanes, trial.Better);
    }

    [Fact]
    public void Calls_of_the_loop_are_apart_in_time()
    {
        LaneTrial trial = new(first: long.MaxValue, apart: 1_000_000_000);
        Assert.NotNull(trial.Call(10, 1));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Null(trial.Call(10, 1)));
    }

    /// <summary>Launches that take longer than the time between calls all call the loop: else its compiler would wait for eight times as many.</summary>
    [Fact]
    public void Long_launches_all_call_the_loop()
    {
        LaneTrial trial = new(first: long.MaxValue, apart: 2);
        for (int launch = 0; launch < 20; launch++)
        {
            Assert.False(trial.IsDue());
            Assert.NotNull(trial.Call(1000, 1));
            long called = Environment.TickCount64;
            while (Environment.TickCount64 - called < 3)
            {
                Thread.Sleep(1);
            }
        }
    }

    /// <summary>Of two launches that make the same attempt at the same time one counts.</summary>
    [Fact]
    public void Late_attempts_do_not_count()
    {
        LaneTrial trial = new();
        LaneAttempt first = trial.Begin(64, 1000, 1);
        trial.Note(first, 100);
        trial.Note(first, 1);
        LaneAttempt second = trial.Begin(128, 1000, 1);
        Assert.Equal((LaneForm.Loop, 64), (second.Form, second.Items));
        for (int round = 1; round < Attempts; round++)
        {
            trial.Note(trial.Begin(64, 1000, 1), 50);
        }

        // A new trial, in which an attempt of the first one comes to its end.
        LaneAttempt next = trial.Begin(64, 1000, 1);
        trial.Note(second, 1);
        Assert.Equal(next, trial.Begin(64, 1000, 1));
    }

    /// <summary>An attempt must fit into the first range of items, which has fewer of them when they take longer.</summary>
    [Fact]
    public void A_trial_whose_items_take_longer_begins_anew()
    {
        LaneTrial trial = new();
        trial.Note(trial.Begin(64, 1000, 1), 100);
        Assert.Equal((LaneForm.Loop, 64), (trial.Begin(50, 1000, 1).Form, trial.Begin(50, 1000, 1).Items));
        Assert.Equal((LaneForm.Lanes, 40), (trial.Begin(40, 1000, 1).Form, trial.Begin(40, 1000, 1).Items));
    }

    [Fact]
    public void Launches_at_the_same_time_end_their_trials()
    {
        LaneTrial trial = new();
        Parallel.For(0, 4, _ =>
        {
            for (int launch = 0; launch < 20_000; launch++)
            {
                if (Try(trial, 64) is { } attempt)
                {
                    trial.Note(attempt, attempt.Form == LaneForm.Loop ? 40 : 100);
                }
            }
        });
        Assert.Equal(LaneForm.Loop, trial.Better);
    }

    /// <summary>What is timed must stand for the launch: its first row may be a border, and a part that ran before has branches that the processor foresees.</summary>
    [Fact]
    public void Parts_lie_all_over_the_launch_and_run_once_in_each_form()
    {
        const long Items = 60, All = 6000, Unit = 30;
        LaneTrial trial = new();
        List<LaneAttempt> attempts = [];
        for (int attempt = 0; attempt < 4 * Attempts; attempt++)
        {
            attempts.Add(trial.Begin(Items, All, Unit));
            trial.Note(attempts[^1], ticks: 100);
        }

        LaneAttempt[][] pairs = [.. attempts.Chunk(2)];
        Assert.All(pairs, static pair => Assert.Equal((LaneForm.Lanes, LaneForm.Loop, pair[0].First), (pair[0].Form, pair[1].Form, pair[1].First)));
        Assert.Equal(pairs.Length, pairs.DistinctBy(static pair => pair[0].First).Count());
        Assert.All(attempts, static one => Assert.True(one.First >= 0 && one.End <= All && one.First % Unit == 0));
        Assert.All(pairs.Chunk(LaneTimes.Parts), static trial => Assert.Equal(3, trial.Select(static pair => pair[0].First * 3 / All).Distinct().Count()));
    }

    /// <summary>The first part of a launch has little to do, and there the loop is faster.</summary>
    [Fact]
    public void A_border_does_not_speak_for_all()
    {
        LaneTrial trial = new();
        for (int launch = 0; launch < 200; launch++)
        {
            if (trial.IsDue())
            {
                LaneAttempt attempt = trial.Begin(300, 60_000, 300);
                trial.Note(attempt, (attempt.Form, attempt.First) switch { (LaneForm.Lanes, 0) => 50, (_, 0) => 30, (LaneForm.Lanes, _) => 130, _ => 1000 });
            }
        }

        Assert.Equal(LaneForm.Lanes, trial.Better);
    }

    /// <summary>Parts of a millisecond say more than parts of a microsecond.</summary>
    [Fact]
    public void Long_parts_outweigh_short_ones()
    {
        LaneTimes times = new();
        for (int part = 0; part < LaneTimes.Parts; part++)
        {
            times.Note(part, LaneForm.Lanes, part == 3 ? 1000 : 20);
            times.Note(part, LaneForm.Loop, part == 3 ? 900 : 40);
        }

        Assert.Equal(LaneForm.Loop, times.Better);
    }

    [Fact]
    public void Kernels_have_lanes()
    {
        KernelDescriptor[] kernels = [LaneTrialKernels.CountAndScaleKernel.Descriptor, LaneTrialKernels.GatherKernel.Descriptor];
        Assert.All(kernels, static kernel => Assert.NotNull(kernel.Lanes));
    }

    private static LaneAttempt? Try(LaneTrial trial, long items) => trial.IsDue() ? trial.Begin(items, 4 * items, 1) : null;

    /// <summary>Each item counts its launches, so that one which an attempt leaves out is seen, and one that runs twice.</summary>
    [Theory]
    [InlineData(1, 700)]
    [InlineData(1, 300_003)]
    [InlineData(2, 300_003)]
    [InlineData(3, 1_000_000)]
    public void Attempts_leave_no_item_out(int threads, int length)
    {
        using HmmDevice device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = threads });
        HmmSpace space = new(HmmHostMode.Scopes);
        using HmmArray<int> counts = space.Allocate<int>(length);
        using HmmArray<float> x = space.Allocate<float>(length), y = space.Allocate<float>(length);
        x.AsSpan().Fill(1.5f);
        for (int launch = 1; launch <= TestScale.Iterations(full: 400, quick: 100); launch++)
        {
            LaneTrialKernels.CountAndScale(device, length, x, counts, y);
            Assert.True(counts.AsSpan().IndexOfAnyExcept(launch) < 0, $"launch {launch}");
        }

        Assert.True(y.AsSpan().IndexOfAnyExcept(3f) < 0);
    }

    /// <summary>The same where lanes and the loop count items in another order. Each item adds 1 to its own element.</summary>
    [Theory]
    [InlineData(1, 8, 4096)]
    [InlineData(1, 200, 200)]
    [InlineData(2, 4096, 8)]
    [InlineData(2, 512, 512)]
    public void Turned_kernels_leave_no_item_out(int threads, int rows, int columns)
    {
        using HmmDevice device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = threads });
        int[] ones = new int[rows * columns], counts = new int[rows * columns];
        ones.AsSpan().Fill(1);
        Assert.NotNull(TurnedKernels.ColumnsKernel.Descriptor.Lanes?.Turned);
        for (int launch = 1; launch <= TestScale.Iterations(full: 400, quick: 100); launch++)
        {
            TurnedKernels.Columns(device, (rows, columns), rows, 1, ones, counts);
            Assert.True(counts.AsSpan().IndexOfAnyExcept(launch) < 0, $"launch {launch}");
        }
    }

    [Fact]
    public void An_item_that_fails_in_an_attempt_is_named()
    {
        using HmmDevice device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1 });
        const int Length = 50_000;
        int[] places = new int[Length];
        float[] x = new float[Length], y = new float[Length];
        for (int launch = 0; launch < 120; launch++)
        {
            int bad = launch * 7 % 3 == 0 ? launch * 13 : -1;
            places.AsSpan().Fill(1);
            if (bad < 0)
            {
                LaneTrialKernels.Gather(device, Length, places, x, y);
                continue;
            }

            places[bad] = Length;
            y.AsSpan().Fill(-1);
            HmmException failure = Assert.ThrowsAny<HmmException>(() => LaneTrialKernels.Gather(device, Length, places, x, y));
            Assert.Equal([bad], failure.WorkItem);
            Assert.True(y.AsSpan(0, bad).IndexOfAnyExcept(0f) < 0, $"Items before {bad} have not run in launch {launch}.");
        }
    }
}
