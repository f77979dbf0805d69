namespace HmmGen.Launching.Lanes;

/// <summary>What a launch on the host tries.</summary>
/// <param name="Form">The form of its first items.</param>
/// <param name="Items">The number of these.</param>
/// <param name="Number">The number of the attempt, of all that the trials of equal launches make.</param>
internal readonly record struct LaneAttempt(LaneForm Form, long Items, long Number);
