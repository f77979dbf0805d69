using System.Globalization;

namespace HmmGen.Tests.Shared;

/// <summary>Where random tests begin: at <c>HMMGEN_SEED</c>, or anywhere. CI takes the number from the commit, so that one commit has one verdict.</summary>
internal static class TestSeeds
{
    /// <summary>The first seed.</summary>
    public static int First { get; } = Environment.GetEnvironmentVariable("HMMGEN_SEED") is { Length: > 0 } asked
        ? int.Parse(asked, CultureInfo.InvariantCulture)
        : Random.Shared.Next(1_000_000_000);
}
