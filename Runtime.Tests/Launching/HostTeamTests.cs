using System.Collections.Concurrent;
using HmmGen.Kernels;
using HmmGen.Launching;
using HmmGen.Launching.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>The threads of a launch on the host run each item once, and end together.</summary>
public sealed class HostTeamTests
{
    [Fact]
    public void Each_item_runs_once_in_each_of_many_launches_of_one_team()
    {
        int seed = TestSeeds.First;
        Random random = new(seed);
        for (int degree = 1; degree <= 5; degree++)
        {
            HostProcessors processors = new(degree);
            CountingTeam team = new(processors);
            int launches = TestScale.Iterations(quick: 100, full: 600);
            for (int launch = 0; launch < launches; launch++)
            {
                int items = random.Next(1, 400);
                team.Begin(items, turns: random.Next(4) * 1000, failing: -1);
                team.Unit = 1 + random.Next(9);
                long fitting = team.Run(items, team.Unit, alone: random.Next(3) * random.Next(items));

                // Nothing may run any more: a count that changes later is found by the next launch.
                Assert.True(fitting > 0 && team.Counts.All(count => count == 1), $"degree {degree}, launch {launch}, {items} items, seed {seed}");
            }
        }
    }

    /// <summary>An equal launch has told how long items take: then the first one already runs beside others.</summary>
    [Fact]
    public void Items_of_known_time_are_shared_from_the_first_one()
    {
        using CountdownEvent both = new(2);
        bool areTogether = true;
        CountingTeam team = new(new HostProcessors(2))
        {
            Entered = () =>
            {
                both.Signal();
                areTogether &= both.Wait(TimeSpan.FromSeconds(30));
            },
        };
        team.Begin(8, turns: 0, failing: -1);
        Assert.True(team.Run(8, unit: 4, alone: 4) > 0 && areTogether);
        Assert.All(team.Counts, count => Assert.Equal(1, count));
    }

    /// <summary>Items that take less than is worth waking a thread are shared only while one is awake.</summary>
    [Fact]
    public void Short_launches_are_shared_in_a_burst()
    {
        Assert.SkipWhen(Environment.ProcessorCount == 1, "Threads that help look for work only where there are several processors.");
        ConcurrentDictionary<int, bool> threads = new();
        CountingTeam team = new(new HostProcessors(2)) { Entered = () => threads.TryAdd(Environment.CurrentManagedThreadId, value: true) };
        for (int launch = 0; launch < 20; launch++)
        {
            team.Begin(8, turns: 2000, failing: -1);
            Assert.True(team.Run(8, unit: 1, alone: 10) > 0);
            Thread.Sleep(1);
        }

        Assert.Single(threads);
        for (int launch = 0; launch < 20_000 && threads.Count == 1; launch++)
        {
            team.Begin(8, turns: 2000, failing: -1);
            Assert.True(team.Run(8, unit: 1, alone: 10) > 0);
            Assert.All(team.Counts, static count => Assert.Equal(1, count));
        }

        Assert.Equal(2, threads.Count);
    }

    /// <summary>Launches of which many take less than is worth sharing stay with one thread, and in one range.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, 1_000)]
    [InlineData(8, 1, 17)]
    [InlineData(8, 4, 1_000)]
    [InlineData(1_000, 16, 1_000_000)]
    public void Tiny_launches_are_never_shared(int items, int unit, int alone)
    {
        int ranges = 0;
        CountingTeam team = new(new HostProcessors(2)) { Unit = unit, Entered = () => Interlocked.Increment(ref ranges) };
        for (int launch = 1; launch <= 500; launch++)
        {
            team.Begin(items, turns: 0, failing: -1);
            Assert.True(team.Run(items, unit, alone) > 0 && ranges == launch, $"launch {launch}: {ranges} ranges");
        }
    }

    /// <summary>A trial of lanes takes items of the first range, whether launches are shared or not.</summary>
    [Fact]
    public void Attempts_fit_into_the_first_range()
    {
        int seed = TestSeeds.First;
        Random random = new(seed);
        long first = 0;
        FirstRangeTeam team = new(new HostProcessors(2), end => first = end);
        for (int launch = 0; launch < TestScale.Iterations(quick: 2_000, full: 20_000); launch++)
        {
            long unit = 1 + random.Next(3) * random.Next(20), items = 1 + random.Next(1 << random.Next(1, 16)), alone = random.Next(1 << random.Next(1, 18));
            first = 0;
            team.Run(items, unit, alone);
            Assert.True(LaneTrial.ItemsOf(items, alone, unit) <= first, $"{items} items, {alone} alone, units of {unit}: the first range ends at {first}; seed {seed}");
        }
    }

    /// <summary>The clock is read once in eight short launches. Those between them tell what the last one told, and that they ended early.</summary>
    [Fact]
    public void One_of_eight_short_launches_takes_its_time()
    {
        CountingTeam team = new(new HostProcessors(2)) { Unit = 4 };
        long alone = 80, taken = 0;
        List<int> timed = [];
        for (int launch = 0; launch < 24; launch++)
        {
            team.Begin(10, turns: launch == 8 ? 100_000 : 0, failing: -1);
            long told = team.Run(10, unit: 4, alone);
            Assert.All(team.Counts, static count => Assert.Equal(1, count));
            if (team.Taken != taken || told != alone)
            {
                timed.Add(launch);
                taken = team.Taken;
                alone = launch == 8 ? 80 : Math.Max(80, told);
            }
        }

        Assert.All(timed, static launch => Assert.Equal(0, launch % 8));
        Assert.Contains(8, timed);

        team.Begin(10, turns: 0, failing: -1);
        Assert.True(team.Run(10, unit: 4, alone: 80) > 0);
        team.Begin(10, turns: 0, failing: 3);
        Assert.Equal(0, team.Run(10, unit: 4, alone: 80));
    }

    /// <summary>Shared launches measure again, so that one slow launch is not remembered.</summary>
    [Fact]
    public void Shared_launches_tell_how_long_items_take_now()
    {
        CountingTeam team = new(new HostProcessors(2));
        long fitting = 1;
        for (int launch = 0; launch < 100 && fitting == 1; launch++)
        {
            team.Begin(100, turns: 0, failing: -1);
            fitting = team.Run(100, unit: 1, alone: 1);
        }

        Assert.NotEqual(1, fitting);
    }

    [Fact]
    public void When_an_item_fails_all_lower_ones_have_run()
    {
        int seed = TestSeeds.First;
        Random random = new(seed);
        HostProcessors processors = new(3);
        CountingTeam team = new(processors);
        for (int launch = 0; launch < 200; launch++)
        {
            int items = random.Next(1, 300);
            int failing = random.Next(items);
            team.Begin(items, turns: 3000, failing);
            Assert.Equal(0, team.Run(items, unit: 1, alone: 0));
            Assert.True(team.Counts.Take(failing + 1).All(count => count == 1), $"launch {launch}, item {failing} of {items}, seed {seed}");
            Assert.DoesNotContain(team.Counts, count => count > 1);
        }
    }

    [Fact]
    public void What_a_thread_throws_comes_to_the_leader_when_all_have_ended()
    {
        CountingTeam team = new(new HostProcessors(4));
        for (int launch = 0; launch < 50; launch++)
        {
            team.Begin(200, turns: 3000, failing: -1);
            team.Throws = 150;
            Assert.Throws<TimeZoneNotFoundException>(() => team.Run(200, unit: 3, alone: 0));
            Assert.True(team.Counts.Take(150).All(count => count == 1), $"launch {launch}");
            Assert.Equal(0, team.Running);
            team.Throws = -1;
        }
    }

    [Fact]
    public void Teams_share_the_processors_and_give_them_back()
    {
        const int Degree = 3;
        HostProcessors processors = new(Degree);
        int together = 0;
        int most = 0;
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            for (int launch = 0; launch < 20; launch++)
            {
                CountingTeam team = new(processors)
                {
                    Entered = () => InterlockedMost(ref most, Interlocked.Increment(ref together)),
                    Left = () => Interlocked.Decrement(ref together),
                };
                team.Begin(100, turns: 2000, failing: -1);
                processors.RunAsync(() => team.Run(100, unit: 1, alone: 0), here: true, CancellationToken.None).GetAwaiter().GetResult();
                Assert.All(team.Counts, count => Assert.Equal(1, count));
            }
        });
        Assert.InRange(most, 1, Degree);

        // A helper may still be on its way; then all processors are free.
        ManualResetEventSlim end = new();
        int held = 0;
        bool areFree = SpinWait.SpinUntil(
            () =>
            {
                held += held < Degree && processors.TryRunBeside(end.Wait) ? 1 : 0;
                return held == Degree;
            },
            TimeSpan.FromSeconds(30));
        end.Set();
        Assert.True(areFree);
    }

    private static void InterlockedMost(ref int most, int value)
    {
        int known = Volatile.Read(ref most);
        while (value > known)
        {
            int found = Interlocked.CompareExchange(ref most, value, known);
            if (found == known)
            {
                return;
            }

            known = found;
        }
    }

    private sealed class FirstRangeTeam(HostProcessors processors, Action<long> begins) : HostTeam(processors, new HostSpans([]), null)
    {
        protected override bool RunUnits(HostSpans memory, long first, long end)
        {
            if (first == 0)
            {
                begins(end);
            }

            return true;
        }
    }

    private sealed class CountingTeam(HostProcessors processors) : HostTeam(processors, new HostSpans([]), null)
    {
        private int _turns;
        private int _failing;
        private int _running;

        public int[] Counts { get; private set; } = [];

        public int Throws { get; set; } = -1;

        public long Unit { get; set; } = 1;

        public int Running => Volatile.Read(ref _running);

        public Action? Entered { get; init; }

        public Action? Left { get; init; }

        public void Begin(int items, int turns, int failing)
        {
            Counts = new int[items];
            _turns = turns;
            _failing = failing;
        }

        protected override bool RunUnits(HostSpans memory, long first, long end)
        {
            Assert.True(first % Unit == 0 && (end % Unit == 0 || end == Counts.Length), $"{first} to {end} are not units of {Unit}");
            Interlocked.Increment(ref _running);
            Entered?.Invoke();
            try
            {
                for (long item = first; item < end; item++)
                {
                    if (item == Throws)
                    {
                        throw new TimeZoneNotFoundException();
                    }

                    Thread.SpinWait(_turns / 10);
                    Interlocked.Increment(ref Counts[item]);
                    if (item == _failing)
                    {
                        return false;
                    }
                }

                return true;
            }
            finally
            {
                Left?.Invoke();
                Interlocked.Decrement(ref _running);
            }
        }
    }
}
