// Safety: the core's device lives until Dispose; a mirror that is closed is left alone.
using HmmGen.Base;
using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <content>Pages that leave the device, with their contents or without, and regions that it forgets.</content>
internal sealed partial class DeviceMemory
{
    /// <summary>Pages no further apart than this leave by one call of the core: looking at absent ones costs less than another call.</summary>
    private const long Gap = 512;

    /// <summary>Copies pages that are newer on the device to the host.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="pages">The pages.</param>
    /// <param name="drop">Whether they leave the device.</param>
    public void WriteBack(RegionMirror mirror, PageRun pages, bool drop) => Leave(mirror, pages, drop ? LeaveMode.Drop : LeaveMode.Keep);

    /// <summary>Takes pages from the device without copying them back.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="pages">The pages.</param>
    public void Discard(RegionMirror mirror, PageRun pages) => Leave(mirror, pages, LeaveMode.Discard);

    /// <summary>Takes pages from a device that is lost: touching what only it had is an error where memory is transparent.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="pages">The pages.</param>
    public void Lose(RegionMirror mirror, PageRun pages) => Leave(mirror, pages, LeaveMode.Lose);

    /// <summary>Makes the device forget a region.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="keepContents">Whether the host is brought up to date first.</param>
    public void Remove(RegionMirror mirror, bool keepContents)
    {
        using (Enter())
        {
            if (mirror.IsClosed)
            {
                // The device and the region have ended at the same time.
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
            // The device has failed, or the file beneath has ended; what only it had says so when it is touched.
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

            // The core has no page that has no frames here: it only takes pages by itself.
            try
            {
                foreach (PageRun run in mirror.PlacedRuns(pages, Gap))
                {
                    _mover.Leave(mirror, run.First, run.Count, mode);
                }
            }
            finally
            {
                TakeChanges();
            }
        }
    }
}
