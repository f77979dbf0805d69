// Safety: pages are the mirror's; a range of bytes ends with the region.
namespace HmmGen.Coherence.Core;

/// <summary>Some bytes of a region.</summary>
/// <param name="Offset">The first byte.</param>
/// <param name="Bytes">How many.</param>
internal readonly unsafe record struct MirrorRange(long Offset, long Bytes)
{
    /// <summary>The byte after the last.</summary>
    public long End => Offset + Bytes;

    /// <summary>How many host pages the bytes are on; of a region that is not watched, counted from its first byte.</summary>
    public long HostPages => (Bytes + CoreRegion.PageSize - 1) / CoreRegion.PageSize;

    /// <summary>The bytes of some pages of a mirror.</summary>
    public static MirrorRange Of(CoreMirror* mirror, long page, long count)
    {
        long offset = page * mirror->PageBytes;
        return new MirrorRange(offset, Math.Min(mirror->Region->Bytes, offset + count * mirror->PageBytes) - offset);
    }

    /// <summary>How many bytes of the range are elements.</summary>
    public long Contents(CoreRegion* region) => Math.Min(Bytes, region->Length - Offset);

    /// <summary>How many pages are worked on under one lock.</summary>
    public static long Chunk(CoreMirror* mirror) => Math.Max(1, CoreRegion.BlockBytes / mirror->PageBytes);
}
