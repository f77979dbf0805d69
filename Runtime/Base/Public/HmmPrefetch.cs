namespace HmmGen;

/// <summary>What elements are prefetched for.</summary>
public enum HmmPrefetch
{
    /// <summary>They will be read. Others keep their copies; a write makes each page writable when it comes, by a fault.</summary>
    ForReading,

    /// <summary>
    /// They will be written, and perhaps read. The device gets them writable and others lose their copies, so that a launch that writes them takes no fault.
    /// </summary>
    ForWriting,
}
