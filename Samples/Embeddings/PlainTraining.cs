using System.Diagnostics;

namespace HmmGen.Embeddings;

/// <summary>The same training in plain C#, in the same order of arithmetic.</summary>
/// <param name="table">A copy of the whole table.</param>
/// <param name="settings">How many bags and rows a batch has.</param>
internal sealed class PlainTraining(float[] table, EmbeddingSettings settings)
{
    private const int Width = EmbeddingKernels.Width;

    private readonly float[] _pooled = new float[settings.Bags * Width];
    private readonly float[] _errors = new float[settings.Bags];

    /// <summary>The table.</summary>
    public float[] Table => table;

    /// <summary>The weights.</summary>
    public float[] Weights { get; } = [.. Enumerable.Repeat(EmbeddingModel.FirstWeight, Width)];

    /// <summary>Learns from batches.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How long it took.</returns>
    public TimeSpan Train(IEnumerable<TrainingBatch> batches, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        foreach (TrainingBatch batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Parallel.For(0, settings.Bags, bag => Score(batch, bag));
            Parallel.For(0, batch.Distinct.Length, i => LearnRow(batch, i));
            LearnWeights();
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private void Score(TrainingBatch batch, int bag)
    {
        Span<float> pooled = _pooled.AsSpan(bag * Width, Width);
        pooled.Clear();
        foreach (int row in batch.Rows.AsSpan(bag * settings.Lookups, settings.Lookups))
        {
            ReadOnlySpan<float> numbers = table.AsSpan(row * Width, Width);
            for (int d = 0; d < Width; d++)
                pooled[d] += numbers[d];
        }

        float score = 0;
        for (int d = 0; d < Width; d++)
        {
            pooled[d] /= settings.Lookups;
            score += pooled[d] * Weights[d];
        }

        _errors[bag] = score - batch.Targets[bag];
    }

    private void LearnRow(TrainingBatch batch, int i)
    {
        float error = 0;
        foreach (int bag in batch.BagsOfRows.AsSpan(batch.Starts[i]..batch.Starts[i + 1]))
            error += _errors[bag];
        Span<float> numbers = table.AsSpan(batch.Distinct[i] * Width, Width);
        for (int d = 0; d < Width; d++)
            numbers[d] -= settings.RowRate * error * Weights[d];
    }

    private void LearnWeights()
    {
        for (int d = 0; d < Width; d++)
        {
            float gradient = 0;
            for (int bag = 0; bag < _errors.Length; bag++)
                gradient += _errors[bag] * _pooled[bag * Width + d];
            Weights[d] -= EmbeddingSettings.Rate * gradient / _errors.Length;
        }
    }
}
