using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Tests that start processes and limit their time: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessesOfTheirOwn
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Processes of their own";
}
