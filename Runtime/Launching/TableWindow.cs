using HmmGen.Base;
using HmmGen.Memory;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>A part of a region's page table that a launch may read. Control memory has a copy of it.</summary>
/// <param name="Mirror">The region's mirror on the device.</param>
/// <param name="Pages">The pages.</param>
/// <param name="Offset">The offset of the copy in bytes, from the start of all tables.</param>
internal readonly record struct TableWindow(RegionMirror Mirror, PageRun Pages, long Offset)
{
    /// <summary>The offset that the entry of page 0 would have. From there, kernels find each entry by its page's number.</summary>
    public long Origin => Offset - Pages.First * sizeof(int);

    /// <summary>Makes the windows that a launch needs: the pages of its parameters, not of their whole regions.</summary>
    /// <param name="binding">The launch's memory.</param>
    /// <param name="mirrors">The mirrors of its regions.</param>
    /// <param name="bytes">The size of all windows in bytes.</param>
    /// <returns>The windows. All pages of a parameter are in one window.</returns>
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
