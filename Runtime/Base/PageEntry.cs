namespace HmmGen.Base;

/// <summary>
/// An entry of a device page table. Bit 0 says that the page may be read, bit 1 that it may be written, bit 2 that the device owns it. The rest is the
/// number of the page's first frame in frame memory.
/// </summary>
internal static class PageEntry
{
    /// <summary>The page is not resident on the device.</summary>
    public const int Absent = 0;

    /// <summary>The page may be read.</summary>
    public const int Readable = 1;

    /// <summary>The page may be written; never without <see cref="Readable"/>.</summary>
    public const int Writable = 2;

    /// <summary>
    /// The device owns the page: it has the newest contents, and the host has not. Each writable page is owned. An owned page that is not writable may have
    /// readers on other devices.
    /// </summary>
    public const int Owned = 4;

    /// <summary>The number of bits by which the frame number is shifted left.</summary>
    public const int FrameShift = 3;

    /// <summary>The size of a frame in bytes, as a base-2 logarithm: 4 KiB.</summary>
    public const int FrameBits = 12;

    /// <summary>The size of a frame in bytes.</summary>
    public const int FrameSize = 1 << FrameBits;

    /// <summary>Makes an entry.</summary>
    /// <param name="frame">The page's first frame.</param>
    /// <param name="writable">Whether the page may be written.</param>
    /// <returns>The entry.</returns>
    public static int Of(int frame, bool writable) => (frame << FrameShift) | Readable | (writable ? Writable | Owned : 0);
}
