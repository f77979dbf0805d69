namespace HmmGen.Launching.Lanes;

/// <summary>How the work items of a launch on the host run.</summary>
internal enum LaneForm
{
    /// <summary>Side by side, as lanes of vectors.</summary>
    Lanes,

    /// <summary>One after another, by the user's method.</summary>
    Loop,
}
