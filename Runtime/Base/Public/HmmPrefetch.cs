namespace HmmGen;

/// <summary>The uses for which elements are prefetched.</summary>
public enum HmmPrefetch
{
    /// <summary>
    /// The device will read the elements. Other devices and the host keep their copies. A later write takes a fault on each page to make it writable.
    /// </summary>
    ForReading,

    /// <summary>
    /// The device will write the elements, and perhaps read them. The device gets the pages writable and all others lose their copies. A launch that writes
    /// them takes no fault. For the host and a file mapped for reading: others have written the file, and devices lose their copies.
    /// </summary>
    ForWriting,
}
