namespace HmmGen.Launching.Lanes;

/// <summary>What a launch on the host tries.</summary>
/// <param name="Form">The form of a part of its items.</param>
/// <param name="First">The part's first slot.</param>
/// <param name="Items">The number of its items.</param>
/// <param name="Number">The number of the attempt, of all that the trials of equal launches make.</param>
internal readonly record struct LaneAttempt(LaneForm Form, long First, long Items, long Number)
{
    /// <summary>One past the part's last slot.</summary>
    public long End => First + Items;
}
