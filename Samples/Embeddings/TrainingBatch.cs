namespace HmmGen.Embeddings;

/// <summary>A batch as a loader of data prepares it.</summary>
/// <param name="Rows">The rows that each bag names, bag after bag.</param>
/// <param name="Targets">What the model should say of each bag.</param>
/// <param name="Distinct">Each row that the batch names, once.</param>
/// <param name="Starts">Where the bags of each distinct row begin, and at the end where the last ones end.</param>
/// <param name="BagsOfRows">The bags that name each distinct row.</param>
internal sealed record TrainingBatch(int[] Rows, float[] Targets, int[] Distinct, int[] Starts, int[] BagsOfRows)
{
    /// <summary>Draws a batch.</summary>
    /// <param name="popular">Draws rows.</param>
    /// <param name="settings">How many bags and rows.</param>
    /// <returns>The batch.</returns>
    public static TrainingBatch Draw(PopularRows popular, EmbeddingSettings settings)
    {
        int[] rows = new int[settings.Bags * settings.Lookups];
        float[] targets = new float[settings.Bags];
        for (int k = 0; k < rows.Length; k++)
        {
            (rows[k], int rank) = popular.Draw();
            targets[k / settings.Lookups] += Taste(rank) / settings.Lookups;
        }

        IGrouping<int, int>[] byRow = [.. Enumerable.Range(0, rows.Length).GroupBy(k => rows[k], k => k / settings.Lookups).OrderBy(group => group.Key)];
        int[] starts = new int[byRow.Length + 1];
        for (int i = 0; i < byRow.Length; i++)
            starts[i + 1] = starts[i] + byRow[i].Count();
        return new TrainingBatch(rows, targets, [.. byRow.Select(group => group.Key)], starts, [.. byRow.SelectMany(group => group)]);
    }

    /// <summary>What is to be learnt: whether people like a thing, from -1 to 1.</summary>
    private static float Taste(int rank) => (int)((uint)rank * 2654435761u >> 24) / 127.5f - 1f;
}
