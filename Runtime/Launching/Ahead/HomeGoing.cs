using HmmGen.Base;
using HmmGen.Paging;

namespace HmmGen.Launching.Ahead;

/// <summary>
/// Which regions of a launch the host takes home after it. What it took home the last time it mostly takes again, so the launch sends it home while it runs.
/// </summary>
/// <remarks>
/// The pages of the last chunk tell: a launch sends home what a chunk has written while the next one runs, and none runs after the last one. If they are on the
/// device and at home too, somebody has taken them home. Mostly it was the host. A wrong guess costs copies.
/// </remarks>
internal sealed class HomeGoing
{
    private (RegionMirror Mirror, PageRuns Written)[] _last = [];
    private bool[] _goes = [];

    /// <summary>Looks where the pages are that the last chunk wrote, before anything of the launch has run again.</summary>
    /// <param name="pages">The launch's pages.</param>
    public void Look(LaunchPages pages)
    {
        Array.Resize(ref _goes, _last.Length);
        for (int number = 0; number < _last.Length; number++)
        {
            // A region whose pages got another size has another mirror.
            (RegionMirror mirror, PageRuns written) = _last[number];
            bool? isHome = mirror == pages.Mirrors[number] ? pages.Residency.IsHome(mirror, written) : null;
            _goes[number] = isHome ?? _goes[number];
        }

        // Of a launch that ends in another way than with a planned chunk, nothing is known the next time.
        _last = [];
    }

    /// <summary>Notes what the last chunk of the launch writes.</summary>
    /// <param name="plans">Its pages, by region.</param>
    public void NoteLast(MirrorPlan[] plans) => _last = Array.ConvertAll(plans, static plan => (plan.Mirror, plan.Written));

    /// <summary>Whether the host takes a region home after the launch.</summary>
    /// <param name="number">The region's number in the launch.</param>
    /// <returns>True when it did so the last time.</returns>
    public bool Goes(int number) => number < _goes.Length && _goes[number];
}
