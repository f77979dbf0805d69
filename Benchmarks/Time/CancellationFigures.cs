using System.Diagnostics;

namespace HmmGen.Benchmarks.Time;

/// <summary>From a cancellation to the exception, at random moments of a launch.</summary>
internal static class CancellationFigures
{
    private const int Rounds = 40;

    /// <summary>Launches that take far longer than they are let.</summary>
    public static IReadOnlyList<(int Items, int Turns, string Length)> Sizes { get; } =
        [(1 << 24, 200, "0.2 µs"), (1 << 20, 10_000, "10 µs"), (1 << 14, 1_000_000, "1 ms")];

    /// <summary>Measures.</summary>
    /// <param name="device">The device.</param>
    /// <param name="items">How many work items a launch has.</param>
    /// <param name="turns">How long each computes.</param>
    /// <returns>Milliseconds, sorted.</returns>
    public static async Task<double[]> Measure(HmmDevice device, int items, int turns)
    {
        Random random = new(5);
        using HmmArray<int> before = HmmSpace.Shared.Allocate<int>(items);
        using HmmArray<int> after = HmmSpace.Shared.Allocate<int>(items);
        Kernels.Work(device, 10, 10, before, after);
        List<double> taken = [];
        while (taken.Count < Rounds)
        {
            using CancellationTokenSource source = new();
            Task launch = Kernels.WorkAsync(device, items, turns, before, after, source.Token);
            await Task.Delay(random.Next(20, 120));
            long cancelled = Stopwatch.GetTimestamp();
            await source.CancelAsync();
            try
            {
                await launch;
            }
            catch (OperationCanceledException)
            {
                // What is measured.
            }

            taken.Add(Stopwatch.GetElapsedTime(cancelled).TotalMilliseconds);
        }

        taken.Sort();
        return [.. taken];
    }
}
