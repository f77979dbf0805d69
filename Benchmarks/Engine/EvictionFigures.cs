using System.Globalization;
using HmmGen.Base;
using HmmGen.Embeddings;
using HmmGen.Tests.Paging.Replay;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>Pages that come to a device which is too small, with each policy of eviction, next to the best and to the least recently used.</summary>
internal static class EvictionFigures
{
    private const int PageBytes = 4096;

    /// <summary>Measures and prints. The figures are counts: they do not depend on the machine.</summary>
    public static void Print()
    {
        Table table = new Table().AddColumns("what", "foresight", "clock", "least recently used", "best");
        Scan(table);
        Bags(table, isHotFirst: false);
        Bags(table, isHotFirst: true);
        AnsiConsole.Write(table);
    }

    private static HmmDevice Open(EvictionKind kind, long budget)
        => HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = budget, MaxDegreeOfParallelism = 1, Testing = new PagingTestOptions { Eviction = kind } });

    /// <summary>The pages that come for ten scans of twice the budget, over the fewest possible.</summary>
    private static void Scan(Table table)
    {
        const int Frames = 6144;
        const int Passes = 10;
        int[] uses = [.. Enumerable.Range(0, Passes).SelectMany(static _ => Enumerable.Range(0, 2 * Frames))];
        double best = Replays.Best(uses, Frames);
        List<string> row = ["10 scans of 2 x 24 MiB, pages over the best"];
        foreach (EvictionKind kind in (ReadOnlySpan<EvictionKind>)[EvictionKind.Aged, EvictionKind.Clock])
        {
            using HmmDevice device = Open(kind, Frames * PageBytes);
            using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(2 * Frames * PageBytes / sizeof(float));
            using HmmArray<float> sums = HmmSpace.Shared.Allocate<float>(2 * Frames);
            x.AsSpan().Fill(1);
            for (int pass = 0; pass < Passes; pass++)
            {
                Kernels.Dot(device, 2 * Frames, PageBytes / sizeof(float), x, x, sums);
            }

            row.Add(Text(x.StatisticsOn(device).BytesIn / PageBytes / best));
        }

        row.AddRange([Text(Replays.LeastRecentlyUsed(uses, Frames) / best), Text(1)]);
        table.AddRow([.. row]);
    }

    /// <summary>How many of the table's pages that a batch of bags uses are there already, over 20 batches.</summary>
    private static void Bags(Table table, bool isHotFirst)
    {
        const int Rows = 1_000_000;
        const int Batches = 20;
        const int Frames = Rows / 10 * IndexedKernels.Width / (PageBytes / sizeof(float));
        PopularRows popular = new(Rows, 1.05, isHotFirst, seed: 1);
        int[][] batches = [.. Enumerable.Range(0, Batches).Select(_ => Draw(popular))];
        int[] uses = [.. batches.SelectMany(static rows => rows.Select(static row => row * IndexedKernels.Width * sizeof(float) / PageBytes).Distinct())];
        List<string> cells = [$"bags, 20 batches at 10 %, {(isHotFirst ? "hot first" : "scattered")}, hits in %"];
        foreach (EvictionKind kind in (ReadOnlySpan<EvictionKind>)[EvictionKind.Aged, EvictionKind.Clock])
        {
            using HmmDevice device = Open(kind, (long)Frames * PageBytes);
            using HmmArray<float> embeddings = HmmSpace.Shared.Allocate<float>(Rows * IndexedKernels.Width);
            using HmmArray<int> named = HmmSpace.Shared.Allocate<int>(batches[0].Length);
            using HmmArray<float> pooled = HmmSpace.Shared.Allocate<float>(IndexedData.Bags * IndexedKernels.Width);
            embeddings.AsSpan().Fill(1);
            foreach (int[] rows in batches)
            {
                rows.CopyTo(named.AsSpan());
                IndexedKernels.Pool(device, (IndexedData.Bags, IndexedKernels.Width), IndexedData.Lookups, named, embeddings, pooled);
            }

            cells.Add(Percent(embeddings.StatisticsOn(device).BytesIn / PageBytes, uses.Length));
        }

        cells.AddRange([Percent(Replays.LeastRecentlyUsed(uses, Frames), uses.Length), Percent(Replays.Best(uses, Frames), uses.Length)]);
        table.AddRow([.. cells]);
    }

    private static int[] Draw(PopularRows popular)
    {
        int[] rows = new int[IndexedData.Bags * IndexedData.Lookups];
        foreach (ref int row in rows.AsSpan())
        {
            row = popular.Draw().Row;
        }

        return rows;
    }

    private static string Percent(long misses, int uses) => (100 * (1 - (double)misses / uses)).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
