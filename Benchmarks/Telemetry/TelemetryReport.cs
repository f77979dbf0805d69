using System.Diagnostics.Tracing;
using System.Globalization;
using Spectre.Console;

namespace HmmGen.Benchmarks.Telemetry;

/// <summary>What it costs that somebody listens: a launch whose pages are there, and a run in which every page comes by a fault.</summary>
/// <remarks>Processor time of the process, since the time that passes is also that of whatever else runs.</remarks>
internal static class TelemetryReport
{
    private const int Rounds = 60;
    private const int Launches = 2000;
    private const int Length = 1 << 21;
    private const int Items = 256;

    private static readonly (string Name, bool Meter, bool Spans, EventLevel? Events)[] Cases =
    [
        ("nobody", false, false, null),
        ("meter", true, false, null),
        ("spans", false, true, null),
        ("events", false, false, EventLevel.Informational),
        ("events, verbose", false, false, EventLevel.Verbose),
        ("all, verbose", true, true, EventLevel.Verbose),
    ];

    /// <summary>Measures in turns and prints.</summary>
    public static void Print()
    {
        using HmmDevice resident = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1 });
        using HmmDevice faulting = HmmDevice.Simulated(
            new SimulatedOptions { MemoryBudget = 128 << 10, Variant = HmmKernelVariants.Resumable, Prefetch = false, MaxDegreeOfParallelism = 1 });
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(64);
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(Length);
        using HmmArray<float> sums = HmmSpace.Shared.Allocate<float>(Items);
        x.AsSpan().Fill(0.5f);
        double[][] launch = [.. Cases.Select(static _ => new double[Rounds])];
        double[][] run = [.. Cases.Select(static _ => new double[Rounds])];
        for (int round = -3; round < Rounds; round++)
        {
            for (int i = 0; i < Cases.Length; i++)
            {
                using Outlets outlets = new(Cases[i].Meter, Cases[i].Spans, Cases[i].Events);
                double one = Time(() => Many(resident, target)) / Launches;
                double all = Time(() => Kernels.Dot(faulting, Items, Length / Items, x, x, sums));
                if (round >= 0)
                {
                    launch[i][round] = one;
                    run[i][round] = all;
                }
            }
        }

        Table table = new Table().AddColumns("who listens", "launch µs", "median", "faults ms", "median", "ratio", "of medians");
        for (int i = 0; i < Cases.Length; i++)
        {
            table.AddRow(
                Cases[i].Name,
                Text(launch[i].Min() * 1000),
                Text(Median(launch[i]) * 1000),
                Text(run[i].Min()),
                Text(Median(run[i])),
                Text(run[i].Min() / run[0].Min()),
                Text(Median(run[i]) / Median(run[0])));
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{faulting.Statistics.Faults / faulting.Statistics.Launches} faults and {faulting.Statistics.Waves / faulting.Statistics.Launches} waves a run, least and median of {Rounds}.");
    }

    private static void Many(HmmDevice device, HmmArray<int> target)
    {
        for (int i = 0; i < Launches; i++)
        {
            Kernels.Fill(device, 64, i, target);
        }
    }

    private static double Time(Action action)
    {
        TimeSpan started = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - started).TotalMilliseconds;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
