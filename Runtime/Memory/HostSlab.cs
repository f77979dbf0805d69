// Safety: a part lies in the slab's pages. They live as long as the slab, as any part that has not ended, and as any span over one. The core's data of a
// watched slab is freed when its last part has ended, and no two parts share a page.
using System.Runtime;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>
/// Zeroed pages for small arrays, from one stretch of the collected heap. A fault service, where there is one, watches the slab as a whole, so an array needs
/// no mapping of its own. Each array has whole pages, which no other array ever gets: a span left over an ended array never reads another array's contents.
/// </summary>
/// <remarks>
/// The collector knows of a span into the slab, but not over which part. So the service serves a part of a watched slab that users have had a span over until
/// the whole slab is unreachable or disposed of.
/// </remarks>
internal sealed unsafe class HostSlab
{
    /// <summary>The size in bytes: 128 of the smallest arrays share the cost of three mappings, and a last span over one of them keeps only this.</summary>
    public const long Bytes = 512 << 10;

    /// <summary>The extra mappings for a part whose protection differs from that of its neighbours: it divides the user's view.</summary>
    public const int Seams = 2;

    private const int Mappings = 3;
    private readonly Lock _gate = new();
    private readonly FaultService? _service;
    private readonly SlabHostMemory?[] _shared = new SlabHostMemory?[Bytes / HeapPage.Size];
    private volatile HeapPages? _pages;
    private CoreRegion* _core;

    /// <summary>Ties the shared parts, and through them the devices that have pages of them, to the pages: any span over the pages keeps them alive.</summary>
    private DependentHandle _keeper;

    private long _taken;
    private int _parts;
    private int _seams;
    private bool _isClosed;

    private HostSlab(HeapPages pages, FaultService? service, CoreRegion* core)
    {
        _pages = pages;
        Address = pages.Address;
        _service = service;
        _core = core;
        CollectionPace.Add(Bytes);
        if (service is not null)
        {
            _keeper = new DependentHandle(pages.Owner, this);
        }
    }

    /// <summary>Closes a slab that no allocator uses any more.</summary>
    ~HostSlab() => Close();

    /// <summary>The first byte. It stays there while any part has not ended.</summary>
    public byte* Address { get; }

    /// <summary>The first byte, as a reference that keeps the pages alive.</summary>
    public ref byte First
    {
        get
        {
            HeapPages? pages = _pages;
            return ref (pages ?? throw new ObjectDisposedException("HmmGen.HmmSpace")).First;
        }
    }

    /// <summary>The heap object that keeps the pages alive; null when the slab has ended.</summary>
    public object? Owner => _pages?.Owner;

    /// <summary>The service that watches the slab; null for none.</summary>
    public FaultService? Service => _service;

    /// <summary>Makes a slab.</summary>
    /// <param name="service">The service that watches it; null for none.</param>
    /// <returns>The slab; null where the heap does not have that much or cannot be mapped over.</returns>
    /// <exception cref="HmmOutOfMemoryException">The process has too many mappings.</exception>
    public static HostSlab? TryMake(FaultService? service)
    {
        if ((service is not null && !HeapMapping.IsPossible) || HeapPages.TryMake(Bytes) is not { } pages)
        {
            return null;
        }

        if (service is null)
        {
            pages.Clear();
            return new HostSlab(pages, null, null);
        }

        MappingBudget.Take(Mappings);
        CoreRegion* core;
        int error = CoreFunctions.Watching->MakeSlab(service.State, pages.Address, Bytes, &core);
        GC.KeepAlive(pages.Owner);
        if (error != 0)
        {
            MappingBudget.Give(Mappings);
            return null;
        }

        return new HostSlab(pages, service, core);
    }

    /// <summary>Takes the next pages.</summary>
    /// <param name="bytes">The number of bytes needed; not 0.</param>
    /// <returns>Memory of zeros; null when there is too little left.</returns>
    public SlabHostMemory? TryTake(long bytes)
    {
        lock (_gate)
        {
            long offset = _taken;
            long end = offset + ((bytes + HeapPage.Size - 1) & -(long)HeapPage.Size);
            if (end > Bytes)
            {
                return null;
            }

            CoreRegion* part = _core is null ? null : CoreFunctions.Watching->MakePart(_core, offset, bytes);
            _taken = end;
            _parts++;
            return new SlabHostMemory(this, offset, bytes, part);
        }
    }

    /// <summary>Keeps the service serving a part while any span into the slab is left.</summary>
    /// <param name="part">The part.</param>
    public void Keep(SlabHostMemory part)
    {
        lock (_gate)
        {
            if (!part.IsEnded)
            {
                _shared[part.Offset / HeapPage.Size] = part;
            }
        }
    }

    /// <summary>Ends the users' view of a part, which reads zeros from now on.</summary>
    /// <param name="part">The part.</param>
    /// <remarks>
    /// Its neighbours go on as they are, even where the part has been collected: a finalizer may have taken a span over a part that had none, and may make
    /// any part reachable again.
    /// </remarks>
    public void Detach(CoreRegion* part)
    {
        if (CoreFunctions.Watching->EndPart(_core, part) != 0)
        {
            MappingBudget.Add(Seams);
            Interlocked.Add(ref _seams, Seams);
        }
    }

    /// <summary>Makes the pages of an unwatched part zero.</summary>
    /// <param name="part">The part, which has not left.</param>
    public void Clear(SlabHostMemory part) => _pages!.Clear(part.Offset, (part.Bytes + HeapPage.Size - 1) & -(long)HeapPage.Size);

    /// <summary>Forgets an ended part.</summary>
    /// <param name="part">The part.</param>
    public void Leave(SlabHostMemory part)
    {
        lock (_gate)
        {
            _shared[part.Offset / HeapPage.Size] = null;
            _parts--;
            EndIfUnused();
        }
    }

    /// <summary>Ends the slab once its last part has ended. It gives out no more parts.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                EndIfUnused();
            }
        }
    }

    private void EndIfUnused()
    {
        if (!_isClosed || _parts > 0)
        {
            return;
        }

        CollectionPace.Remove(Bytes);
        if (_core is not null)
        {
            CoreFunctions.Watching->Detach(_core);
            CoreFunctions.Watching->Release(_core);
            CoreFunctions.Watching->Free(_core, 1);
            _core = null;
            MappingBudget.Give(Mappings + _seams);
            _keeper.Dispose();
        }

        // The pages end with the last span over them, before the parts' data.
        _pages = null;
        GC.SuppressFinalize(this);
    }
}
