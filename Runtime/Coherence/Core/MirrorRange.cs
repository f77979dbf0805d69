// Safety: pages belong to the mirror. A range of bytes ends with the region at the latest.
namespace HmmGen.Coherence.Core;

/// <summary>A range of bytes of a region.</summary>
/// <param name="Offset">The offset of the first byte.</param>
/// <param name="Bytes">The number of bytes.</param>
internal readonly unsafe record struct MirrorRange(long Offset, long Bytes)
{
    /// <summary>The offset after the last byte.</summary>
    public long End => Offset + Bytes;

    /// <summary>The number of host pages that the bytes lie on. In an unwatched region host pages are counted from the region's first byte.</summary>
    public long HostPages => (Bytes + CoreRegion.PageSize - 1) / CoreRegion.PageSize;

    /// <summary>Returns the bytes of a run of pages of a mirror.</summary>
    public static MirrorRange Of(CoreMirror* mirror, long page, long count)
    {
        long offset = page * mirror->PageBytes;
        return new MirrorRange(offset, Math.Min(mirror->Region->Bytes, offset + count * mirror->PageBytes) - offset);
    }

    /// <summary>Returns how many bytes of the range hold elements.</summary>
    public long Contents(CoreRegion* region) => Math.Min(Bytes, region->Length - Offset);

    /// <summary>Returns the number of pages to work on under one lock.</summary>
    public static long Chunk(CoreMirror* mirror) => Math.Max(1, CoreRegion.BlockBytes / mirror->PageBytes);
}
