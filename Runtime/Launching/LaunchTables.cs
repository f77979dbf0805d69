using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>
/// The copies of page tables that a launch has in control memory. The first synchronization copies the entries of resident pages, each later one
/// the entries that have changed.
/// </summary>
internal sealed class LaunchTables
{
    /// <summary>The largest gap between entries that are copied together. A second copy costs more than the entries in the gap.</summary>
    private const long Gap = 512;

    /// <summary>The most copies for one table. If there would be more, larger gaps are copied too.</summary>
    private const int MostCopies = 64;

    private readonly TableArea _area;
    private readonly TableWindow[] _windows;
    private readonly long _origin;

    /// <summary>Reserves control memory for the copies.</summary>
    /// <param name="area">The part of control memory for tables; zero at first.</param>
    /// <param name="before">The bytes of control memory that the launch uses for other things.</param>
    /// <param name="binding">The launch's memory.</param>
    /// <param name="mirrors">The mirrors whose tables the kernel reads.</param>
    /// <param name="hasMarks">Whether a scout marks pages.</param>
    /// <exception cref="HmmOutOfMemoryException">The device has too little memory.</exception>
    public LaunchTables(TableArea area, long before, LaunchBinding binding, IReadOnlyList<RegionMirror> mirrors, bool hasMarks)
    {
        _area = area;
        _windows = TableWindow.Of(binding, mirrors, out long bytes);
        Bytes = bytes;
        _origin = area.Reserve(before, hasMarks ? bytes + MarkBytes : bytes);
    }

    /// <summary>The windows, each a copied part of a table.</summary>
    public IReadOnlyList<TableWindow> Windows => _windows;

    /// <summary>The offset of the first entry of all windows.</summary>
    public long Origin => _origin;

    /// <summary>The bytes of all entries.</summary>
    public long Bytes { get; }

    /// <summary>The offset of the marks of all pages, in the order of their entries (<see cref="Scouting.ScoutMap"/>).</summary>
    public long Marks => _origin + Bytes;

    private long MarkBytes => Bytes / sizeof(int) * Scouting.ScoutMap.MarkBytes;

    /// <summary>The offset that the entry of page 0 would have. From there, kernels find each entry by its page's number.</summary>
    /// <param name="mirror">The region's mirror.</param>
    /// <param name="page">A page in the window that is meant.</param>
    /// <returns>The offset; negative if page 0 is far before the window, 0 if no window has the page.</returns>
    public long OriginOf(RegionMirror mirror, long page)
    {
        foreach (TableWindow window in _windows)
        {
            if (window.Mirror == mirror && window.Pages.First <= page && page < window.Pages.End)
            {
                return _origin + window.Origin;
            }
        }

        return 0;
    }

    /// <summary>Sets all marks to zero.</summary>
    public void ClearMarks() => _area.Clear(Marks, MarkBytes);

    /// <summary>Brings the copies up to date with the tables.</summary>
    /// <param name="residency">The launch's pages.</param>
    public void Synchronize(DeviceMemory.LaunchResidency residency)
    {
        RegionMirror? mirror = null;
        bool isCopied = false;
        ReadOnlySpan<long> changes = [];
        foreach (TableWindow window in _windows)
        {
            if (window.Mirror != mirror)
            {
                // Windows of one region follow one another, so its changes are taken once.
                mirror = window.Mirror;
                isCopied = residency.TryTakeChanges(mirror, out changes);
            }

            if (isCopied)
            {
                UploadChanges(window, changes);
            }
            else
            {
                UploadPlaced(window);
            }
        }
    }

    private void UploadPlaced(TableWindow window)
    {
        long gap = Gap;
        List<PageRun> runs = window.Mirror.PlacedRuns(window.Pages, gap);
        while (runs.Count > MostCopies && gap < window.Pages.Count)
        {
            gap *= 8;
            runs = window.Mirror.PlacedRuns(window.Pages, gap);
        }

        foreach (PageRun run in runs)
        {
            Upload(window, run.First, run.End);
        }
    }

    private void UploadChanges(TableWindow window, ReadOnlySpan<long> changes)
    {
        int next = 0;
        while (next < changes.Length && changes[next] < window.Pages.First)
        {
            next++;
        }

        while (next < changes.Length && changes[next] < window.Pages.End)
        {
            int first = next++;
            while (next < changes.Length && changes[next] < window.Pages.End && changes[next] - changes[next - 1] <= Gap)
            {
                next++;
            }

            Upload(window, changes[first], changes[next - 1] + 1);
        }
    }

    private void Upload(TableWindow window, long page, long end)
        => _area.Upload(_origin + window.Origin + page * sizeof(int), window.Mirror.Entries(page, (int)(end - page)));
}
