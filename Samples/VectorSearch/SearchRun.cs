using System.Diagnostics;
using System.Globalization;
using HmmGen.Samples;
using Spectre.Console;

namespace HmmGen.VectorSearch;

/// <summary>The sample's story: vectors, an index over them, searches, and a comparison with plain C#.</summary>
/// <param name="console">Where to report.</param>
/// <param name="request">What all samples are asked for.</param>
/// <param name="file">A file of vectors; null for vectors that are drawn.</param>
internal sealed class SearchRun(IAnsiConsole console, WorkloadRequest request, string? file)
{
    private readonly SearchSettings _settings = SearchSettings.Of(request.Size);

    /// <summary>Runs.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A task that ends with the run.</returns>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        using VectorSet set = file is null ? VectorSet.Empty(_settings.Vectors, _settings.Dimensions) : VectorSet.Map(file);
        using HmmDevice device = request.Open();
        WorkloadIntroduction.Write(console, device, request);
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"{set.Count:N0} vectors of {set.Layout.Dimensions} dimensions, {_settings.Lists} lists.");

        SearchIndex? index = null;
        try
        {
            SearchFindings findings = new(set.Layout.Dimensions);
            float[][] queries = [];
            HmmStatistics statistics = new();
            await WorkloadProgress.ShowAsync(console, async progress =>
            {
                if (file is null)
                    await DrawAsync(device, set, progress, cancellationToken);
                index = await SearchIndex.BuildAsync(device, set, _settings, progress, cancellationToken);
                queries = SearchQueries.Draw(set, index, _settings.Queries, request.Seed);
                statistics = await SearchAsync(device, index, queries, findings, progress, cancellationToken);
            });
            Report(device, set, index!, queries, findings, statistics, cancellationToken);
        }
        finally
        {
            index?.Dispose();
        }
    }

    private async Task DrawAsync(HmmDevice device, VectorSet set, WorkloadProgress progress, CancellationToken cancellationToken)
        => await SearchKernels.DrawAsync(
            device,
            progress.Watch("draw vectors", set.Count),
            (uint)request.Seed,
            2 * _settings.Lists,
            0.6f,
            set.Layout.Dimensions,
            set.Numbers,
            cancellationToken);

    /// <summary>Searches as a program does that has just opened the index: nothing of it is on the device yet.</summary>
    private async Task<HmmStatistics> SearchAsync(
        HmmDevice device,
        SearchIndex index,
        float[][] queries,
        SearchFindings findings,
        WorkloadProgress progress,
        CancellationToken cancellationToken)
    {
        await index.SearchAsync(device, queries[0], 1, cancellationToken);
        if (device.Kind != HmmDeviceKind.Host)
            device.Trim();
        HmmStatistics before = device.Statistics;
        ProgressTask bar = progress.Begin("search", queries.Length);
        foreach (float[] query in queries)
        {
            long start = Stopwatch.GetTimestamp();
            (IReadOnlyList<Neighbour> nearest, int[] probed) = await index.SearchAsync(device, query, _settings.Probes, cancellationToken);
            findings.Add(Stopwatch.GetElapsedTime(start), nearest, probed);
            bar.Increment(1);
        }

        return device.Statistics - before;
    }

    private void Report(
        HmmDevice device,
        VectorSet set,
        SearchIndex index,
        float[][] queries,
        SearchFindings findings,
        HmmStatistics statistics,
        CancellationToken cancellationToken)
    {
        int dimensions = set.Layout.Dimensions;
        PlainSearch plain = new(index.Listed.ToArray(), index.Centres.ToArray(), index.Starts.ToArray(), index.Members.ToArray(), dimensions);
        long whole = (index.Listed.Length + index.Centres.Length + index.Starts.Length) * sizeof(float);
        long touched = findings.BytesTouched(index.Starts.AsReadOnlySpan());
        WorkloadOutcome outcome = new()
        {
            Time = findings.Time,
            Statistics = statistics,
            BytesTouched = touched,
            BytesWhole = whole,
            LargestDifference = Math.Max(
                findings.DifferenceTo(plain.SearchAll(queries, _settings.Probes)), DifferenceOfLists(set, index)),
            ExplicitTime = !request.Explicit ? null
                : ExplicitAccelerator.Serves(device.Kind)
                    ? ExplicitSearch.Measure(device.Kind, index, dimensions, queries, _settings.Probes)
                    : plain.Measure(queries, _settings.Probes),
        };
        cancellationToken.ThrowIfCancellationRequested();
        double recall = findings.Recall(plain.Exact(queries, cancellationToken));
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"Recall@{SearchKernels.Neighbours}: [green]{recall:0.000}[/] with {_settings.Probes} of {_settings.Lists} lists. {findings.Latencies()}.");
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"Pages touched: {100.0 * touched / (index.Listed.Length * sizeof(float)):0.0} % of the vectors.");
        console.MarkupLineInterpolated(
            $"All probed lists together: {ByteSize.Format(findings.BytesProbed(index.Starts.AsReadOnlySpan()))}, which a device moves that keeps nothing.");
        console.Write(OutcomeTable.Of(string.Create(CultureInfo.InvariantCulture, $"{queries.Length} searches"), device, outcome));
        outcome.Check();
    }

    /// <summary>Whether plain C# puts vectors into the same lists; asked of every 97th vector. The difference is 0 or infinite.</summary>
    private static double DifferenceOfLists(VectorSet set, SearchIndex index)
    {
        ReadOnlySpan<int> starts = index.Starts.AsReadOnlySpan();
        for (int place = 0, list = 0; place < set.Count; place += 97)
        {
            while (starts[list + 1] <= place)
                list++;
            if (PlainSearch.NearestCentre(set.Vector(index.Members[place]), index.Centres.AsReadOnlySpan()) != list)
                return double.PositiveInfinity;
        }

        return 0;
    }
}
