namespace HmmGen.Tests;

/// <summary>Reads snapshots page by page.</summary>
internal static class SnapshotPages
{
    /// <summary>The state of each page.</summary>
    /// <param name="runs">A snapshot.</param>
    /// <returns>A run's state, once for each of its pages.</returns>
    public static IReadOnlyList<HmmPageRun> EachPage(this IReadOnlyList<HmmPageRun> runs)
        => [.. runs.SelectMany(run => Enumerable.Repeat(run, (int)run.Pages))];
}
