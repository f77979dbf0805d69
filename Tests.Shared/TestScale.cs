using Xunit;

namespace HmmGen.Tests.Shared;

/// <summary>How much this run of the tests tries, by its <see cref="RunSize"/>.</summary>
internal static class TestScale
{
    /// <summary>How often something is tried.</summary>
    /// <param name="quick">In a quick run.</param>
    /// <param name="full">In a full one.</param>
    /// <param name="long">In a long one.</param>
    /// <returns>The number for this run.</returns>
    public static int Iterations(int quick, int full, int @long) => RunSize.Chosen switch
    {
        TestSize.Quick => quick,
        TestSize.Full => full,
        _ => @long,
    };

    /// <summary>How often something is tried that a full run tries as often as a long one.</summary>
    /// <param name="quick">In a quick run.</param>
    /// <param name="full">In any other.</param>
    /// <returns>The number for this run.</returns>
    public static int Iterations(int quick, int full) => Iterations(quick, full, full);

    /// <summary>All of something, or every n-th in a quick run.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="all">All.</param>
    /// <param name="step">The n.</param>
    /// <returns>What this run tries.</returns>
    public static T[] Sample<T>(IReadOnlyList<T> all, int step) => [.. all.Where((_, number) => number % Iterations(step, 1) == 0)];

    /// <summary>What has its turn of things that take long: every n-th, and the seed says which is the first. Other runs try the others, and a long run tries all.</summary>
    /// <typeparam name="T">What they are.</typeparam>
    /// <param name="all">All of them.</param>
    /// <param name="quick">The n of a quick run.</param>
    /// <param name="full">The n of a full one.</param>
    /// <returns>What this run tries.</returns>
    public static T[] Turns<T>(IEnumerable<T> all, int quick, int full)
        => [.. all.Where((_, number) => (number + (uint)TestSeeds.First) % Iterations(quick, full, 1) == 0)];

    /// <summary>Skips the calling test in a quick run.</summary>
    /// <param name="reason">Why it is long of its kind.</param>
    public static void SkipQuick(string reason) => Assert.SkipWhen(RunSize.Chosen == TestSize.Quick, $"Not in a quick run: {reason}.");
}
