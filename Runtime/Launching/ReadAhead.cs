namespace HmmGen.Launching;

/// <summary>Recognises runs of faults in a region and sets how many pages to read ahead of each. The number doubles each time.</summary>
internal sealed class ReadAhead
{
    /// <summary>The most runs that are followed at a time. If there are more, the faults are random, and all runs are forgotten.</summary>
    private const int MostRuns = 4096;

    /// <summary>The number of neighbouring pages that counts as a run without earlier faults, if the pages became writable.</summary>
    private const int SureRun = 8;

    private readonly Dictionary<long, int> _windows = [];

    /// <summary>Notes faults on neighbouring pages.</summary>
    /// <param name="first">The first page.</param>
    /// <param name="count">The number of pages.</param>
    /// <param name="limit">The most pages to read ahead.</param>
    /// <param name="isUpgrade">Whether the pages were resident and became writable. The next pages then need no copy, so more of them are requested.</param>
    /// <returns>The number of pages to read after them; 0 when they do not continue a run.</returns>
    public int Next(long first, int count, int limit, bool isUpgrade)
    {
        if (_windows.Count > MostRuns)
        {
            _windows.Clear();
        }

        bool continues = _windows.Remove(first, out int window);
        window = isUpgrade && count >= SureRun ? Math.Max(window, 4 * count) : window;
        int ahead = continues || isUpgrade ? Math.Min(window, limit) : 0;
        _windows[first + count + ahead] = Math.Max(1, Math.Min(limit, Math.Max(2 * window, count)));
        return ahead;
    }
}
