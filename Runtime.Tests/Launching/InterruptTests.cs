using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary><see cref="Thread.Interrupt"/> of a thread in a launch: the launch goes on as if nothing had come, and the interrupt comes after it.</summary>
public sealed partial class InterruptTests(ITestOutputHelper output)
{
    private const int Length = 20_000;

    /// <summary>A launch that left its helpers behind would give their memory away, and later ones would find it written.</summary>
    /// <param name="kind">The device.</param>
    [Theory]
    [InlineData("host")]
    [InlineData("simulated")]
    public void A_launch_that_others_help_with_runs_to_its_end(string kind)
    {
        using HmmDevice device = kind == "host"
            ? HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 3 })
            : HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 3 });
        int seed = TestSeeds.First, interrupted = 0;
        Random random = new(seed);
        output.WriteLine($"seed {seed}");
        for (int round = 0; round < TestScale.Iterations(40, 150, 2_000); round++)
        {
            int[] y = new int[Length];
            int value = round + 1;
            bool comesLater = false;
            Exception? failure = null;
            using ManualResetEventSlim begun = new();
            Thread thread = new(() =>
            {
                begun.Set();
                failure = Record.Exception(() => Add(device, Length, value, 400, y));
                comesLater = Record.Exception(static () => Thread.Sleep(1)) is ThreadInterruptedException;
            });
            thread.Start();
            begun.Wait(TestContext.Current.CancellationToken);
            Thread.SpinWait(random.Next(40_000));
            thread.Interrupt();
            Assert.True(thread.Join(TimeSpan.FromSeconds(60)), $"Round {round} hangs.");
            Assert.True(failure is null, $"Round {round}: {failure}");
            interrupted += comesLater ? 1 : 0;
            Assert.True(y.AsSpan().IndexOfAnyExcept(value) < 0, $"Round {round}, seed {seed}: an item did not run, or ran twice.");
        }

        Assert.True(interrupted > 0, "No interrupt was kept.");
    }

    /// <summary>Who waits for its turn keeps its place, and gives it back.</summary>
    /// <param name="kind">What is waited for.</param>
    [Theory]
    [InlineData("host")]
    [InlineData("simulated")]
    [InlineData("array")]
    public void A_launch_that_waits_for_its_turn_gets_it(string kind)
    {
        using HmmDevice device = kind == "simulated"
            ? HmmDevice.Simulated()
            : HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = kind == "host" ? 1 : 4 });
        using HmmArray<int> shared = HmmSpace.Shared.Allocate<int>(1);
        int[] own = new int[1];
        using ManualResetEventSlim held = new(), leaves = new();
        Thread holder = new(() => Hold(device, One(() =>
        {
            held.Set();
            leaves.Wait(TestContext.Current.CancellationToken);
        }), shared));
        holder.Start();
        Assert.True(held.Wait(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        Exception? failure = null, later = null;
        Thread waiter = new(() =>
        {
            failure = Record.Exception(() => Launch(device));
            later = Record.Exception(static () => Thread.Sleep(Timeout.Infinite));
        });
        waiter.Start();
        SpinWait.SpinUntil(() => waiter.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(60));
        waiter.Interrupt();
        Assert.False(waiter.Join(50), "The launch did not wait.");
        leaves.Set();
        Assert.True(waiter.Join(TimeSpan.FromSeconds(60)) && holder.Join(TimeSpan.FromSeconds(60)), "A thread hangs.");
        Assert.Null(failure);
        Assert.IsType<ThreadInterruptedException>(later);

        Thread after = new(() => Launch(device));
        after.Start();
        Assert.True(after.Join(TimeSpan.FromSeconds(60)), "A later launch hangs.");
        Assert.Equal(kind == "array" ? 3 : 1, shared.AsReadOnlySpan()[0]);
        Assert.Equal(kind == "array" ? 0 : 2, own[0]);

        void Launch(HmmDevice on)
        {
            if (kind == "array")
            {
                Hold(on, 1, shared);
            }
            else
            {
                Hold(on, 1, own);
            }
        }
    }

    /// <summary>Two hosts of one thread each, whose receivers launch on the other one, would wait for each other.</summary>
    [Fact]
    public void A_receiver_does_not_wait_for_the_processors_of_another_host()
    {
        using HmmDevice one = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1 });
        using HmmDevice other = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1 });
        using Barrier both = new(2);
        Exception?[] failures = new Exception?[2];
        Thread[] threads = [new(() => Cross(0, one, other)), new(() => Cross(1, other, one))];
        Array.ForEach(threads, static thread => thread.Start());
        Assert.All(threads, static thread => Assert.True(thread.Join(TimeSpan.FromSeconds(60)), "A thread hangs."));
        Assert.All(failures, static failure => Assert.IsType<InvalidOperationException>(failure));

        void Cross(int number, HmmDevice mine, HmmDevice its)
            => failures[number] = Record.Exception(() => Hold(mine, One(() =>
            {
                both.SignalAndWait();
                try
                {
                    Hold(its, 1, new int[1]);
                }
                finally
                {
                    both.SignalAndWait();
                }
            }), new int[1]));
    }

    private static HmmExtent One(Action act)
    {
        HmmExtent one = 1;
        return one with { Progress = new Receiver(act) };
    }

    [HmmKernel]
    internal static void Add(int i, int value, int turns, Span<int> y)
    {
        int v = value;
        for (int k = 0; k < turns; k++)
        {
            v = v * 3 + k;
        }

        y[i] += v == 0 ? value : value | (v & 0);
    }

    [HmmKernel]
    internal static void Hold(int i, Span<int> y) => y[i]++;

    private sealed class Receiver(Action act) : IProgress<HmmProgress>
    {
        private bool _isTold;

        public void Report(HmmProgress value)
        {
            if (!_isTold)
            {
                _isTold = true;
                act();
            }
        }
    }
}
