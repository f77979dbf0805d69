namespace HmmGen.Coherence.Core;

/// <summary>The argument of the system call poll for one descriptor.</summary>
internal struct PollRequest
{
    /// <summary>The descriptor.</summary>
    public int File;

    /// <summary>The events to wait for.</summary>
    public short Events;

    /// <summary>The events that have happened.</summary>
    public short Happened;
}
