using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>
/// Random updates and chains of pointers over four times the budget, beside a demand pager with as much memory. Here nobody can know much: the figures are
/// published as they are.
/// </summary>
internal static class PagerFigures
{
    private const int Budget = 16 << 20;
    private const int TableLength = 4 * Budget / sizeof(int);
    private const int Updates = 1 << 18;
    private const int Rounds = 3;

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        Table table = new Table().AddColumns(
            "what", "MiB in, demand pager", "MiB in, HmmGen", "MiB out, pager", "MiB out, HmmGen", "faults, pager", "waves, HmmGen", "ms, pager", "ms, HmmGen");
        for (int round = 0; round < Rounds; round++)
        {
            RandomUpdates(table);
            Chains(table, chains: 1 << 16, steps: 16);
            Chains(table, chains: 1 << 10, steps: 64);
            Chains(table, chains: 1, steps: 1 << 12);
        }

        AnsiConsole.Write(table);
    }

    private static void RandomUpdates(Table table)
    {
        int[] host = new int[TableLength + Updates];
        Random random = new(1);
        for (int k = 0; k < TableLength; k++)
        {
            host[k] = k;
        }

        Span<int> places = host.AsSpan(TableLength);
        foreach (ref int place in places)
        {
            place = random.Next(TableLength);
        }

        using HmmArray<int> named = Mirrored(places);
        using HmmArray<int> updated = Mirrored(host.AsSpan(0, TableLength));
        Outcome ours = Measure(device => PagerKernels.Update(device, Updates, named, updated), updated);
        DemandPager pager = new(host, Budget / DemandPager.PageBytes);
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < Updates; i++)
        {
            pager.At(pager.At(TableLength + i, writes: false), writes: true) += i;
        }

        pager.Flush();
        Add(table, $"{Updates:N0} random updates", pager, Stopwatch.GetElapsedTime(started), ours, host.AsSpan(0, TableLength).SequenceEqual(updated.AsReadOnlySpan()));
    }

    private static void Chains(Table table, int chains, int steps)
    {
        // One cycle through all elements, so that no chain comes back to where it was.
        int[] host = new int[TableLength + 2 * Math.Max(chains, DemandPager.PageBytes / sizeof(int))];
        Span<int> next = host.AsSpan(0, TableLength);
        Random random = new(2);
        int[] order = [.. Enumerable.Range(0, TableLength)];
        random.Shuffle(order);
        for (int k = 0; k < TableLength; k++)
        {
            next[order[k]] = order[(k + 1) % TableLength];
        }

        Span<int> starts = host.AsSpan(TableLength, chains);
        foreach (ref int start in starts)
        {
            start = random.Next(TableLength);
        }

        using HmmArray<int> followed = Mirrored(next);
        using HmmArray<int> begun = Mirrored(starts);
        using HmmArray<int> ends = HmmSpace.Shared.Allocate<int>(chains);
        Outcome ours = Measure(device => PagerKernels.Chase(device, chains, steps, begun, followed, ends), ends);
        DemandPager pager = new(host, Budget / DemandPager.PageBytes);
        int endsFirst = host.Length - Math.Max(chains, DemandPager.PageBytes / sizeof(int));
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < chains; i++)
        {
            int at = pager.At(TableLength + i, writes: false);
            for (int step = 0; step < steps; step++)
            {
                at = pager.At(at, writes: false);
            }

            pager.At(endsFirst + i, writes: true) = at;
        }

        pager.Flush();
        bool isRight = host.AsSpan(endsFirst, chains).SequenceEqual(ends.AsReadOnlySpan());
        Add(table, $"{chains:N0} chains of {steps:N0}", pager, Stopwatch.GetElapsedTime(started), ours, isRight);
    }

    private static HmmArray<int> Mirrored(ReadOnlySpan<int> elements)
    {
        HmmArray<int> array = HmmSpace.Shared.Allocate<int>(elements.Length);
        elements.CopyTo(array.AsSpan());
        return array;
    }

    /// <summary>Runs a launch on an empty device, and brings its results home, as the pager does.</summary>
    private static Outcome Measure(Action<HmmDevice> launch, HmmArray<int> results)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = Budget, MaxDegreeOfParallelism = 1 });
        long started = Stopwatch.GetTimestamp();
        launch(device);
        results.Prefetch(HmmDevice.Host, ..);
        return new Outcome(device.Statistics, Stopwatch.GetElapsedTime(started));
    }

    private static void Add(Table table, string what, DemandPager pager, TimeSpan pagerTime, Outcome ours, bool isRight)
        => table.AddRow(
            isRight ? what : what + ": WRONG",
            Mebibytes(pager.Faults * DemandPager.PageBytes),
            Mebibytes(ours.Statistics.BytesIn),
            Mebibytes(pager.WrittenBack * DemandPager.PageBytes),
            Mebibytes(ours.Statistics.BytesOut),
            pager.Faults.ToString("N0", CultureInfo.InvariantCulture),
            ours.Statistics.Waves.ToString("N0", CultureInfo.InvariantCulture),
            pagerTime.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture),
            ours.Time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture));

    private static string Mebibytes(long bytes) => (bytes / (double)(1 << 20)).ToString("0.0", CultureInfo.InvariantCulture);

    private readonly record struct Outcome(HmmStatistics Statistics, TimeSpan Time);
}
