// Safety: Host.Address spans Length units of UnitSize bytes until Dispose, which waits for the region's lock.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>
/// A stretch of process memory that devices mirror. It is the unit of locking, and the directory of the devices that hold
/// its pages. The directory consists of the mirrors' own page tables: a page that one of them maps writable is owned by that
/// device alone; a page that some map readable is shared by them and the host.
/// </summary>
/// <remarks>
/// Launches and host touches hold <see cref="Lock"/>: exclusively when they may write, shared when they only read. With
/// several regions they take the locks in the order of <see cref="Order"/>. A launch that needs frames may evict pages of a
/// region without the region's lock: that only moves contents to the host, under the device's own lock.
/// Ranges are in units (<see cref="RegionUnit"/>), which arrays of several element types over the region share.
/// </remarks>
internal sealed unsafe partial class MemoryRegion : IDisposable
{
    private static long _lastNumber;

    private readonly HostMemory _host;
    private readonly FileLoader? _loader;
    private readonly Lock _directory = new();
    private (long First, long Count)[] _pins = [];
    private IMirror[] _mirrors = [];

    /// <summary>Volatile: threads without the lock read it after they have taken what keeps the memory alive.</summary>
    private volatile bool _isDisposed;

    /// <summary>Makes a region over host memory, which it owns from now on.</summary>
    /// <param name="host">The memory.</param>
    /// <param name="length">The number of elements; not 0.</param>
    /// <param name="elementSize">The size of an element in bytes.</param>
    /// <param name="unwritten">Whether the memory is unwritten, and so zero.</param>
    /// <param name="limit">The most that its protection may allow.</param>
    /// <param name="loader">The reader of a private map's file where faults do not read it; null for none.</param>
    public MemoryRegion(HostMemory host, long length, int elementSize, bool unwritten, HmmProtection limit, FileLoader? loader = null)
    {
        _host = host;
        _loader = loader;
        Lock = new SharedLock(this);
        UnitSize = RegionUnit.SizeFor(elementSize);
        Length = length << RegionUnit.ShiftFor(elementSize);
        Limit = limit;
        IsTransparent = host.IsWatched;

        // Of watched memory Linux knows which pages are unwritten.
        Written = unwritten && !IsTransparent ? new WrittenPages(Length, UnitSize) : null;

        // Last: a finalizer of the memory takes the lock of its region.
        host.Region = this;
    }

    /// <summary>Whether the host may touch the region at any time; otherwise it needs explicit scopes.</summary>
    public bool IsTransparent { get; }

    /// <summary>The region's number. No other region of the process ever has it, so it names the region without keeping it alive.</summary>
    public long Number { get; } = Interlocked.Increment(ref _lastNumber);

    /// <summary>The core's data of the region.</summary>
    public CoreRegion* Core => _host.Core;

    /// <summary>The number of units.</summary>
    public long Length { get; }

    /// <summary>Notes a type of elements that the region has from now on, besides those that it had before.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="isFirst">Whether it is the first one.</param>
    public void NoteElements<T>(bool isFirst) where T : unmanaged
    {
        // Kernels and the host store numbers of these sizes at once. Of other types they may store parts.
        int atom = (typeof(T).IsPrimitive || typeof(T).IsEnum) ? Unsafe.SizeOf<T>() : 0;
        if (IsTransparent)
        {
            Core->Atom = isFirst || atom == Core->Atom ? atom : 0;
            GC.KeepAlive(this);
        }
    }

    /// <summary>Notes that memory of the caller has numbers of a size, which the host stores at once.</summary>
    /// <param name="bytes">The size.</param>
    public void NoteNumbers(int bytes)
    {
        Core->Atom = bytes;
        GC.KeepAlive(this);
    }

    /// <summary>The size of a unit in bytes.</summary>
    public int UnitSize { get; }

    /// <summary>The first byte; the caller keeps the region alive while it uses it.</summary>
    public byte* Address => _host.Address;

    /// <summary>The heap object that keeps the memory alive, also after the region's end; null for memory outside the heap.</summary>
    public object? Owner => _host.Owner;

    /// <summary>The order in which a thread takes the locks of several regions.</summary>
    public nuint Order => (nuint)_host.Address;

    /// <summary>The lock of all launches and host touches.</summary>
    public SharedLock Lock { get; }

    /// <summary>The most that the region's protection may allow: a file mapped for reading is read-only.</summary>
    public HmmProtection Limit { get; }

    /// <summary>The pages that may have been written; null when the region keeps no such set.</summary>
    public WrittenPages? Written { get; }

    /// <summary>Whether the region's pages are used once and so are evicted first.</summary>
    public bool IsStreaming { get; set; }

    /// <summary>Whether the region is disposed of.</summary>
    public bool IsDisposed => _isDisposed;

    /// <summary>The mirrors of the devices that know the region.</summary>
    public ReadOnlySpan<IMirror> Mirrors => _mirrors;

    /// <summary>Whether two devices or more know the region.</summary>
    public bool IsMirroredTwice => _mirrors.Length > 1;

    /// <summary>An element as a reference. On the collected heap the reference keeps the memory alive; elsewhere the caller keeps the region alive.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="element">The number of such elements before it.</param>
    /// <returns>The reference.</returns>
    public ref T At<T>(long element) where T : unmanaged => ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref _host.First, (nint)(element * Unsafe.SizeOf<T>())));

    /// <summary>Whether a byte of the region is one of another region, too.</summary>
    /// <param name="other">The other region.</param>
    /// <returns>True when it is.</returns>
    public bool Overlaps(MemoryRegion other) => Address < other.Address + other.Length * other.UnitSize && other.Address < Address + Length * UnitSize;

    /// <summary>
    /// Notes that a user may have a span, a reference or a pointer into the memory from now on. The caller then looks whether the region has ended: memory
    /// outside the heap that ends later stays mapped, and memory that has ended may go when nothing refers to the region.
    /// </summary>
    public void Share() => _host.Share();

    /// <summary>Throws when the region is disposed of.</summary>
    /// <param name="owner">The object that users know.</param>
    public void ThrowIfDisposed(object owner) => ObjectDisposedException.ThrowIf(IsDisposed, owner);

    /// <summary>Adds a device to the directory.</summary>
    /// <param name="mirror">The device's mirror.</param>
    public void Add(IMirror mirror)
    {
        lock (_directory)
        {
            _mirrors = [.. _mirrors, mirror];
        }
    }

    /// <summary>Removes a device from the directory.</summary>
    /// <param name="mirror">The device's mirror.</param>
    public void Remove(IMirror mirror)
    {
        lock (_directory)
        {
            _mirrors = [.. _mirrors.Where(other => other != mirror)];
        }
    }

    /// <summary>Copies what is newer on devices to the host. The caller holds the lock, exclusively when dropping.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="drop">Whether devices also lose their copies, so that the host may write.</param>
    public void ToHost(long first, long count, bool drop)
    {
        foreach (IMirror mirror in _mirrors)
        {
            mirror.CopyToHost(first, count, drop);
        }
    }

    /// <summary>
    /// Invalidates some units on every device. Only pages at the edges that hold other units too are copied to the host. The caller holds
    /// the lock exclusively.
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

    /// <summary>
    /// Claims pages for a device that is about to map them: copies what is newer on other devices to the host, and takes the pages from them when
    /// this device will write.
    /// </summary>
    /// <param name="mirror">The device's mirror; its own pages stay.</param>
    /// <param name="first">The first unit of the pages.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="writable">Whether the device will write them.</param>
    /// <param name="contents">Whether the device needs their contents.</param>
    /// <param name="direct">Whether peers keep their pages, since the core takes the contents from them when the pages come.</param>
    public void Claim(IMirror mirror, long first, long count, bool writable, bool contents, bool direct)
    {
        foreach (IMirror other in _mirrors)
        {
            if (other == mirror || (direct && contents && mirror.IsPeerOf(other)))
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

    /// <summary>Pins some units: keeps them off devices between launches. The caller has called <see cref="Share"/>.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    public void Pin(long first, long count)
    {
        lock (_directory)
        {
            _pins = [.. _pins, (first, count)];
        }

        // The owner of the pointer may write at any time.
        Written?.Add(first, count);
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

    /// <summary>Ends a pin that <see cref="Pin"/> has made.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    public void Unpin(long first, long count)
    {
        lock (_directory)
        {
            int at = Array.IndexOf(_pins, (first, count));
            if (at >= 0)
            {
                _pins = [.. _pins[..at], .. _pins[(at + 1)..]];
            }

            if (IsTransparent && count > 0 && !IsDisposed)
            {
                PinnedRanges.Unpin(this, _pins, first, count);
            }
        }
    }

    /// <summary>Copies pinned units back from devices, at the end of every launch.</summary>
    public void ReturnPinned()
    {
        if (IsTransparent)
        {
            // The core has done this at the launch's end.
            return;
        }

        foreach ((long first, long count) in PinnedUnits())
        {
            foreach (IMirror mirror in _mirrors)
            {
                mirror.Return(first, count);
            }
        }
    }

    /// <summary>The pinned units. It takes no lock: pins that come and go replace the list.</summary>
    /// <returns>A range for each pin, in no order. They may overlap, and be empty. The caller leaves the array as it is.</returns>
    public (long First, long Count)[] PinnedUnits() => Volatile.Read(ref _pins);

    /// <summary>Counts the huge pages in the core's view of some units.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="owner">The object that users know.</param>
    /// <returns>The number; null where Linux cannot tell.</returns>
    public long? CountHugePages(long first, long count, object owner)
    {
        using SharedLock.Holder scope = Lock.Enter(shared: true);
        ThrowIfDisposed(owner);
        return HugePageCount.Of(Core->Alias + first * UnitSize, count * UnitSize);
    }

    /// <summary>Removes the region from all devices.</summary>
    /// <param name="keepContents">Whether what is newer on devices is copied to the host first.</param>
    public void RemoveMirrors(bool keepContents)
    {
        foreach (IMirror mirror in _mirrors)
        {
            mirror.Remove(keepContents);
        }
    }

    /// <summary>Writes changes to the file beneath. The caller holds the lock and has copied what is newer on devices to the host.</summary>
    public void Flush() => _host.Flush();

    /// <summary>Frees the region. The caller holds the lock exclusively.</summary>
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

    /// <summary>
    /// Ends the region and all that it holds: at the end of <see cref="Dispose"/>, or when the region is unreachable. The caller holds the lock exclusively. A
    /// second call finishes what a failed one has left.
    /// </summary>
    public void End()
    {
        _isDisposed = true;
        _host.Detach();
        RemoveMirrors(keepContents: false);
        ReturnMappings();
        _host.Dispose();
        Written?.Free();
        _loader?.Dispose();
    }
}
