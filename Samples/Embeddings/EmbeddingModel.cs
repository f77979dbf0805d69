namespace HmmGen.Embeddings;

/// <summary>A table of embeddings, a row of weights, and what a step needs besides.</summary>
/// <param name="table">The table, which is in a file.</param>
/// <param name="settings">How many bags a batch has.</param>
internal sealed class EmbeddingModel(HmmArray<float> table, EmbeddingSettings settings) : IDisposable
{
    private readonly HmmArray<float> _pooled = HmmSpace.Shared.Allocate<float>((long)settings.Bags * EmbeddingKernels.Width);
    private readonly HmmArray<float> _errors = HmmSpace.Shared.Allocate<float>(settings.Bags);
    private readonly HmmArray<float> _weights = HmmSpace.Shared.Allocate<float>(EmbeddingKernels.Width);

    /// <summary>The weights at first.</summary>
    public const float FirstWeight = 0.125f;

    /// <summary>The weights.</summary>
    public HmmArray<float> Weights => _weights;

    /// <summary>Sets the weights to what they are at first.</summary>
    public void Begin() => _weights.Fill(FirstWeight);

    /// <summary>Learns from a batch.</summary>
    /// <param name="device">Where.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The mean of the squared errors before the step.</returns>
    public async Task<double> LearnAsync(HmmDevice device, TrainingBatch batch, CancellationToken cancellationToken)
    {
        const int Width = EmbeddingKernels.Width;
        await EmbeddingKernels.PoolAsync(device, (settings.Bags, Width), settings.Lookups, batch.Rows, table, _pooled, cancellationToken);
        await EmbeddingKernels.ScoreAsync(device, settings.Bags, _pooled, _weights, batch.Targets, _errors, cancellationToken);
        await EmbeddingKernels.LearnRowsAsync(
            device,
            (batch.Distinct.Length, Width),
            settings.RowRate,
            batch.Distinct,
            batch.Starts,
            batch.BagsOfRows,
            _errors,
            _weights,
            table,
            cancellationToken);
        await EmbeddingKernels.LearnWeightsAsync(device, Width, EmbeddingSettings.Rate, _pooled, _errors, _weights, cancellationToken);
        return MeanSquare(_errors.AsReadOnlySpan());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pooled.Dispose();
        _errors.Dispose();
        _weights.Dispose();
    }

    private static double MeanSquare(ReadOnlySpan<float> errors)
    {
        double sum = 0;
        foreach (float error in errors)
            sum += error * error;
        return sum / errors.Length;
    }
}
