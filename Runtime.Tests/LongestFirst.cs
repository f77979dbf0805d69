using HmmGen.Tests.Generated;
using HmmGen.Tests.Launching;
using HmmGen.Tests.Lifetimes;
using HmmGen.Tests.Transparent;
using Xunit;
using Xunit.v3;
using ITestCollection = Xunit.Sdk.ITestCollection;

[assembly: TestCollectionOrderer(typeof(HmmGen.Tests.LongestFirst))]

namespace HmmGen.Tests;

/// <summary>
/// Begins with the classes that take longest. The tests of a class run one after another, so a long class that begins last runs alone while the other
/// processors have nothing to do.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>The classes that take longer than ten seconds on two processors, the longest first.</summary>
    private static readonly string[] Long =
    [
        .. new[]
        {
            typeof(LifetimeTests), typeof(ModesTests), typeof(LifeCycleTests), typeof(StressTests), typeof(RefusalTests), typeof(InjectionTests),
            typeof(CorpusTests), typeof(CancellationTests),
        }.Select(type => type.FullName!),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection
        => [.. testCollections.OrderBy(collection => RankOf(collection.TestCollectionDisplayName))];

    private static int RankOf(string collection)
    {
        int rank = Array.FindIndex(Long, name => collection.Contains(name, StringComparison.Ordinal));
        return rank < 0 ? Long.Length : rank;
    }
}
