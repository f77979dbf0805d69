using HmmGen.Base;
using HmmGen.Paging.Eviction;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>A part of a launch: some of its work items, and what they touch. It is planned when somebody asks.</summary>
/// <param name="launch">The launch.</param>
/// <param name="pages">Its pages.</param>
/// <param name="box">The work items.</param>
internal sealed class LaunchPart(Launch launch, LaunchPages pages, WorkBox box) : IForeseenPart
{
    private AccessPlan? _plan;
    private MirrorPlan[]? _mirrorPlans;
    private ForeseenPages[]? _foreseen;
    private (LaunchPart Before, LaunchPart After)? _halves;

    /// <summary>The work items.</summary>
    public WorkBox Box => box;

    /// <summary>The elements that they touch.</summary>
    public AccessPlan Plan => _plan ??= launch.PlanOf(box);

    /// <summary>The number of frames that their pages fill.</summary>
    public long Frames => MirrorPlan.Frames(_mirrorPlans ??= pages.PlanOf(Plan));

    /// <summary>The two halves of the part, which has two items or more.</summary>
    public (LaunchPart Before, LaunchPart After) Halves => _halves ??= Halve();

    /// <inheritdoc/>
    public IReadOnlyList<ForeseenPages> Pages
        => _foreseen ??= pages.Foreseen(Plan, _mirrorPlans ??= pages.PlanOf(Plan));

    /// <inheritdoc/>
    public bool TryDivide(out IForeseenPart first, out IForeseenPart second)
    {
        (first, second) = (this, this);
        if (box.Count <= LaunchChunks.SmallestDirect)
        {
            return false;
        }

        (first, second) = Halves;
        return true;
    }

    private (LaunchPart Before, LaunchPart After) Halve()
    {
        (WorkBox before, WorkBox after) = box.Halve();
        return (new LaunchPart(launch, pages, before), new LaunchPart(launch, pages, after));
    }
}
