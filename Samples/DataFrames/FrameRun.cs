using System.Diagnostics;
using System.Globalization;
using HmmGen.Samples;
using Spectre.Console;

namespace HmmGen.DataFrames;

/// <summary>The sample's story: a mapped Arrow file, four queries, and which columns they moved.</summary>
/// <param name="console">Where to report.</param>
/// <param name="request">What all samples are asked for.</param>
/// <param name="path">An Arrow file; null for invented flights.</param>
internal sealed class FrameRun(IAnsiConsole console, WorkloadRequest request, string? path)
{
    private static readonly Lateness Late = new(30, 1_000);

    /// <summary>Runs.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A task that ends with the run.</returns>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        if (path is not null)
        {
            await AskAsync(path, cancellationToken);
            return;
        }

        string invented = Path.GetTempFileName();
        try
        {
            await WorkloadProgress.ShowAsync(console, progress =>
            {
                FlightsFile.Write(
                    invented, request.Size == WorkloadSize.Small ? 50_000 : 4_000_000, request.Seed, progress, cancellationToken);
                return Task.CompletedTask;
            });
            await AskAsync(invented, cancellationToken);
        }
        finally
        {
            File.Delete(invented);
        }
    }

    private async Task AskAsync(string file, CancellationToken cancellationToken)
    {
        using MappedFrame frame = MappedFrame.Map(file);
        FrameColumn<short> delay = frame.Column<short>("delay");
        FrameColumn<short> distance = frame.Column<short>("distance");
        FrameColumn<float> time = frame.Column<float>("time");
        using HmmDevice device = request.Open();
        WorkloadIntroduction.Write(console, device, request);
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"{frame.Rows:N0} rows of {frame.Columns.Count} columns, mapped; {frame.Batches.Count} record {(frame.Batches.Count == 1 ? "batch" : "batches")}, {ByteSize.Format(new FileInfo(file).Length)}.");

        ColumnTable columns = new(device, frame.Columns);
        using FrameQueries queries = new(device, frame.Batches, Late, cancellationToken);
        FrameAnswers? answers = null;
        TimeSpan elapsed = default;
        await WorkloadProgress.ShowAsync(console, async progress =>
        {
            ProgressTask bar = progress.Begin("queries", 4);
            long start = Stopwatch.GetTimestamp();
            TakenRows taken = await queries.FilterAsync(delay, distance);
            Done("filter");
            (HmmArray<int> counts, HmmArray<long> sums) = await queries.GroupAsync(time, delay);
            Done("group by");
            HmmArray<int> matches = await queries.JoinAsync(taken, distance);
            Done("join");
            HmmArray<int> sorted = await queries.SortAsync(taken, delay);
            Done("sort");
            answers = new FrameAnswers(taken.Rows.ToArray(), counts.ToArray(), sums.ToArray(), matches.ToArray(), sorted.ToArray());
            elapsed = Stopwatch.GetElapsedTime(start);

            void Done(string query)
            {
                columns.Add(query);
                bar.Increment(1);
            }
        });
        Report(device, frame, (delay, distance, time), answers!, elapsed, columns);
    }

    private void Report(
        HmmDevice device,
        MappedFrame frame,
        (FrameColumn<short> Delay, FrameColumn<short> Distance, FrameColumn<float> Time) asked,
        FrameAnswers answers,
        TimeSpan time,
        ColumnTable columns)
    {
        HmmStatistics statistics = device.Statistics;
        long start = Stopwatch.GetTimestamp();
        FrameAnswers plain = PlainFrame.Ask(asked.Delay, asked.Distance, asked.Time, Late);
        TimeSpan plainTime = Stopwatch.GetElapsedTime(start);
        long results = (3L * answers.Taken.Length + answers.Counts.Length) * sizeof(int) + answers.Sums.Length * sizeof(long);
        WorkloadOutcome outcome = new()
        {
            Time = time,
            Statistics = statistics,
            BytesTouched = asked.Delay.Bytes + asked.Distance.Bytes + asked.Time.Bytes + results,
            BytesWhole = frame.Columns.Sum(column => column.Bytes) + results,
            LargestDifference = answers.DifferencesTo(plain),
            ExplicitTime = !request.Explicit ? null
                : ExplicitAccelerator.Serves(device.Kind)
                    ? ExplicitFrame.Measure(device.Kind, asked.Delay, asked.Distance, asked.Time, Late)
                    : plainTime,
        };
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"Later than {Late.Minutes} minutes and shorter than {Late.Miles} miles: [green]{answers.Taken.Length:N0}[/] flights, of which {answers.Matches.Count(match => match >= 0):N0} have a route.");
        int worst = Enumerable.Range(0, FrameKernels.Hours).MaxBy(hour => answers.Counts[hour] == 0 ? 0 : (double)answers.Sums[hour] / answers.Counts[hour]);
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"The worst hour to leave: {worst}, with {(double)answers.Sums[worst] / Math.Max(1, answers.Counts[worst]):0.0} minutes on average.");
        if (device.Kind != HmmDeviceKind.Host)
            console.Write(columns.Table());
        console.Write(OutcomeTable.Of("Four queries", device, outcome));
        outcome.Check();
    }
}
