namespace HmmGen.VectorSearch;

/// <summary>Draws queries: vectors of the set, moved a little. Some subjects are asked for more often than others.</summary>
internal static class SearchQueries
{
    private const float Shift = 0.1f;

    /// <summary>Draws queries.</summary>
    /// <param name="set">The vectors.</param>
    /// <param name="index">Its lists are the subjects.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The queries.</returns>
    public static float[][] Draw(VectorSet set, SearchIndex index, int count, int seed)
    {
        Random random = new(seed);
        float[][] queries = new float[count][];
        int lists = (int)index.Starts.Length - 1;
        for (int q = 0; q < count; q++)
        {
            // The sixth power: half of all queries ask for one list in sixty-four.
            int list = (int)(lists * Math.Pow(random.NextDouble(), 6));
            int place = Math.Min(index.Starts[list] + random.Next(Math.Max(1, index.Starts[list + 1] - index.Starts[list])), set.Count - 1);
            queries[q] = set.Vector(index.Members[place]).ToArray();
            foreach (ref float number in queries[q].AsSpan())
                number += Shift * (random.NextSingle() - 0.5f);
        }

        return queries;
    }
}
