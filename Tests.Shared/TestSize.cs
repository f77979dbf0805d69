namespace HmmGen.Tests.Shared;

/// <summary>How much a run of the tests tries.</summary>
internal enum TestSize
{
    /// <summary>What the inner loop has time for: under a minute.</summary>
    Quick,

    /// <summary>Everything, with samples where all of it would take hours.</summary>
    Full,

    /// <summary>All of it.</summary>
    Long,
}
