namespace HmmGen.Launching;

/// <summary>
/// Recognises runs of faults in a region and sets how many pages to read ahead of each. The number doubles each time. A run is forgotten when many others have
/// been noted after it: with more than a sixteenth of a region's pages behind some run, scattered faults would seem to go on with runs by chance.
/// </summary>
/// <param name="pages">The pages of the region that the launch can touch.</param>
internal sealed class ReadAhead(long pages)
{
    /// <summary>The most runs that are followed at a time. If there are more, the faults are random, and all runs are forgotten.</summary>
    private const int MostRuns = 4096;

    /// <summary>The number of neighbouring pages that counts as a run without earlier faults, if the pages became writable.</summary>
    private const int SureRun = 8;

    /// <summary>The share of the pages that runs in memory may lie before.</summary>
    private const int MostShare = 16;

    /// <summary>The fewest runs that are in memory. A kernel reads some arrays side by side, and they may lie in one small region.</summary>
    private const int FewestRuns = 8;

    private readonly long _memory = Math.Max(FewestRuns, pages / MostShare);
    private readonly Dictionary<long, Run> _runs = [];
    private long _noted;

    /// <summary>Notes faults on neighbouring pages.</summary>
    /// <param name="first">The first page.</param>
    /// <param name="count">The number of pages.</param>
    /// <param name="limit">The most pages to read ahead.</param>
    /// <param name="isUpgrade">Whether the pages were resident and became writable. The next pages then need no copy, so more of them are requested.</param>
    /// <returns>The number of pages to read after them; 0 when they do not continue a run.</returns>
    public int Next(long first, int count, int limit, bool isUpgrade)
    {
        if (_runs.Count > MostRuns)
        {
            _runs.Clear();
        }

        _noted++;
        bool continues = _runs.Remove(first, out Run run) && _noted - run.Noted <= _memory;
        int window = continues ? run.Window : 0;
        window = isUpgrade && count >= SureRun ? Math.Max(window, 4 * count) : window;
        int ahead = continues || isUpgrade ? Math.Min(window, limit) : 0;
        _runs[first + count + ahead] = new Run(Math.Max(1, Math.Min(limit, Math.Max(2 * window, count))), _noted);
        return ahead;
    }

    /// <summary>A run of faults.</summary>
    /// <param name="Window">The pages to read ahead when it goes on.</param>
    /// <param name="Noted">The number of runs that had been noted with it.</param>
    private readonly record struct Run(int Window, long Noted);
}
