namespace HmmGen.Paging.Eviction;

/// <summary>Frames that are wanted for pages that follow one another.</summary>
/// <param name="Count">The number of frames.</param>
/// <param name="Unit">The number of frames of a page.</param>
/// <param name="After">The frame behind those of the page before, if that page is there; else -1.</param>
/// <param name="Before">The first frame of the page behind the last one, if that page is there; else -1.</param>
/// <param name="MayLieApart">Whether frames that lie beside neither of them will do.</param>
internal readonly record struct StretchWish(int Count, int Unit, int After, int Before, bool MayLieApart)
{
    /// <summary>What it costs to lie beside neither of the pages before and behind.</summary>
    public long CostApart => (After >= 0 ? FrameStretches.BreakCost : 0) + (Before >= 0 ? FrameStretches.BreakCost : 0);

    /// <summary>What it costs to lie beside one of the two: nothing where the frames fill the gap between both.</summary>
    public long CostBesideOne => After >= 0 && After + Count == Before ? 0 : CostApart - FrameStretches.BreakCost;
}
