// Safety: Host.Address spans Length units of UnitSize bytes until Dispose, which waits for the region's lock.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>
/// A stretch of process memory that devices mirror: the unit of locking, and the directory of which devices hold which
/// of its pages. The directory is the mirrors' own page tables: a page that one of them maps writable is owned by that
/// device and by nobody else, a page that some map readable is shared by them and the host.
/// </summary>
/// <remarks>
/// Launches and host touches hold <see cref="Lock"/>: exclusively when they may write, shared when they only read, in
/// the order of <see cref="Order"/> when there are several. Pages of a region may be evicted without the lock, by
/// a launch that needs their frames: that only moves contents to the host, under the device's own lock.
/// Ranges of it are counted in units (<see cref="RegionUnit"/>), which arrays of several element types over it share.
/// </remarks>
internal sealed unsafe partial class MemoryRegion : IDisposable
{
    private readonly HostMemory _host;
    private readonly FileLoader? _loader;
    private readonly Lock _directory = new();
    private readonly List<(long First, long Count)> _pins = [];
    private IMirror[] _mirrors = [];

    /// <summary>Makes a region over host memory, which it owns from now on.</summary>
    /// <param name="host">The memory.</param>
    /// <param name="length">The number of elements; not 0.</param>
    /// <param name="elementSize">The size of an element in bytes.</param>
    /// <param name="untouched">Whether the memory is zero and nobody has written it.</param>
    /// <param name="limit">What may be done with it at most.</param>
    /// <param name="loader">What reads a private map's file where faults do not; null for none.</param>
    public MemoryRegion(HostMemory host, long length, int elementSize, bool untouched, HmmProtection limit, FileLoader? loader = null)
    {
        _host = host;
        _loader = loader;
        host.Region = this;
        Lock = new SharedLock(this);
        UnitSize = RegionUnit.SizeFor(elementSize);
        Length = length << RegionUnit.ShiftFor(elementSize);
        Limit = limit;
        IsTransparent = host.IsWatched;

        // Of watched memory the kernel knows which pages exist.
        Written = untouched && !IsTransparent ? new WrittenPages(Length, UnitSize) : null;
    }

    /// <summary>Whether the host may touch the region at any time; else it does so through explicit scopes.</summary>
    public bool IsTransparent { get; }

    /// <summary>The region as the core knows it.</summary>
    public CoreRegion* Core => _host.Core;

    /// <summary>The number of units.</summary>
    public long Length { get; }

    /// <summary>The size of a unit in bytes.</summary>
    public int UnitSize { get; }

    /// <summary>The first byte; whoever uses it keeps the region alive meanwhile.</summary>
    public byte* Address => _host.Address;

    /// <summary>What keeps the memory alive, also after the region's end; null where the collector does not know of it.</summary>
    public object? Owner => _host.Owner;

    /// <summary>The order in which the locks of several regions are taken.</summary>
    public nuint Order => (nuint)_host.Address;

    /// <summary>Who uses the region.</summary>
    public SharedLock Lock { get; }

    /// <summary>What may be done with the region at most: a file mapped for reading is read-only.</summary>
    public HmmProtection Limit { get; }

    /// <summary>The pages that somebody may have written; null when nothing is known.</summary>
    public WrittenPages? Written { get; }

    /// <summary>Whether its pages are used once and so are the first to evict.</summary>
    public bool IsStreaming { get; set; }

    /// <summary>Whether the region is gone.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>The devices that know the region.</summary>
    public ReadOnlySpan<IMirror> Mirrors => _mirrors;

    /// <summary>Whether two devices or more know the region.</summary>
    public bool IsMirroredTwice => _mirrors.Length > 1;

    /// <summary>An element as a reference: where the memory lies on the collected heap it keeps itself alive, else the caller keeps the region.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="element">How many such elements lie before it.</param>
    /// <returns>The reference.</returns>
    public ref T At<T>(long element) where T : unmanaged => ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref _host.First, (nint)(element * Unsafe.SizeOf<T>())));

    /// <summary>Notes that a user has a span, a reference or a pointer into the memory from now on.</summary>
    public void Share() => _host.Share();

    /// <summary>Refuses a region that is gone.</summary>
    /// <param name="owner">The object that users know.</param>
    public void ThrowIfDisposed(object owner) => ObjectDisposedException.ThrowIf(IsDisposed, owner);

    /// <summary>Enters a device into the directory.</summary>
    /// <param name="mirror">The device's mirror.</param>
    public void Add(IMirror mirror)
    {
        lock (_directory)
        {
            _mirrors = [.. _mirrors, mirror];
        }
    }

    /// <summary>Takes a device out of the directory.</summary>
    /// <param name="mirror">The device's mirror.</param>
    public void Remove(IMirror mirror)
    {
        lock (_directory)
        {
            _mirrors = [.. _mirrors.Where(other => other != mirror)];
        }
    }

    /// <summary>Brings the host up to date. The caller has the lock, exclusively when dropping.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="drop">Whether devices lose their copies, so that the host may write.</param>
    public void ToHost(long first, long count, bool drop)
    {
        foreach (IMirror mirror in _mirrors)
        {
            mirror.CopyToHost(first, count, drop);
        }
    }

    /// <summary>
    /// Makes every device forget some units without copying them back; only the pages at the edges that hold others
    /// too come back. The caller has the lock exclusively.
    /// </summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    public void Forget(long first, long count)
    {
        foreach (IMirror mirror in _mirrors)
        {
            mirror.Invalidate(first, count);
        }
    }

    /// <summary>Makes way for a device that is about to map pages: brings the host up to date, and takes the pages from other devices when they will be written.</summary>
    /// <param name="mirror">The device's mirror; its own pages stay.</param>
    /// <param name="first">The first unit of its pages.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="writable">Whether they will be written.</param>
    /// <param name="contents">Whether their contents are needed.</param>
    public void Claim(IMirror mirror, long first, long count, bool writable, bool contents)
    {
        foreach (IMirror other in _mirrors)
        {
            if (other == mirror)
            {
                continue;
            }

            if (contents)
            {
                other.CopyToHost(first, count, drop: writable);
            }
            else
            {
                other.Invalidate(first, count);
            }
        }
    }

    /// <summary>Keeps some units off devices between launches.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    public void Pin(long first, long count)
    {
        lock (_directory)
        {
            _pins.Add((first, count));
        }

        // Whoever has the pointer may write at any time.
        Written?.Add(first, count);
        Share();
        if (IsTransparent && count > 0)
        {
            int error = CoreFunctions.Watching->Pin(Core, first * UnitSize, count * UnitSize);
            GC.KeepAlive(this);
            if (error != 0)
            {
                Unpin(first, count);
                ThrowIf(error);
            }
        }
    }

    /// <summary>Ends a <see cref="Pin"/>.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    public void Unpin(long first, long count)
    {
        lock (_directory)
        {
            _pins.Remove((first, count));
            if (IsTransparent && count > 0 && !IsDisposed)
            {
                PinnedRanges.Unpin(this, _pins, first, count);
            }
        }
    }

    /// <summary>Brings pinned units back from devices, as at the end of every launch.</summary>
    public void ReturnPinned()
    {
        if (IsTransparent)
        {
            // The core has seen to it at the launch's end.
            return;
        }

        (long First, long Count)[] pins;
        lock (_directory)
        {
            if (_pins.Count == 0)
            {
                return;
            }

            pins = [.. _pins];
        }

        foreach ((long first, long count) in pins)
        {
            ToHost(first, count, drop: true);
        }
    }

    /// <summary>Whether a unit is pinned.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <returns>True when one of them is.</returns>
    public bool IsPinned(long first, long count)
    {
        lock (_directory)
        {
            return _pins.Exists(pin => pin.First < first + count && first < pin.First + pin.Count);
        }
    }

    /// <summary>Counts the huge pages that the core's view of some units has.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="owner">The object that users know.</param>
    /// <returns>The number; null where the system cannot tell.</returns>
    public long? CountHugePages(long first, long count, object owner)
    {
        using SharedLock.Holder scope = Lock.Enter(shared: true);
        ThrowIfDisposed(owner);
        return HugePageCount.Of(Core->Alias + first * UnitSize, count * UnitSize);
    }

    /// <summary>Takes the region from all devices.</summary>
    /// <param name="keepContents">Whether the host is brought up to date first.</param>
    public void RemoveMirrors(bool keepContents)
    {
        foreach (IMirror mirror in _mirrors)
        {
            mirror.Remove(keepContents);
        }
    }

    /// <summary>Writes a file's changes through. The caller has the lock and has brought the host up to date.</summary>
    public void Flush() => _host.Flush();

    /// <summary>Frees the region. The caller has the lock exclusively.</summary>
    public void Dispose()
    {
        if (IsDisposed)
        {
            return;
        }

        try
        {
            if (_host.IsWrittenToFile)
            {
                ToHost(0, Length, drop: true);
                _host.Flush();
            }
        }
        finally
        {
            End();
        }
    }

    /// <summary>Ends the region, whatever it holds: at the end of <see cref="Dispose"/>, and when nobody can reach it any more.</summary>
    public void End()
    {
        IsDisposed = true;
        _host.Detach();
        RemoveMirrors(keepContents: false);
        ReturnMappings();
        _host.Dispose();
        _loader?.Dispose();
    }
}
