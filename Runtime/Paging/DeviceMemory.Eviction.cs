using HmmGen.Base;
using HmmGen.Paging.Eviction;

namespace HmmGen.Paging;

/// <content>What eviction learns of the use of pages beside batches.</content>
internal sealed partial class DeviceMemory
{
    /// <summary>Who wants to know which pages launches use; null in normal use. Tests compare eviction with the best that was possible.</summary>
    internal IPageUseObserver? Observer { get; set; }

    /// <summary>Whether the regions on the device have more pages than fit. Where they all fit, nothing leaves, and nobody notes the use of pages.</summary>
    public bool IsContended => _mirroredFrames > _frames.Capacity || Observer is not null;

    private int Observed(IPageUseObserver observer, List<PageRequest> requests, MapCause cause)
    {
        bool[] wereResident = [.. requests.Select(static request => request.Mirror.IsResident(request.Page.Number))];
        int served = Map(requests, cause);
        observer.BeginStep();
        for (int i = 0; i < served; i++)
        {
            observer.NoteUse(requests[i].Page, wereResident[i]);
        }

        return served;
    }

    private void NoteTouched(IEnumerable<ForeseenPages> touched)
    {
        Observer?.BeginStep();
        using (Enter())
        {
            foreach ((RegionMirror mirror, PageRuns pages, _, _) in touched)
            {
                foreach (PageRun run in pages)
                {
                    for (long page = run.First; page < run.End; page++)
                    {
                        MirroredPage used = new(mirror, page);
                        bool isResident = mirror.IsResident(page);
                        Observer?.NoteUse(used, isResident);
                        _frames.Eviction.NoteUse(used, mirror.LinearFrame + (int)(page * mirror.Geometry.Frames), !isResident);
                    }
                }
            }
        }
    }

    private bool? IsHome(RegionMirror mirror, PageRuns pages)
    {
        using (Enter())
        {
            foreach (PageRun run in pages)
            {
                long page = mirror.NextPlaced(run.First);
                if (page < run.End)
                {
                    return (mirror.EntryOf(page) & PageEntry.Owned) == 0;
                }
            }
        }

        return null;
    }
}
