namespace HmmGen.Launching;

/// <summary>Recognises runs of faults in a region and says how many pages to read ahead of each: twice as many each time.</summary>
internal sealed class ReadAhead
{
    /// <summary>Runs followed at a time; with more, all are forgotten, since they are chance.</summary>
    private const int MostRuns = 4096;

    /// <summary>So many pages after one another are a run by themselves.</summary>
    private const int SureRun = 8;

    private readonly Dictionary<long, int> _windows = [];

    /// <summary>Notes faults on pages that follow one another.</summary>
    /// <param name="first">The first page.</param>
    /// <param name="count">The number of pages.</param>
    /// <param name="limit">The most pages to read ahead.</param>
    /// <param name="isUpgrade">Whether the pages were there and became writable: nothing is copied for the next ones, so more is dared.</param>
    /// <returns>The number of pages to read after them; 0 when they do not go on from earlier faults.</returns>
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
