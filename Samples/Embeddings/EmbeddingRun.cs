using System.Diagnostics;
using System.Globalization;
using HmmGen.Samples;
using Spectre.Console;

namespace HmmGen.Embeddings;

/// <summary>The sample's story: a table in a file, training on a device that holds a tenth of it, and the file afterwards.</summary>
/// <param name="console">Where to report.</param>
/// <param name="request">What is asked for.</param>
internal sealed class EmbeddingRun(IAnsiConsole console, EmbeddingRequest request)
{
    private const int PageSize = 4_096;

    private readonly EmbeddingSettings _settings = EmbeddingSettings.Of(request.Common.Size);

    /// <summary>Runs.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A task that ends with the run.</returns>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        TableFile? file = request.File is null ? null : TableFile.Existing(request.File);
        try
        {
            if (file is null)
            {
                await WorkloadProgress.ShowAsync(console, async progress =>
                    file = await TableFile.WriteAsync(_settings.Rows, request.Common.Seed, progress, cancellationToken));
            }

            await TrainAsync(file!, cancellationToken);
        }
        finally
        {
            file?.Dispose();
        }
    }

    private async Task TrainAsync(TableFile file, CancellationToken cancellationToken)
    {
        long begun = Stopwatch.GetTimestamp();
        PlainTraining plain = new(file.ReadAll(), _settings);
        TimeSpan reading = Stopwatch.GetElapsedTime(begun);
        PopularRows popular = new(file.Rows, request.Zipf, request.IsHotFirst, request.Common.Seed);
        TrainingBatch[] batches = [.. Enumerable.Range(0, _settings.Batches).Select(_ => TrainingBatch.Draw(popular, _settings))];
        long size = plain.Table.LongLength * sizeof(float);

        using HmmDevice device = request.Common.Open(size / 10);
        WorkloadIntroduction.Write(console, device, request.Common);
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"Table: {file.Rows:N0} x {EmbeddingKernels.Width}, {ByteSize.Format(size)}, mapped from a file.");

        using HmmArray<float> table = HmmSpace.Shared.MapFile<float>(file.Path, FileAccess.ReadWrite);
        using EmbeddingModel model = new(table, _settings);
        model.Begin();
        List<double> losses = [];
        long start = Stopwatch.GetTimestamp();
        await WorkloadProgress.ShowAsync(console, async progress =>
        {
            ProgressTask bar = progress.Begin("batches", batches.Length);
            foreach (TrainingBatch batch in batches)
            {
                losses.Add(await model.LearnAsync(device, batch, cancellationToken));
                bar.Increment(1);
            }
        });
        float[] weights = model.Weights.ToArray();
        table.Flush();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        HmmStatistics statistics = device.Statistics;

        TimeSpan? byHand = null;
        if (request.Common.Explicit && ExplicitAccelerator.Serves(device.Kind))
            byHand = ExplicitTraining.Measure(device.Kind, [.. plain.Table], batches, _settings);
        TimeSpan plainTime = plain.Train(batches, cancellationToken);
        WorkloadOutcome outcome = new()
        {
            Time = time,
            Statistics = statistics,
            BytesTouched = 2 * BytesNamed(batches),
            BytesWhole = 2 * size,
            LargestDifference = Math.Max(Difference(file.ReadAll(), plain.Table), Difference(weights, plain.Weights)),
            ExplicitTime = request.Common.Explicit ? reading + (byHand ?? plainTime) + MeasureWriting(file, plain.Table) : null,
        };
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"Mean squared error: {losses[0]:0.0000} in the first batch, [green]{losses[^1]:0.0000}[/] in the last.");
        string order = request.IsHotFirst ? "hot rows first" : "rows at random";
        console.Write(OutcomeTable.Of(
            string.Create(CultureInfo.InvariantCulture, $"{batches.Length} batches, Zipf {request.Zipf}, {order}"), device, outcome));
        outcome.Check();
    }

    private static TimeSpan MeasureWriting(TableFile file, float[] numbers)
    {
        long start = Stopwatch.GetTimestamp();
        file.WriteCopy(numbers);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>The bytes of all pages with rows that the batches name.</summary>
    private static long BytesNamed(TrainingBatch[] batches)
        => batches.SelectMany(batch => batch.Distinct).Select(row => row / (PageSize / (EmbeddingKernels.Width * sizeof(float)))).Distinct().Count()
            * (long)PageSize;

    private static double Difference(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        double largest = 0;
        for (int k = 0; k < one.Length; k++)
            largest = Math.Max(largest, Math.Abs((double)one[k] - other[k]));
        return largest;
    }
}
