using HmmGen.Samples;

namespace HmmGen.VectorSearch;

/// <summary>The sizes of an index and of its use.</summary>
/// <param name="Vectors">How many vectors are drawn; a file has its own number.</param>
/// <param name="Dimensions">How many numbers a drawn vector has.</param>
/// <param name="Lists">How many lists the index has.</param>
/// <param name="Rounds">How often the centres of the lists are improved.</param>
/// <param name="Queries">How many searches are done.</param>
/// <param name="Probes">How many lists a search looks into.</param>
internal sealed record SearchSettings(int Vectors, int Dimensions, int Lists, int Rounds, int Queries, int Probes)
{
    /// <summary>The settings for a size.</summary>
    /// <param name="size">The size.</param>
    /// <returns>The settings.</returns>
    public static SearchSettings Of(WorkloadSize size) => size == WorkloadSize.Small
        ? new SearchSettings(8_000, 64, 32, 3, 50, 3)
        : new SearchSettings(500_000, 128, 128, 5, 200, 4);
}
