using System.Globalization;
using Spectre.Console;

namespace HmmGen.Benchmarks.Time;

/// <summary>How long a cancellation takes, what a token costs, and how the rest of a process fares beside launches on the host.</summary>
internal static class TimeReport
{
    /// <summary>Measures and prints.</summary>
    /// <returns>When all is printed.</returns>
    public static async Task Print()
    {
        Table cancellations = new Table().AddColumns("device", "items of", "rounds", "p50 ms", "p99 ms", "most ms");
        foreach ((string name, HmmDevice device) in Devices())
        {
            foreach ((int items, int turns, string length) in CancellationFigures.Sizes)
            {
                double[] taken = await CancellationFigures.Measure(device, items, turns);
                cancellations.AddRow(name, length, Text(taken.Length), Text(At(taken, 0.5)), Text(At(taken, 0.99)), Text(taken[^1]));
            }

            device.Dispose();
        }

        AnsiConsole.Write(cancellations);
        Table beside = new Table().AddColumns("beside", "p50 ms", "p99 ms", "most ms", "launches", "pool threads");
        foreach (Neighbour neighbour in Enum.GetValues<Neighbour>())
        {
            ResponseFigures figures = await ResponseFigures.Measure(neighbour);
            beside.AddRow(
                neighbour.ToString(),
                Text(At(figures.Latencies, 0.5)),
                Text(At(figures.Latencies, 0.99)),
                Text(figures.Latencies[^1]),
                Text(figures.Launches),
                Text(figures.PoolThreads));
        }

        AnsiConsole.Write(beside);
        (double without, double with) = await TokenCost.Measure();
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"2^24 items of saxpy on the host: {without:0.0} ms without a token, {with:0.0} ms with one (least of 15)"));
    }

    private static IEnumerable<(string Name, HmmDevice Device)> Devices()
    {
        yield return ("host", HmmDevice.Host);
        yield return ("simulated, direct", HmmDevice.Simulated());
        yield return ("simulated, resumable", HmmDevice.Simulated(new SimulatedOptions { Variant = HmmKernelVariants.Resumable, Prefetch = false }));
        yield return ("simulated, a fault at every access", HmmDevice.Simulated(new SimulatedOptions { FaultAtEveryAccess = true }));
        yield return ("simulated, 16 pages", HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 16 * 4096 }));
        foreach (HmmDevice device in HmmDevice.All.Where(device => device.Kind is HmmDeviceKind.OpenCL or HmmDeviceKind.Cuda))
        {
            yield return ($"{device.Kind}, direct", device.WithOptions(new HmmDeviceOptions()));
            yield return ($"{device.Kind}, resumable", device.WithOptions(new HmmDeviceOptions { Testing = new() { Variant = HmmKernelVariants.Resumable, Prefetch = false } }));
        }
    }

    private static double At(double[] sorted, double share) => sorted[(int)((sorted.Length - 1) * share)];

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
