using HmmGen.Samples;

namespace HmmGen.Embeddings;

/// <summary>The sizes of a table and of its training.</summary>
/// <param name="Rows">How many rows a new table has.</param>
/// <param name="Batches">How many batches are learnt.</param>
/// <param name="Bags">How many bags a batch has.</param>
/// <param name="Lookups">How many rows a bag names.</param>
internal sealed record EmbeddingSettings(int Rows, int Batches, int Bags, int Lookups)
{
    /// <summary>How far a step goes.</summary>
    public const float Rate = 0.5f;

    /// <summary>How far a step of a row goes for each bag that names it.</summary>
    public float RowRate => Rate / Bags;

    /// <summary>The settings for a size.</summary>
    /// <param name="size">The size.</param>
    /// <returns>The settings.</returns>
    public static EmbeddingSettings Of(WorkloadSize size) => size == WorkloadSize.Small
        ? new EmbeddingSettings(20_000, 8, 64, 10)
        : new EmbeddingSettings(1_000_000, 60, 256, 20);
}
