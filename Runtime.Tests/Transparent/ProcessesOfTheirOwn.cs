using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Tests that start processes and limit their time: they run alone, one after another, since they would starve each other and everything beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessesOfTheirOwn
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Processes of their own";
}
