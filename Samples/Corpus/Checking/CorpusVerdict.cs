namespace HmmGen.Corpus;

/// <summary>What came of one case on one device in one form.</summary>
/// <param name="Case">The case.</param>
/// <param name="Form">The form.</param>
/// <param name="MaximumError">The largest error of a fraction.</param>
/// <param name="Failure">What was wrong; null when nothing was.</param>
/// <param name="Statistics">What the device did.</param>
/// <param name="Elapsed">The time of the whole case on the device.</param>
public sealed record CorpusVerdict(
    CorpusCase Case, CorpusForm Form, double MaximumError, string? Failure, HmmStatistics Statistics, TimeSpan Elapsed)
{
    /// <summary>Whether the device's results are the host's.</summary>
    public bool Passed => Failure is null;
}
