namespace HmmGen.DataFrames;

/// <summary>The table that flights are joined with: a route for two of three distances.</summary>
internal static class Routes
{
    /// <summary>The key of each route: its distance. No key occurs twice.</summary>
    public static int[] Distances { get; } = [.. Enumerable.Range(1, 4_500).Where(miles => miles % 3 != 0)];
}
