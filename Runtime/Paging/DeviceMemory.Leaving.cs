// Safety: the core's device lives until Dispose. Closed mirrors are not used.
using HmmGen.Base;
using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <content>Pages that leave the device, with or without a copy to the host, and regions that the device forgets.</content>
internal sealed partial class DeviceMemory
{
    /// <summary>The largest gap inside a run of pages that leave. Another run costs more than a look at absent pages.</summary>
    private const long Gap = 512;

    /// <summary>
    /// Pages that a launch could not send home. What the host had of them may be destroyed, so the device's contents count, also of those that came without
    /// contents: they were to leave after they had been overwritten.
    /// </summary>
    private readonly HashSet<MirroredPage> _refused = [];

    /// <summary>Writes back pages that are newer on the device.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="pages">The pages.</param>
    /// <param name="drop">Whether all of the pages leave the device.</param>
    public void WriteBack(RegionMirror mirror, PageRun pages, bool drop) => Leave(mirror, pages, drop ? LeaveMode.Drop : LeaveMode.Keep);

    /// <summary>Writes back pages, and takes them from the device, unless a launch there uses the region: its waves may be reading them.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="pages">The pages.</param>
    public unsafe void Return(RegionMirror mirror, PageRun pages)
    {
        using (Enter())
        {
            // A launch that begins just now brings its pages later, under this lock.
            if (!mirror.IsClosed && mirror.Core->Use == LaunchUse.None)
            {
                WriteBack(mirror, pages, drop: true);
            }
        }
    }

    /// <summary>Writes back pages of a launch that goes on, and keeps them. No wave writes them. Those that the host has touched meanwhile wait.</summary>
    private void SendHome(RegionMirror mirror, PageRuns pages)
    {
        using (Enter())
        {
            List<PageRun> runs = [.. pages];
            try
            {
                _mover.Leave(mirror, runs, LeaveMode.KeepUntouched);
            }
            catch
            {
                foreach (PageRun run in runs)
                {
                    for (long page = run.First; page < run.End; page++)
                    {
                        _refused.Add(new MirroredPage(mirror, page));
                    }
                }

                throw;
            }
            finally
            {
                TakeChanges();
            }
        }
    }

    /// <summary>Discards pages: they leave the device without a copy to the host.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="pages">The pages.</param>
    public void Discard(RegionMirror mirror, PageRun pages) => Leave(mirror, pages, LeaveMode.Discard);

    /// <summary>Takes pages from a device that is lost. In transparent memory, a touch of contents that only the device had is an error.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="pages">The pages.</param>
    public void Lose(RegionMirror mirror, PageRun pages) => Leave(mirror, pages, LeaveMode.Lose);

    /// <summary>Makes the device forget a region.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="keepContents">Whether newer pages are written back first.</param>
    public void Remove(RegionMirror mirror, bool keepContents)
    {
        using (Enter())
        {
            if (mirror.IsClosed)
            {
                // Another thread has removed the region: the device and the region ended at the same time.
                return;
            }

            PageRun all = new(0, mirror.PageCount);
            if (!keepContents)
            {
                Discard(mirror, all);
            }
            else if (!TryWriteBack(mirror, all))
            {
                Lose(mirror, all);
            }

            Dissolve(mirror);
            _mirrors.Remove(mirror);
            _mirroredFrames -= mirror.PageCount * mirror.Geometry.Frames;
            _numbered.Remove(mirror.Number);
            mirror.Region.Remove(mirror);
            mirror.Close();
        }
    }

    private bool TryWriteBack(RegionMirror mirror, PageRun pages)
    {
        try
        {
            WriteBack(mirror, pages, drop: true);
            return true;
        }
        catch (Exception error) when (error is HmmDeviceException or IOException)
        {
            // The device has failed, or the file under the region was cut. Touching the lost contents is an error.
            return false;
        }
    }

    private void Leave(RegionMirror mirror, PageRun pages, LeaveMode mode)
    {
        using (Enter())
        {
            if (mirror.IsClosed)
            {
                return;
            }

            // Only pages with frames can be on the device: the core takes pages by itself, but brings none.
            bool copies = mode is LeaveMode.Keep or LeaveMode.Drop;
            using CopyHelpers.Help help = _helpers.Begin(copies ? Math.Min(pages.Count, mirror.OwnedPages) * mirror.Geometry.Frames : 0);
            try
            {
                _mover.Leave(mirror, mirror.PlacedRuns(pages, Gap), mode);
            }
            finally
            {
                TakeChanges();
            }
        }
    }
}
