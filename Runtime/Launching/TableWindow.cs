using HmmGen.Base;
using HmmGen.Memory;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>A part of a region's page table that a launch may look at: a copy of it is in control memory.</summary>
/// <param name="Mirror">The region as the device sees it.</param>
/// <param name="Pages">The pages.</param>
/// <param name="Offset">Where the copy begins, from the start of all tables.</param>
internal readonly record struct TableWindow(RegionMirror Mirror, PageRun Pages, long Offset)
{
    /// <summary>Where the entry of the region's page 0 would be: entries are found by page.</summary>
    public long Origin => Offset - Pages.First * sizeof(int);

    /// <summary>The parts that a launch needs: the pages under its parameters, however large their regions are.</summary>
    /// <param name="binding">The launch's memory.</param>
    /// <param name="mirrors">Its regions.</param>
    /// <param name="bytes">The size of all.</param>
    /// <returns>The windows; a parameter's pages are all in one.</returns>
    public static TableWindow[] Of(LaunchBinding binding, IReadOnlyList<RegionMirror> mirrors, out long bytes)
    {
        List<TableWindow> windows = [];
        bytes = 0;
        foreach (RegionMirror mirror in mirrors)
        {
            List<PageRun> pages = [];
            foreach (LaunchBuffer buffer in binding.Buffers)
            {
                if (buffer.Region == mirror.Region)
                {
                    pages.Add(mirror.PagesUnder(buffer.FirstUnit, buffer.UnitCount));
                }
            }

            foreach (PageRun run in PageRuns.Create([.. pages]))
            {
                windows.Add(new TableWindow(mirror, run, bytes));
                bytes += run.Count * sizeof(int);
            }
        }

        return [.. windows];
    }
}
