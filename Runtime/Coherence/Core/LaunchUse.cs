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

    /// <summary>A launch may write the region, and has more pages than the device holds. So most pages leave again before it ends; see <see cref="ShownPages"/>.</summary>
    Streams = 3,
}
