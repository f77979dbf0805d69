using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Tests that count the threads of the process. They run alone: other tests make the pool grow too.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ThreadCounts
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Thread counts";
}
