using System.Diagnostics;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>One launch of <see cref="TimedKernels.Work"/> that is cancelled while it runs, and what it left.</summary>
/// <param name="device">Where it runs.</param>
/// <param name="items">How many work items.</param>
/// <param name="turns">How long each computes.</param>
internal sealed class CancelledLaunch(HmmDevice device, int items, int turns)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Far more than it should take: the machine may be busy.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    /// <summary>Few long items, and many short ones; either launch would take far longer than <see cref="Bound"/>.</summary>
    private static readonly (int Items, int Turns)[] Sizes = [(30_000, 1_000_000), (3_000_000, 10_000)];

    /// <summary>From the cancellation to the end of the launch.</summary>
    public TimeSpan Taken { get; private set; }

    /// <summary>Whether it ended because it was cancelled.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Work items that ran.</summary>
    public int Done { get; private set; }

    /// <summary>Cancels launches of few long and of many short items at random moments, and prints how long that took.</summary>
    /// <param name="device">Where they run.</param>
    /// <param name="form">The device's name in what is printed.</param>
    /// <returns>When all have ended.</returns>
    public static async Task RunOften(HmmDevice device, string form)
    {
        Random random = new(form.Length * 31 + form[0]);

        // Compiling the kernel cannot be cancelled, and happens once.
        await new CancelledLaunch(device, 10, 10).Run(Patience, arrays: false);
        foreach ((int items, int turns) in Sizes)
        {
            for (int round = 0; round < TestScale.Iterations(quick: 2, full: 3); round++)
            {
                CancelledLaunch launch = new(device, items, turns);
                await launch.Run(TimeSpan.FromMilliseconds(random.Next(120)), arrays: round == 1);
                TestContext.Current.TestOutputHelper?.WriteLine(
                    $"{form}, {items} items of {turns} turns: {launch.Done} done, {launch.Taken.TotalMilliseconds:0.0} ms");
                Assert.True(launch.Taken < Bound, $"{form}: cancelled after {launch.Taken}");
            }
        }
    }

    /// <summary>Runs it, and checks that every item has run whole or not at all.</summary>
    /// <param name="after">When it is cancelled.</param>
    /// <param name="arrays">Whether over arrays of .NET, in place of mirrored ones.</param>
    /// <returns>When it has ended.</returns>
    public async Task Run(TimeSpan after, bool arrays)
    {
        using CancellationTokenSource source = new();
        if (arrays)
        {
            int[] first = new int[items];
            int[] last = new int[items];
            await Cancel(TimedKernels.WorkAsync(device, items, turns, first, last, source.Token), source, after);
            Check(first, last);
            return;
        }

        using HmmArray<int> before = HmmSpace.Shared.Allocate<int>(items);
        using HmmArray<int> behind = HmmSpace.Shared.Allocate<int>(items);
        await Cancel(TimedKernels.WorkAsync(device, items, turns, before, behind, source.Token), source, after);
        Check(before.AsReadOnlySpan().ToArray(), behind.AsReadOnlySpan().ToArray());
    }

    private async Task Cancel(Task launch, CancellationTokenSource source, TimeSpan after)
    {
        await Task.WhenAny(launch, Task.Delay(after, source.Token));
        long cancelled = Stopwatch.GetTimestamp();
        await source.CancelAsync();
        try
        {
            await launch.WaitAsync(Patience);
        }
        catch (OperationCanceledException stopped)
        {
            IsCancelled = true;
            Assert.Equal(source.Token, stopped.CancellationToken);
            Assert.True(launch.IsCanceled);
        }

        Taken = Stopwatch.GetElapsedTime(cancelled);
    }

    private void Check(int[] before, int[] after)
    {
        for (int i = 0; i < items; i++)
        {
            bool begun = before[i] != 0;
            if ((begun && before[i] != i + 1) || begun != (after[i] != 0))
            {
                Assert.Fail($"item {i} is half done: {before[i]}, {after[i]}");
            }

            Done += begun ? 1 : 0;
        }

        Assert.True(IsCancelled || Done == items, $"finished, but only {Done} of {items} items ran");
    }
}
