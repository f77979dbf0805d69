// Safety: a part lies in the slab's pages, which live as long as the slab, any part that has not ended, and any span over one; what the core keeps of a
// watched slab is freed when its last part has ended, and no two parts share a page.
using System.Runtime;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>
/// Zeroed pages for small arrays: one piece of the collected heap, watched as a whole where there is a fault service, so that an array needs no mapping of
/// its own. Each array has whole pages, which no other array ever gets: a span that is left of an ended array never reads what belongs to another.
/// </summary>
/// <remarks>
/// The collector knows of a span into the slab, not of which part it is over. So a part of a watched slab that users have had a span over is served until the
/// whole slab can be reached by nobody, or until it is disposed of.
/// </remarks>
internal sealed unsafe class HostSlab
{
    /// <summary>The size: 128 of the smallest arrays share the cost of three mappings, and the last span over one of them keeps no more than this.</summary>
    public const long Bytes = 512 << 10;

    /// <summary>A part that differs from those beside it divides the user's view: two mappings more.</summary>
    public const int Seams = 2;

    private const int Mappings = 3;
    private readonly Lock _gate = new();
    private readonly HeapPages _pages;
    private readonly FaultService? _service;
    private readonly SlabHostMemory?[] _shared = new SlabHostMemory?[Bytes / HeapPage.Size];
    private CoreRegion* _faults;

    /// <summary>Whoever reaches the pages by any span reaches the parts that are shared, and with them the devices that have pages of them.</summary>
    private DependentHandle _keeper;

    private long _taken;
    private int _parts;
    private int _seams;
    private bool _isClosed;
    private bool _isDetached;

    private HostSlab(HeapPages pages, FaultService? service, CoreRegion* faults)
    {
        _pages = pages;
        _service = service;
        _faults = faults;
        if (service is not null)
        {
            _keeper = new DependentHandle(pages.Owner, this);
        }

        CollectionPace.Add(Bytes);
    }

    /// <summary>Closes what nobody takes parts from any more.</summary>
    ~HostSlab() => Close();

    /// <summary>The pages.</summary>
    public HeapPages Pages => _pages;

    /// <summary>Who watches the slab; null when nobody does.</summary>
    public FaultService? Service => _service;

    /// <summary>Makes a slab.</summary>
    /// <param name="service">Who watches it; null for nobody.</param>
    /// <returns>The slab; null where the heap cannot have it, or cannot be mapped over.</returns>
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
        CoreRegion* faults;
        int error = CoreFunctions.Watching->MakeSlab(service.State, pages.Address, Bytes, &faults);
        GC.KeepAlive(pages.Owner);
        if (error != 0)
        {
            MappingBudget.Give(Mappings);
            return null;
        }

        return new HostSlab(pages, service, faults);
    }

    /// <summary>Takes the next pages.</summary>
    /// <param name="bytes">For how many bytes; not 0.</param>
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

            CoreRegion* part = _faults is null ? null : CoreFunctions.Watching->MakePart(_faults, offset, bytes);
            _taken = end;
            _parts++;
            return new SlabHostMemory(this, offset, bytes, part);
        }
    }

    /// <summary>Keeps a part served as long as anybody has a span into the slab.</summary>
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

    /// <summary>Ends what users see of a part, which reads zeros from now on.</summary>
    /// <param name="part">The part.</param>
    public void Detach(CoreRegion* part)
    {
        if (CoreFunctions.Watching->EndPart(_faults, part, 1) != 0)
        {
            MappingBudget.Add(Seams);
            Interlocked.Add(ref _seams, Seams);
        }
    }

    /// <summary>Ends a part of a slab that nobody can reach any more, and what finalizers may still see of all parts.</summary>
    /// <param name="part">The part.</param>
    public void DetachUnreachable(CoreRegion* part)
    {
        lock (_gate)
        {
            DetachAll();
        }

        _ = CoreFunctions.Watching->EndPart(_faults, part, 0);
    }

    /// <summary>Forgets a part that has ended.</summary>
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

    /// <summary>Ends the slab when its last part has ended. No more parts are taken.</summary>
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
        if (_faults is not null)
        {
            DetachAll();
            CoreFunctions.Watching->Release(_faults, 1);
            CoreFunctions.Watching->Free(_faults);
            _faults = null;
            MappingBudget.Give(Mappings + _seams);
            _keeper.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    private void DetachAll()
    {
        if (!_isDetached)
        {
            _isDetached = true;
            CoreFunctions.Watching->Detach(_faults);
        }
    }
}
