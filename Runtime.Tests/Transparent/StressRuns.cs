using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Tests that start the stress program, one at a time: they would starve each other and everything beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StressRuns
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Stress";
}
