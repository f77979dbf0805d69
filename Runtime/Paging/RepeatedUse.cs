namespace HmmGen.Paging;

/// <summary>The pages that a launch uses each time that it runs again without any step, and how often it has run since eviction counted these uses.</summary>
/// <remarks>Used by the thread that holds the launch lock.</remarks>
/// <param name="regions">The pages.</param>
internal sealed class RepeatedUse(ResidentRegion[] regions)
{
    /// <summary>The pages.</summary>
    public IReadOnlyList<ResidentRegion> Regions => regions;

    /// <summary>How often the launch has run since its uses were counted.</summary>
    public int Times { get; set; }
}
