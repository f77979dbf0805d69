using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Tests that count the garbage of launches. They run alone: while another test listens to launches, each launch makes a report.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AllocationCounts
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Allocation counts";
}
