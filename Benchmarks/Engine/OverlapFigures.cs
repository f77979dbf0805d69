using System.Diagnostics;
using System.Globalization;
using HmmGen.Base;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>
/// Dense kernels over more data than a device holds, next to chunks by hand that are copied and computed in turn, and next to chunks by hand whose copies have
/// a thread of their own. The results are on the host at the end of each run.
/// </summary>
internal static class OverlapFigures
{
    private const int Runs = 5;

    /// <summary>The fewest runs that do not count: .NET compiles again what has run some thirty times, twice.</summary>
    private const int WarmUps = 6;

    /// <summary>
    /// How long runs do not count. .NET compiles a tenth of a second and more after the calls, beside them. With the runs of a third of a second, which six
    /// launches of saxpy took, what was timed had not been compiled for good: launches of four times the data took as long as these.
    /// </summary>
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(2);

    private const int Budget = 8 << 20;

    /// <summary>A chunk by hand fills as much of the device as a chunk of a launch.</summary>
    private const int Share = 8;

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        AnsiConsole.WriteLine("kernel, device, data: ours ms | over double | in turn over by hand in turn, in CPU time | by hand in turn, double ms | MiB in, out");
        foreach (int times in (ReadOnlySpan<int>)[4, 16])
        {
            Compare(times, static options => HmmDevice.Simulated(options), static elements => new HandOnHost(elements));
            if (DrivenDevice.First is { } device)
            {
                Compare(times, options => device.WithOptions(options), static elements => new HandOnDriver(elements));
            }
            else if (times == 4)
            {
                AnsiConsole.WriteLine(DrivenDevice.Missing);
            }
        }

        AnsiConsole.WriteLine(
            $"The least of {Runs} runs each, all four in turn, after {WarmUpTime.TotalSeconds:0} seconds that do not count. A device of {Budget >> 20} MiB; one thread computes.");
    }

    private static void Compare(int times, Func<SimulatedOptions, HmmDevice> open, Func<int, IHandDevice> hand)
    {
        int elements = Budget / sizeof(float) * times / 2;
        SimulatedOptions options = new() { MemoryBudget = Budget, MaxDegreeOfParallelism = 1 };
        using HmmDevice ahead = open(options);
        using HmmDevice turns = open(options with { Testing = new() { Overlap = OverlapKind.Never } });

        // Each device has its own arrays. Two that launch in turn over the same ones take pages from each other.
        using HmmArray<float> source = Filled(elements), target = Filled(elements), otherSource = Filled(elements), otherTarget = Filled(elements);
        using HmmArray<float> square = Filled(OverlapKernels.Inner * OverlapKernels.Inner);
        float[] plainSource = source.ToArray(), plainTarget = target.ToArray(), plainSquare = square.ToArray();
        Way[] ways = [new(ahead, source, target), new(turns, otherSource, otherTarget)];

        int chunk = Budget / Share / 2 / sizeof(float);
        using IHandDevice device = hand(chunk + 2 * OverlapKernels.Width);
        HandChunks saxpy = new(
            elements / chunk,
            (number, set) =>
            {
                device.CopyIn(set, 0, plainSource, number * chunk, chunk);
                device.CopyIn(set, 1, plainTarget, number * chunk, chunk);
            },
            (_, set) => device.Saxpy(set, chunk),
            (number, set) => device.CopyOut(set, 1, 0, plainTarget, number * chunk, chunk));
        Row("saxpy", times, ways, saxpy, way => OverlapKernels.Saxpy(way.Device, elements, 2, way.Source, way.Target));

        HandChunks multiply = new(
            elements / chunk,
            (number, set) =>
            {
                device.CopyIn(set, 0, plainSource, number * chunk, chunk);
                device.CopyIn(set, 2, plainSquare, 0, plainSquare.Length);
            },
            (_, set) => device.Multiply(set, chunk / OverlapKernels.Inner),
            (number, set) => device.CopyOut(set, 1, 0, plainTarget, number * chunk, chunk));
        Row("product", times, ways, multiply, way => OverlapKernels.Multiply(
            way.Device, (elements / OverlapKernels.Inner, OverlapKernels.Inner), way.Source, square, way.Target));

        int rows = elements / OverlapKernels.Width, height = chunk / OverlapKernels.Width;
        int First(int number) => Math.Max(0, number * height - 1);
        int Count(int number) => Math.Min(rows, (number + 1) * height + 1) - First(number);
        HandChunks stencil = new(
            rows / height,
            (number, set) => device.CopyIn(set, 0, plainSource, First(number) * OverlapKernels.Width, Count(number) * OverlapKernels.Width),
            (number, set) => device.Stencil(set, Count(number)),
            (number, set) => device.CopyOut(
                set, 1, (number * height - First(number)) * OverlapKernels.Width, plainTarget, number * chunk, chunk));
        Row("stencil", times, ways, stencil, way => OverlapKernels.Stencil(way.Device, (rows, OverlapKernels.Width), rows, way.Source, way.Target));
        Check(target, plainTarget);
        Check(otherTarget, plainTarget);
    }

    private static void Row(string name, int times, Way[] ways, HandChunks hand, Action<Way> launch)
    {
        void Launch(Way way)
        {
            launch(way);
            way.Target.Prefetch(HmmDevice.Host, HmmRange.All);
        }

        HmmDevice ahead = ways[0].Device;
        Action[] all = [() => Launch(ways[0]), () => Launch(ways[1]), hand.InTurn, hand.Doubled];
        double[] least = [.. all.Select(static _ => double.MaxValue)], processor = [.. least];
        long started = Stopwatch.GetTimestamp();
        for (int run = 0; run < WarmUps || Stopwatch.GetElapsedTime(started) < WarmUpTime; run++)
        {
            Array.ForEach(all, static one => one());
        }

        for (int run = 0; run < Runs; run++)
        {
            if (run == Runs - 1)
            {
                ahead.ResetStatistics();
            }

            for (int k = 0; k < all.Length; k++)
            {
                TimeSpan used = Environment.CpuUsage.TotalTime;
                long start = Stopwatch.GetTimestamp();
                all[k]();
                least[k] = Math.Min(least[k], Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                processor[k] = Math.Min(processor[k], (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
            }
        }

        AnsiConsole.WriteLine(
            $"{name}, {ahead.Kind}, {times} × budget: {Text(least[0])} | {Text(least[0] / least[3])} | {Text(least[1] / least[2])}, {Text(processor[1] / processor[2])} | "
            + $"{Text(least[2])}, {Text(least[3])} | {ahead.Statistics.BytesIn >> 20}, {ahead.Statistics.BytesOut >> 20}");
    }

    /// <summary>The last kernel overwrites its target, so that both ways must have the same there.</summary>
    private static void Check(HmmArray<float> target, float[] byHand)
    {
        float[] ours = target.ToArray();
        for (int i = 0; i < ours.Length; i++)
        {
            if (Math.Abs(ours[i] - byHand[i]) > 1e-5f)
            {
                throw new InvalidOperationException($"Element {i} is {ours[i]} and by hand {byHand[i]}.");
            }
        }
    }

    private static HmmArray<float> Filled(int elements)
    {
        HmmArray<float> array = HmmSpace.Shared.Allocate<float>(elements);
        array.CopyFrom([.. Enumerable.Range(0, elements).Select(static i => (float)(i % 13))]);
        return array;
    }

    /// <summary>A device and its arrays.</summary>
    private sealed record Way(HmmDevice Device, HmmArray<float> Source, HmmArray<float> Target);

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
