namespace HmmGen.Tests.Lifetimes;

/// <summary>What a finalizer does with an array.</summary>
public enum FinalTouch
{
    /// <summary>Reads an element.</summary>
    Element,

    /// <summary>Writes through a span.</summary>
    Span,

    /// <summary>Reads through a span.</summary>
    ReadOnlySpan,

    /// <summary>Writes a span that was to be overwritten.</summary>
    Overwriting,

    /// <summary>Writes through a span of the array's memory.</summary>
    Memory,

    /// <summary>Keeps a pin, and writes through it later.</summary>
    Pin,

    /// <summary>Keeps a pin of the array's memory, and writes through it later.</summary>
    MemoryPin,

    /// <summary>Enumerates all elements.</summary>
    Enumerate,

    /// <summary>Copies all elements.</summary>
    ToArray,

    /// <summary>Fills all elements.</summary>
    Fill,

    /// <summary>Saves the elements in a file.</summary>
    Save,

    /// <summary>Launches a kernel on a device.</summary>
    Launch,

    /// <summary>Launches a kernel on the host.</summary>
    LaunchOnHost,

    /// <summary>Brings the elements to a device.</summary>
    Prefetch,

    /// <summary>Protects the elements.</summary>
    Protect,

    /// <summary>Disposes of the array.</summary>
    Dispose,

    /// <summary>Keeps the array, which other threads use from then on.</summary>
    Resurrect,

    /// <summary>Keeps the array, and disposes of it when another thread may be using it already.</summary>
    ResurrectAndDispose,
}
