using System.Diagnostics;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>A launch that is cancelled while an item fails reports the failure only if all items before that one have run.</summary>
public sealed partial class CancelledFailureTests(ITestOutputHelper output)
{
    private const int Length = 4_000;

    [Fact]
    public async Task A_reported_failure_is_that_of_the_lowest_item()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        (int failures, int cancelled) = (0, 0);
        for (int round = 0; round < TestScale.Iterations(300, 1_000, 20_000); round++)
        {
            int[] y = new int[Length];
            int failing = random.Next(Length / 4, Length);
            using CancellationTokenSource stop = new();
            Task launch = FailAsync(HmmDevice.Host, Length, failing, y, stop.Token);
            // The item that fails has begun, and others of lower ranges run beside it.
            while (Volatile.Read(ref y[failing - 1]) == 0 && !launch.IsCompleted)
            {
                Thread.SpinWait(random.Next(10));
            }

            await stop.CancelAsync();
            bool hasFailed = await HasFailedAsync(launch, round, failing, y);
            (failures, cancelled) = hasFailed ? (failures + 1, cancelled) : (failures, cancelled + 1);
        }

        output.WriteLine($"{failures} failures, {cancelled} cancelled.");
        Assert.True(failures > 0, "The test says nothing.");
    }

    /// <summary>The same on devices, where items that wait for pages are dropped, and those that have not begun are skipped.</summary>
    /// <param name="variant">The form of the kernel.</param>
    /// <param name="threads">The threads of the device.</param>
    [Theory]
    [InlineData(HmmKernelVariants.Resumable, 1)]
    [InlineData(HmmKernelVariants.Resumable, 4)]
    [InlineData(HmmKernelVariants.Auto, 4)]
    public async Task Devices_report_the_lowest_item(HmmKernelVariants variant, int threads)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = threads, Variant = variant, Prefetch = false });
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        (int failures, int cancelled) = (0, 0);
        TimeSpan whole = TimeSpan.Zero;
        for (int round = 0; round < TestScale.Iterations(60, 200, 4_000); round++)
        {
            int[] y = new int[Length];
            int failing = random.Next(Length / 4, Length);
            using CancellationTokenSource stop = new();
            long begun = Stopwatch.GetTimestamp();
            Task launch = FailAsync(device, Length, failing, y, stop.Token);
            TimeSpan delay = whole * (2 * random.NextDouble());
            while (!launch.IsCompleted && (round < 10 || Stopwatch.GetElapsedTime(begun) < delay))
            {
                Thread.SpinWait(10);
            }

            TimeSpan elapsed = Stopwatch.GetElapsedTime(begun);
            await stop.CancelAsync();
            bool hasFailed = await HasFailedAsync(launch, round, failing, y);
            (failures, cancelled) = hasFailed ? (failures + 1, cancelled) : (failures, cancelled + 1);

            // Other tests run beside this one, and the time of a launch changes with them: about half of the launches shall be cancelled.
            whole = round < 10 ? elapsed : whole * (hasFailed ? 0.8 : 1.25);
        }

        output.WriteLine($"{failures} failures, {cancelled} cancelled.");
        Assert.True(failures > 10, "The test says nothing.");
    }

    // Whether a launch reports its item, after all below it, and was not cancelled.
    private static async Task<bool> HasFailedAsync(Task launch, int round, int failing, int[] y)
    {
        try
        {
            await launch;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            int left = y.AsSpan(0, failing).IndexOf(0);
            Assert.True(left < 0, $"Round {round}: item {failing} is reported, and item {left} has not run.");
            return true;
        }

        throw new InvalidOperationException($"Round {round}: the launch neither failed nor was cancelled.");
    }

    [HmmKernel]
    internal static void Fail(int i, int failing, Span<int> y)
    {
        int v = 1;
        for (int k = i == failing ? 0 : 19_800; k < 20_000; k++)
        {
            v = v * 3 + k;
        }

        if (i == failing)
        {
            throw new InvalidOperationException("deliberate");
        }

        y[i] += v | 1;
    }
}
