using HmmGen.Base;
using HmmGen.Paging;
using HmmGen.Paging.Eviction;

namespace HmmGen.Launching.Ahead;

/// <summary>
/// What the chunks of a launch have written and nothing of the launch touches again. It goes home while the next chunk runs, if the host takes it home after
/// the launch in any case. Then the launch's end has few pages left in the host's view, and the host waits for few.
/// </summary>
/// <param name="going">Which regions the host takes home.</param>
/// <param name="rest">The parts of the launch that have not been cut into chunks yet.</param>
internal sealed class WrittenPages(HomeGoing going, IEnumerable<IForeseenPart> rest)
{
    private MirrorPlan[] _ran = [];
    private MirrorPlan[] _running = [];

    /// <summary>Notes that a chunk is going to run. The one before it has run.</summary>
    /// <param name="plans">Its pages, by region.</param>
    public void NoteRunning(MirrorPlan[] plans) => (_ran, _running) = (_running, plans);

    /// <summary>Whether the chunk before the running one has written pages of regions that go home.</summary>
    /// <returns>True when it has.</returns>
    public bool Any()
    {
        for (int number = 0; number < _ran.Length; number++)
        {
            if (going.Goes(number) && !_ran[number].Written.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sends home what the chunk before the running one has written and nothing touches again.</summary>
    /// <param name="next">The pages of the chunk behind the running one, by region.</param>
    /// <param name="residency">The launch's hold on its pages.</param>
    public void SendHome(MirrorPlan[] next, DeviceMemory.LaunchResidency residency)
    {
        for (int number = 0; number < _ran.Length; number++)
        {
            PageRuns written = going.Goes(number) ? _ran[number].Written : PageRuns.Empty;
            foreach (MirrorPlan[] plans in (ReadOnlySpan<MirrorPlan[]>)[_running, next])
            {
                written = written.IsEmpty || plans.Length == 0 ? written : written.Except(plans[number].Touched);
            }

            written = written.IsEmpty ? written : ExceptRest(_ran[number].Mirror, written);
            if (!written.IsEmpty)
            {
                residency.SendHome(_ran[number].Mirror, written);
            }
        }
    }

    /// <summary>A page that a later chunk touches stays as it is: that chunk may write it, and it would go home twice.</summary>
    private PageRuns ExceptRest(RegionMirror mirror, PageRuns pages)
    {
        foreach (IForeseenPart part in rest)
        {
            foreach (ForeseenPages foreseen in part.Pages)
            {
                pages = foreseen.Mirror == mirror ? pages.Except(foreseen.Pages).Except(foreseen.Overwritten) : pages;
            }
        }

        return pages;
    }
}
