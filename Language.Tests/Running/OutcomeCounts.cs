namespace HmmGen.Language.Tests.Running;

/// <summary>Counts outcomes.</summary>
internal static class OutcomeCounts
{
    /// <summary>How many there are of each kind.</summary>
    /// <param name="outcomes">The outcomes.</param>
    /// <returns>The counts in words.</returns>
    public static string Of(IEnumerable<Outcome> outcomes)
        => string.Join(
            ", ",
            outcomes.CountBy(outcome => outcome.Kind).OrderBy(count => count.Key).Select(count => $"{count.Value} {count.Key}"));
}
