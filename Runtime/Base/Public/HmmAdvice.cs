namespace HmmGen;

/// <summary>What a program knows about its use of memory. Advice never changes results, except <see cref="Discard"/>.</summary>
public enum HmmAdvice
{
    /// <summary>Nothing is known; takes earlier advice back.</summary>
    Normal,

    /// <summary>Mostly read: reading it on the host leaves the device's copies valid.</summary>
    ReadMostly,

    /// <summary>Best kept where the given device is: it is brought there when advised.</summary>
    PreferredLocation,

    /// <summary>The given device will use it: a copy is brought there when advised.</summary>
    AccessedBy,

    /// <summary>Used once from beginning to end: its pages are the first to be evicted.</summary>
    Streaming,

    /// <summary>Its contents are no longer needed: they become zero, and no page of it is copied back.</summary>
    Discard,
}
