using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>Keeps the copies of page tables in control memory like the tables themselves: the pages that are there at first, then what has changed.</summary>
/// <param name="area">Where the copies are; zero at first.</param>
/// <param name="layout">Where exactly.</param>
internal sealed class TableUploads(TableArea area, ControlLayout layout) : IDisposable
{
    /// <summary>Entries no further apart than this are copied together: a copy costs more than some entries too many.</summary>
    private const long Gap = 512;

    /// <summary>With more copies than this of one table, more entries go together.</summary>
    private const int MostCopies = 64;

    private bool _complete;

    /// <summary>Brings the copies up to date.</summary>
    public void Synchronize()
    {
        if (_complete)
        {
            UploadChanges();
            return;
        }

        foreach (TableWindow window in layout.Windows)
        {
            window.Mirror.Device.TrackChanges(window.Mirror, track: true);
            UploadPresent(window);
        }

        _complete = true;
    }

    /// <summary>Ends the noting of changes.</summary>
    public void Dispose()
    {
        foreach (TableWindow window in layout.Windows)
        {
            window.Mirror.Device.TrackChanges(window.Mirror, track: false);
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

    private void UploadChanges()
    {
        RegionMirror? mirror = null;
        ReadOnlySpan<long> changes = [];
        foreach (TableWindow window in layout.Windows)
        {
            if (window.Mirror != mirror)
            {
                // Windows of one region follow one another.
                mirror = window.Mirror;
                changes = mirror.Device.TakeChanges(mirror);
            }

            UploadChanges(window, changes);
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
        => area.Upload(layout.TableOrigin(window) + page * sizeof(int), window.Mirror.Entries(page, (int)(end - page)));
}
