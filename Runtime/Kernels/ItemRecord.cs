namespace HmmGen.Kernels;

/// <summary>The record that a work item leaves when it parks at a missing page or stops at an error.</summary>
internal struct ItemRecord
{
    /// <summary>A code of <see cref="ErrorCode"/>.</summary>
    public long Code;

    /// <summary>The element's number in the span parameter, or the number of an exception; unused by other codes.</summary>
    public long Element;

    /// <summary>The work item's slot.</summary>
    public int Slot;

    /// <summary>The access site: an index into <see cref="KernelDescriptor.Sites"/>.</summary>
    public int Site;

    /// <summary>The size of a record in bytes.</summary>
    public const int Size = 24;

    /// <summary>The bytes of the record count of a wave, which stands before the records.</summary>
    public const int CountBytes = 8;

    /// <summary>The records that are fetched together with their count. In the common case this saves a second copy.</summary>
    public const int FetchedFirst = 256;

    /// <summary>The bytes of the record count and of the records that are fetched with it.</summary>
    /// <param name="capacity">The number of records that there is room for.</param>
    /// <returns>The number of bytes.</returns>
    public static int HeadBytes(int capacity) => CountBytes + Math.Min(FetchedFirst, capacity) * Size;
}
