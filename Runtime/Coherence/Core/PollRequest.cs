namespace HmmGen.Coherence.Core;

/// <summary>What poll is asked about a descriptor.</summary>
internal struct PollRequest
{
    /// <summary>The descriptor.</summary>
    public int File;

    /// <summary>What is waited for.</summary>
    public short Events;

    /// <summary>What has happened.</summary>
    public short Happened;
}
