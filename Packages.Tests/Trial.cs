using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Packages.Tests;

/// <summary>Tries a kind of project with the packages of this run.</summary>
internal static class Trial
{
    /// <summary>Tries a kind, or skips the calling test where there are no packages, or in a run that is too small for it.</summary>
    /// <param name="name">The kind's name.</param>
    /// <returns>The task.</returns>
    public static async Task Of(string name)
    {
        Feed feed = Feed.OrSkip();
        Kind kind = Kind.Read(name);
        Assert.SkipWhen(RunSize.Chosen < kind.Size, $"{kind.Title}: not in a {RunSize.Chosen} run, since it builds a project.");
        Assert.SkipUnless(RunSize.IsLong || !kind.TakesTurns || HasTurn(name), $"{kind.Title}: another run's turn, by its seed {TestSeeds.First}; a long run tries all.");
        using Workplace place = new(feed);
        await place.Do(kind, TestContext.Current.CancellationToken);
    }

    private static bool HasTurn(string name)
        => TestScale.Turns(Kind.Names().Where(static other => Kind.Read(other).TakesTurns), quick: 2, full: 2).Contains(name);
}
