using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>
/// Tests that count the garbage of launches on their own thread. With them run, one after another, those that listen to launches: while somebody listens, each
/// launch makes a report; and all that launch the same kernels, of which only the last launches are kept, and whose scouts are tried less
/// once one was of no use.
/// Other tests may run beside them.
/// </summary>
[CollectionDefinition(Name)]
public sealed class AllocationCounts
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Allocation counts";
}
