// Safety: the pages are pinned and live as long as this object, and as any span over them.
namespace HmmGen.Memory;

/// <summary>Zeroed memory on the collected heap that no service watches. Unwritten pages take no memory where the system can do that.</summary>
internal sealed unsafe class HeapHostMemory : OwnedHostMemory
{
    private volatile HeapPages? _pages;

    /// <summary>Makes the memory from pages.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="bytes">The number of bytes in use.</param>
    public HeapHostMemory(HeapPages pages, long bytes)
    {
        _pages = pages;
        Address = pages.Address;
        Bytes = bytes;
        pages.Clear();
        CollectionPace.Add(Bytes);
    }

    /// <inheritdoc/>
    public override byte* Address { get; }

    /// <inheritdoc/>
    public override ref byte First
    {
        get
        {
            HeapPages? pages = _pages;
            return ref (pages ?? throw new ObjectDisposedException("HmmGen.HmmSpace")).First;
        }
    }

    /// <inheritdoc/>
    public override object? Owner => _pages?.Owner;

    /// <inheritdoc/>
    public override long Bytes { get; }

    /// <inheritdoc/>
    public override bool IsOnHeap => true;

    /// <inheritdoc/>
    protected override void Release()
    {
        CollectionPace.Remove(Bytes);
        if (!IsCollected)
        {
            _pages!.Clear();

            // Every call about the memory holds the region's lock, as this one does.
            Free();
            GC.SuppressFinalize(this);
        }

        // The array ends with the last span over it, before the core's data.
        _pages = null;
    }

    /// <inheritdoc/>
    protected override void Free() => Forget();
}
