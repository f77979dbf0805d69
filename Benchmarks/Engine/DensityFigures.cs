using System.Diagnostics;
using System.Globalization;
using HmmGen.Base;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>
/// What it gives to bring an area whole of which most pages are there: chains that go forwards and hit two of three pages, where it must win, and scattered
/// loads, where it must not lose. Scouts are off, so that pages come by faults. On and off run in turn.
/// </summary>
internal static class DensityFigures
{
    private const int DataLength = 64 << 20 >> 2;
    private const int Chains = 64;
    private const int PageElements = 1024;
    private const int Rounds = 5;

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        Table table = new Table().AddColumns("what", "density", "waves", "MiB in", "ms, median");
        int[] ahead = new int[DataLength];
        Random random = new(1);
        for (int i = 0; i < DataLength; i++)
        {
            // A chain stays within its part of the data.
            ahead[i] = Math.Min(i + 1 + random.Next(2 * PageElements - 1), (i / (DataLength / Chains) + 1) * (DataLength / Chains) - 1);
        }

        int[] around = new int[DataLength];
        int[] order = new int[PageElements / 2];
        for (int first = 0; first < DataLength / PageElements; first += order.Length)
        {
            // Through the pages of a block in random order, and on to the next block of the chain's part.
            for (int k = 0; k < order.Length; k++)
            {
                order[k] = first + k;
            }

            random.Shuffle(order.AsSpan(1));
            for (int k = 0; k < order.Length; k++)
            {
                around[order[k] * PageElements] = (k + 1 < order.Length ? order[k + 1] : (first + order.Length) % (DataLength / PageElements)) * PageElements;
            }
        }

        int[] starts = [.. Enumerable.Range(0, Chains).Select(static chain => chain * (DataLength / Chains))];
        Chase(table, "chains forwards, all fits", ahead, starts, 128L << 20);
        Chase(table, "chains forwards, a quarter fits", ahead, starts, 16L << 20);
        int[] blocks = [.. Enumerable.Range(0, DataLength / PageElements / order.Length).Select(block => block * order.Length * PageElements)];
        Chase(table, "chains through blocks, all fits", around, blocks, 128L << 20);
        Chase(table, "chains through blocks, a quarter fits", around, blocks, 16L << 20);
        foreach (int percent in (ReadOnlySpan<int>)[10, 40, 90])
        {
            // Each page with this chance, at a random element, in random order.
            int[] places =
            [
                .. Enumerable.Range(0, DataLength / PageElements)
                    .Where(_ => random.Next(100) < percent)
                    .Select(page => page * PageElements + random.Next(PageElements)),
            ];
            random.Shuffle(places);
            Gather(table, $"{percent} % of the pages at random, all fits", places, 128L << 20);
            Gather(table, $"{percent} % of the pages at random, a quarter fits", places, 16L << 20);
        }

        AnsiConsole.Write(table);
    }

    private static void Chase(Table table, string what, int[] next, int[] starts, long budget)
    {
        using HmmArray<int> followed = Mirrored(next);
        using HmmArray<int> begun = Mirrored(starts);
        using HmmArray<int> ends = HmmSpace.Shared.Allocate<int>(starts.Length);
        Measure(table, what, budget, device => PagerKernels.Chase(device, starts.Length, DataLength / starts.Length / PageElements, begun, followed, ends));
    }

    private static void Gather(Table table, string what, int[] places, long budget)
    {
        using HmmArray<int> named = Mirrored(places);
        using HmmArray<float> source = HmmSpace.Shared.Allocate<float>(DataLength);
        using HmmArray<float> target = HmmSpace.Shared.Allocate<float>(places.Length);
        source.AsSpan().Fill(1);
        Measure(table, what, budget, device => IndexedKernels.Gather(device, places.Length, named, source, target));
    }

    private static HmmArray<int> Mirrored(int[] elements)
    {
        HmmArray<int> array = HmmSpace.Shared.Allocate<int>(elements.Length);
        elements.CopyTo(array.AsSpan());
        return array;
    }

    private static void Measure(Table table, string what, long budget, Action<HmmDevice> launch)
    {
        HmmStatistics[] counts = new HmmStatistics[2];
        List<double>[] times = [[], []];
        for (int round = 0; round < 2 * Rounds; round++)
        {
            int on = round % 2;
            using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions
            {
                MemoryBudget = budget,
                MaxDegreeOfParallelism = 1,
                Testing = new PagingTestOptions { Scouts = false, Density = on == 1 },
            });
            long started = Stopwatch.GetTimestamp();
            launch(device);
            times[on].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            counts[on] = device.Statistics;
        }

        for (int on = 0; on < 2; on++)
        {
            times[on].Sort();
            table.AddRow(
                what,
                on == 1 ? "on" : "off",
                counts[on].Waves.ToString("N0", CultureInfo.InvariantCulture),
                (counts[on].BytesIn / (double)(1 << 20)).ToString("0.0", CultureInfo.InvariantCulture),
                times[on][Rounds / 2].ToString("0.0", CultureInfo.InvariantCulture));
        }
    }
}
