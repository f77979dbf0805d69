using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>
/// Tests that change or time what all of this process shares. Nothing runs beside them. A test that starts a process of its own is none of these: others run
/// beside it.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeProcess
{
    /// <summary>The collection's name.</summary>
    public const string Name = "The whole process";
}
