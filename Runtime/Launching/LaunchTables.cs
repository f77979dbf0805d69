using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>
/// The copies of page tables that a launch has in control memory. They are kept like the tables themselves: the pages that are there at first, then what
/// has changed.
/// </summary>
internal sealed class LaunchTables
{
    /// <summary>Entries no further apart than this are copied together: a copy costs more than some entries too many.</summary>
    private const long Gap = 512;

    /// <summary>With more copies than this of one table, more entries go together.</summary>
    private const int MostCopies = 64;

    private readonly TableArea _area;
    private readonly TableWindow[] _windows;
    private readonly long _origin;

    /// <summary>Makes room for the copies.</summary>
    /// <param name="area">Where they are; zero at first.</param>
    /// <param name="before">The bytes of control memory that the launch uses for other things.</param>
    /// <param name="binding">The launch's memory.</param>
    /// <param name="mirrors">Those of its regions whose tables kernels look at.</param>
    /// <exception cref="HmmOutOfMemoryException">The device has not that much.</exception>
    public LaunchTables(TableArea area, long before, LaunchBinding binding, IReadOnlyList<RegionMirror> mirrors)
    {
        _area = area;
        _windows = TableWindow.Of(binding, mirrors, out long bytes);
        _origin = area.Reserve(before, bytes);
    }

    /// <summary>The number of parts of tables that are there.</summary>
    public int WindowCount => _windows.Length;

    /// <summary>Where the entry of a region's page 0 would be: entries are found by page.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="page">A page in the part of the table that is meant.</param>
    /// <returns>The offset; negative where page 0 is far before the part, 0 where there is no such part.</returns>
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

    /// <summary>Brings the copies up to date.</summary>
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
                // Windows of one region follow one another.
                mirror = window.Mirror;
                isCopied = residency.TryTakeChanges(mirror, out changes);
            }

            if (isCopied)
            {
                UploadChanges(window, changes);
            }
            else
            {
                UploadPresent(window);
            }
        }
    }

    private void UploadPresent(TableWindow window)
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
