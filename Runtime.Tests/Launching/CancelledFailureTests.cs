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
            try
            {
                await launch;
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }
            catch (InvalidOperationException)
            {
                failures++;
                int left = y.AsSpan(0, failing).IndexOf(0);
                Assert.True(left < 0, $"Round {round}: item {failing} is reported, and item {left} has not run.");
            }
        }

        output.WriteLine($"{failures} failures, {cancelled} cancelled.");
        Assert.True(failures > 0, "The test says nothing.");
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
