using System.Collections;
using HmmGen.Launching.Ahead;
using HmmGen.Paging.Eviction;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>What is to come: the parts of a launch that have not run yet, in order, and then what followed the last launch that was like it.</summary>
/// <param name="launch">The launch, as the device remembers it.</param>
/// <param name="following">What followed.</param>
/// <param name="isCrowded">Whether pages of the launch are missing, and the device cannot hold its pages and all that followed.</param>
/// <param name="capacity">The device's frames.</param>
internal sealed class LaunchFuture(RememberedLaunch launch, IReadOnlyList<RememberedLaunch> following, bool isCrowded, int capacity) : IEnumerable<IForeseenPart>
{
    private readonly List<ForeseenPages[]> _ran = [];
    private long _framesRan;

    /// <summary>
    /// Whether pages of the launch are missing, and the device cannot hold its pages and all that is expected to follow. As a whole, the launch would drive out
    /// pages that are used soon. In chunks, its own pages leave behind each chunk, which are used last.
    /// </summary>
    public bool IsCrowded => isCrowded;

    /// <summary>The parts of the launch that have not run yet, the next one on top.</summary>
    public Stack<LaunchPart> Rest { get; } = [];

    /// <summary>Which regions the host takes home after the launch.</summary>
    public HomeGoing HomeGoing => launch.HomeGoing;

    /// <summary>Notes where the pages are that the launch is going to write, before any of it has run.</summary>
    /// <param name="pages">The launch's pages.</param>
    public void Begin(LaunchPages pages)
    {
        launch.GoesHome = pages.AreCoveredHome() ?? launch.GoesHome;
        launch.HomeGoing.Look(pages);
    }

    /// <summary>Notes that a chunk of the launch has run.</summary>
    /// <param name="chunk">The chunk. Of resumable chunks not all pages are known, so they are not noted.</param>
    /// <param name="pages">The launch's pages.</param>
    public void NoteRun(LaunchChunk chunk, LaunchPages pages)
    {
        // What the device cannot keep anyway need not be known in order.
        if (chunk.Direct && _framesRan < capacity)
        {
            MirrorPlan[] plans = pages.PlanOf(chunk.Plan);
            _framesRan += MirrorPlan.Frames(plans);
            _ran.Add(pages.ForeseenAgain(plans, launch.GoesHome));
        }
    }

    /// <summary>Remembers in which order the launch has touched its pages, now that it has ended.</summary>
    /// <param name="pages">The launch's pages.</param>
    /// <param name="plan">The launch's plan.</param>
    public void End(LaunchPages pages, AccessPlan plan)
    {
        launch.Pages = pages.ForeseenAgain(pages.PlanOf(plan), launch.GoesHome);
        launch.NoteChunks(_ran);
    }

    /// <inheritdoc/>
    public IEnumerator<IForeseenPart> GetEnumerator() => Rest.Concat(following.SelectMany(static launch => launch.Parts)).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
