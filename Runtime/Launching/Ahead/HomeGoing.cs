using HmmGen.Base;

namespace HmmGen.Launching.Ahead;

/// <summary>
/// Which regions of a launch the host takes home after it. What it took home the last time it mostly takes again, so the launch sends it home while it runs.
/// </summary>
/// <remarks>
/// The pages of the last chunk tell: a launch sends home what a chunk has written while the next one runs, and none runs after the last one. So somebody else
/// has taken these pages home, if they are there.
/// </remarks>
internal sealed class HomeGoing
{
    private PageRuns[] _last = [];
    private bool[] _goes = [];

    /// <summary>Looks where the pages are that the last chunk wrote, before anything of the launch has run again.</summary>
    /// <param name="pages">The launch's pages.</param>
    public void Look(LaunchPages pages)
    {
        Array.Resize(ref _goes, _last.Length);
        for (int number = 0; number < _last.Length; number++)
        {
            _goes[number] = pages.Residency.IsHome(pages.Mirrors[number], _last[number]) ?? _goes[number];
        }
    }

    /// <summary>Notes what the last chunk of the launch writes.</summary>
    /// <param name="plans">Its pages, by region.</param>
    public void NoteLast(MirrorPlan[] plans) => _last = Array.ConvertAll(plans, static plan => plan.Written);

    /// <summary>Whether the host takes a region home after the launch.</summary>
    /// <param name="number">The region's number in the launch.</param>
    /// <returns>True when it did so the last time.</returns>
    public bool Goes(int number) => number < _goes.Length && _goes[number];
}
