namespace HmmGen.Tests.Transparent;

/// <summary>What an operation of <see cref="MemoryModel"/> does.</summary>
internal enum ModelOperationKind
{
    /// <summary>A launch that adds.</summary>
    Add,

    /// <summary>A launch that overwrites.</summary>
    Fill,

    /// <summary>A launch that copies from another array, or from a file mapped for reading.</summary>
    Copy,

    /// <summary>A launch on the host that adds.</summary>
    AddOnHost,

    /// <summary>A launch that adds to even elements, while another thread writes odd ones and reads, where it may.</summary>
    AddBesideWriter,

    /// <summary>The host writes, through its old pointer where it may.</summary>
    Write,

    /// <summary>The host reads, through its old pointer where it may.</summary>
    Read,

    /// <summary>The host changes single elements, far apart.</summary>
    Sprinkle,

    /// <summary>Elements are brought to a device, or to the host.</summary>
    Prefetch,

    /// <summary>Something is told of the elements that changes nothing.</summary>
    Advise,

    /// <summary>A device's pages are evicted.</summary>
    Evict,

    /// <summary>A device gives all of its memory back.</summary>
    Trim,

    /// <summary>A device is disposed of, or dropped, and another takes its place.</summary>
    ReplaceDevice,

    /// <summary>Elements become read-only, or writable again.</summary>
    Protect,

    /// <summary>Elements become zero.</summary>
    Discard,

    /// <summary>Elements are set by the array's own method.</summary>
    FillByArray,

    /// <summary>Elements are overwritten through a span that asks for no old values.</summary>
    Overwrite,

    /// <summary>Elements are copied out by the array's own methods.</summary>
    CopyOut,

    /// <summary>Elements are copied in by the array's own methods.</summary>
    CopyIn,

    /// <summary>Elements are pinned.</summary>
    Pin,

    /// <summary>The array's memory is pinned.</summary>
    PinMemory,

    /// <summary>The oldest pin is written through.</summary>
    WriteThroughPin,

    /// <summary>The oldest pin ends.</summary>
    Unpin,

    /// <summary>The operating system writes a file from a span.</summary>
    WriteFile,

    /// <summary>The operating system reads a file into a span.</summary>
    ReadFile,

    /// <summary>A file has what its map has.</summary>
    Flush,

    /// <summary>The array is disposed of under a span and under its pins, and another takes its place: of a file, over the same file.</summary>
    Replace,

    /// <summary>An array is dropped, and a span over it lives on while the other operations follow.</summary>
    Outlive,

    /// <summary>A collection.</summary>
    Collect,
}
