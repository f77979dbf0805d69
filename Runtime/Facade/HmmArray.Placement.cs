using HmmGen.Base;
using HmmGen.Memory;
using HmmGen.Paging;

namespace HmmGen;

/// <content>The residency, the protection and the statistics of elements.</content>
public sealed partial class HmmArray<T>
{
    /// <summary>Brings elements to a device before they are needed.</summary>
    /// <param name="device">
    /// The device. For the host, and for a device that works in place, the call copies newer elements from devices to the host, and devices lose their copies
    /// when the host will write. Of a file mapped for reading, devices lose their copies too: others have written the file.
    /// </param>
    /// <param name="range">The elements.</param>
    /// <param name="use">The use for which the elements are prefetched.</param>
    /// <exception cref="ArgumentNullException">The device is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the array, or the use is not a value of <see cref="HmmPrefetch"/>.</exception>
    /// <exception cref="HmmAccessException">The protection of an element forbids the use. No page has moved.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">A device cannot be opened or was lost, or a copy failed.</exception>
    /// <exception cref="ObjectDisposedException">The array or the device is disposed of.</exception>
    /// <remarks>
    /// The call waits for the launch on the device, and for launches that use the array. The device gets as many pages as its budget and its memory hold, from
    /// the first. Pages with a pinned element stay on the host, also when only other elements of theirs are prefetched.
    /// </remarks>
    public void Prefetch(HmmDevice device, HmmRange range, HmmPrefetch use = HmmPrefetch.ForReading)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.Session.ThrowIfDisposed();
        if (!Enum.IsDefined(use))
        {
            throw new ArgumentOutOfRangeException(nameof(use), use, null);
        }

        (long start, long length) = Resolve(range);
        if (_region is null || length == 0)
        {
            return;
        }

        ForeignCode.Refuse("a prefetch");
        bool writable = use == HmmPrefetch.ForWriting;
        using SharedLock.Holder? launch = device.Kind == HmmDeviceKind.Host ? null : device.Session.LaunchLock.Enter(shared: false);
        using SharedLock.Holder? hardware = device.Session.EnterHardware();
        using SharedLock.Holder scope = _region.Lock.Enter(shared: !writable);
        ThrowIfDisposed();

        // Of a file mapped for reading devices lose their copies, since others may have written it. Nobody writes it here.
        bool isRenewed = writable && device.Kind == HmmDeviceKind.Host && _region.Limit == HmmProtection.ReadOnly;
        HmmProtection needed = writable && !isRenewed ? HmmProtection.ReadWrite : HmmProtection.ReadOnly;
        CheckProtection(start, length, needed, device.Kind == HmmDeviceKind.Host ? "the host" : device.Name);
        (long first, long units) = UnitsOf(start, length);
        if (isRenewed)
        {
            _region.Forget(first, units);
        }
        else if (device.Session.WorksInPlace)
        {
            _region.SettleMirrored(first, units, writable);
        }
        else
        {
            _region.CheckFile(first, units);
            device.Session.Memory.Prefetch(_region, first, units, writable);
        }
    }

    /// <summary>Advises devices how the program uses the memory from now on, until other advice follows.</summary>
    /// <param name="advice">The advice. It holds on every device, and for all memory that was allocated together, also when this is a slice of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The advice is not a value of <see cref="HmmAdvice"/>.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    /// <remarks>The call waits for launches that use the memory.</remarks>
    public void Advise(HmmAdvice advice)
    {
        if (!Enum.IsDefined(advice))
        {
            throw new ArgumentOutOfRangeException(nameof(advice), advice, null);
        }

        ThrowIfDisposed();
        if (_region is not null)
        {
            using SharedLock.Holder scope = _region.Lock.Enter(shared: false);
            ThrowIfDisposed();
            _region.IsStreaming = advice == HmmAdvice.Streaming;
        }
    }

    /// <summary>Makes elements zero without copying their whole pages back from devices.</summary>
    /// <param name="range">The elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the array.</exception>
    /// <exception cref="HmmAccessException">The protection of an element forbids writing. No element has changed.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    /// <remarks>
    /// The call waits for launches that use the memory. Whole pages give their memory back. Devices copy back only pages at the edges, which hold other
    /// elements too. Whole pages that were lost become usable again.
    /// </remarks>
    public void Discard(HmmRange range)
    {
        (long start, long length) = Resolve(range);
        if (_region is null)
        {
            return;
        }

        using SharedLock.Holder scope = _region.Lock.Enter(shared: false);
        ThrowIfDisposed();
        (long first, long units) = UnitsOf(start, length);
        CheckProtection(start, length, HmmProtection.ReadWrite);
        _region.CheckFile(first, units);
        _region.Forget(first, units);
        _region.Clear(first, units);
    }

    /// <summary>Sets the protection of elements, on the host and on devices.</summary>
    /// <param name="range">The elements.</param>
    /// <param name="protection">The protection.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The range is not within the array, or the protection is not a value of <see cref="HmmProtection"/>.
    /// </exception>
    /// <exception cref="ArgumentException">The memory is a file mapped for reading, and the protection allows writing.</exception>
    /// <exception cref="HmmOutOfMemoryException">The protection changes more often along arrays than Linux allows. No protection has changed.</exception>
    /// <exception cref="IOException">The file beneath cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">A copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    /// <remarks>
    /// The protection applies to every page with one of the elements. A page here has 4 KiB times the odd factor of the element size. The call waits for
    /// launches that use the memory.
    /// </remarks>
    public void Protect(HmmRange range, HmmProtection protection)
    {
        if (!Enum.IsDefined(protection))
        {
            throw new ArgumentOutOfRangeException(nameof(protection), protection, null);
        }

        (long start, long length) = Resolve(range);
        if (_region is null || length == 0)
        {
            return;
        }

        if (protection > _region.Limit)
        {
            throw new ArgumentException("The memory is a file mapped for reading, which cannot become writable: map the file with FileAccess.ReadWrite.", nameof(protection));
        }

        using SharedLock.Holder scope = _region.Lock.Enter(shared: false);
        ThrowIfDisposed();
        (long first, long units) = UnitsOf(start, length);
        _region.Protect(first, units, protection);
    }

    /// <summary>Lists the state of pages as a device sees them. No page moves.</summary>
    /// <param name="device">The device. One that works in place sees what the host sees.</param>
    /// <param name="range">The elements.</param>
    /// <returns>Runs of pages in the same state, in order. Neighbouring runs differ.</returns>
    /// <exception cref="ArgumentNullException">The device is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the array.</exception>
    /// <exception cref="HmmDeviceException">The device cannot be opened.</exception>
    /// <exception cref="ObjectDisposedException">The array or the device is disposed of.</exception>
    /// <remarks>
    /// The cost grows with the number of changes of the state along the array, not with the number of pages. The call waits for launches that write the array.
    /// </remarks>
    public IReadOnlyList<HmmPageRun> Snapshot(HmmDevice device, HmmRange range)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.Session.ThrowIfDisposed();
        (long start, long length) = Resolve(range);
        if (_region is null || length == 0)
        {
            return [];
        }

        using SharedLock.Holder scope = _region.Lock.Enter(shared: true);
        ThrowIfDisposed();
        (long first, long units) = UnitsOf(start, length);
        return RegionSnapshot.Take(_region, device.Session.WorksInPlace ? null : device.Session.Memory, first, units, _start << UnitShift, UnitShift);
    }

    /// <summary>The statistics of a device for the memory under the array, since its first page there or since the device was trimmed.</summary>
    /// <param name="device">The device.</param>
    /// <returns>The numbers, for all memory that was allocated together, also when this is a slice of it. They are 0 for the host.</returns>
    /// <exception cref="ArgumentNullException">The device is null.</exception>
    /// <exception cref="HmmDeviceException">The device cannot be opened.</exception>
    /// <exception cref="ObjectDisposedException">The array or the device is disposed of.</exception>
    /// <remarks>
    /// The numbers count faults, bytes in and out, evictions and the time for copies. Launches, waves and their other times belong to no array, and are 0. The
    /// call waits for launches that write the array.
    /// </remarks>
    public HmmStatistics StatisticsOn(HmmDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.Session.ThrowIfDisposed();
        ThrowIfDisposed();
        if (_region is null || device.Session.IsHost)
        {
            return new HmmStatistics();
        }

        using SharedLock.Holder scope = _region.Lock.Enter(shared: true);
        ThrowIfDisposed();
        return device.Session.Memory.FindMirror(_region)?.Counters.Snapshot() ?? new HmmStatistics();
    }

    /// <summary>Counts the huge pages of Linux under the elements.</summary>
    /// <returns>
    /// The number of pages of 2 MiB, pages included that the elements share with others. Null where Linux cannot tell: before Linux 6.7, and on other systems.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    /// <remarks>Where memory is transparent, the host may still find parts of it as small pages. The call waits for launches that write the array.</remarks>
    public long? CountHugePages()
    {
        ThrowIfDisposed();
        (long first, long units) = UnitsOf(0, Length);
        return _region is null ? 0 : _region.CountHugePages(first, units, this);
    }

    /// <summary>Copies newer elements from devices to the host, and writes changes to a file mapped for writing.</summary>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    /// <remarks>The call waits for launches that write the array. Devices keep their copies.</remarks>
    public void Flush()
    {
        ThrowIfDisposed();
        if (_region is not null)
        {
            using SharedLock.Holder scope = _region.Lock.Enter(shared: true);
            ThrowIfDisposed();
            (long first, long units) = UnitsOf(0, Length);
            _region.CheckFile(first, units);
            _region.ToHost(first, units, drop: false);
            _region.Flush();
            _region.ThrowIfLost(first, units);
            _region.Offer(first, units, write: false);
        }
    }
}
