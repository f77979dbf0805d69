namespace HmmGen.Coherence.Core;

/// <summary>The argument of PAGEMAP_SCAN, as Linux declares it. Linux 6.7 and newer have the request.</summary>
internal struct PageMapRequest
{
    /// <summary>The number of the request.</summary>
    public const nuint Number = 0xC0606610;

    /// <summary>The category of pages that userfaultfd does not write-protect.</summary>
    public const ulong IsWritten = 1 << 1;

    /// <summary>The category of mapped pages.</summary>
    public const ulong IsPresent = 1 << 3;

    /// <summary>The category of huge pages.</summary>
    public const ulong IsHuge = 1 << 6;

    /// <summary>The size of this structure.</summary>
    public ulong Size;

    /// <summary>What else Linux does with the pages; 0 for nothing.</summary>
    public ulong Flags;

    /// <summary>The address of the first page.</summary>
    public ulong Start;

    /// <summary>The address behind the last page.</summary>
    public ulong End;

    /// <summary>The address at which Linux has stopped.</summary>
    public ulong Walked;

    /// <summary>The place for the runs found.</summary>
    public ulong Ranges;

    /// <summary>The number of runs for which there is room.</summary>
    public ulong RangesLength;

    /// <summary>The number of pages at which Linux stops; 0 for no limit.</summary>
    public ulong MostPages;

    /// <summary>The categories that count the other way round.</summary>
    public ulong Inverted;

    /// <summary>A page is found only if it has all of these categories.</summary>
    public ulong Mask;

    /// <summary>A page is found only if it has one of these categories; 0 for no condition.</summary>
    public ulong AnyOf;

    /// <summary>The categories that are told of the runs.</summary>
    public ulong Returned;
}
