namespace HmmGen.Coherence.Core;

/// <summary>What a running launch does with a region.</summary>
internal enum LaunchUse
{
    /// <summary>No launch uses the region.</summary>
    None = 0,

    /// <summary>A launch reads the region.</summary>
    Reads = 1,

    /// <summary>A launch may write the region.</summary>
    Writes = 2,
}
