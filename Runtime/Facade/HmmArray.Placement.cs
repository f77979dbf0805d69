using HmmGen.Base;
using HmmGen.Memory;
using HmmGen.Paging;

namespace HmmGen;

/// <content>Where elements are, and what may be done with them.</content>
public sealed partial class HmmArray<T>
{
    /// <summary>Brings elements to a device before they are needed, as many as its budget holds, from the first. Pinned elements stay.</summary>
    /// <param name="device">The device; nothing happens for the host but that it is brought up to date.</param>
    /// <param name="range">The elements.</param>
    /// <param name="use">What for.</param>
    /// <exception cref="HmmAccessException">Some of the elements may not be used so; nothing has moved.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="HmmDeviceException">A device was lost, or a copy failed.</exception>
    public void Prefetch(HmmDevice device, HmmRange range, HmmPrefetch use = HmmPrefetch.ForReading)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.Session.ThrowIfDisposed();
        if (!Enum.IsDefined(use))
        {
            throw new ArgumentOutOfRangeException(nameof(use));
        }

        (long start, long length) = Resolve(range);
        if (_region is null || length == 0)
        {
            return;
        }

        bool writable = use == HmmPrefetch.ForWriting;
        using SharedLock.Holder? launch = device.Kind == HmmDeviceKind.Host ? null : device.Session.LaunchLock.Enter(shared: false);
        using SharedLock.Holder scope = _region.Lock.Enter(shared: !writable);
        ThrowIfDisposed();
        HmmProtection needed = writable ? HmmProtection.ReadWrite : HmmProtection.ReadOnly;
        CheckProtection(start, length, needed, device.Kind == HmmDeviceKind.Host ? "the host" : device.Name);
        (long first, long units) = UnitsOf(start, length);
        if (device.Kind == HmmDeviceKind.Host)
        {
            _region.SettleMirrored(first, units, writable);
        }
        else if (!_region.IsPinned(first, units))
        {
            _region.CheckFile(first, units);
            device.Session.Memory.Prefetch(_region, first, units, writable);
        }
    }

    /// <summary>Tells how the memory under the array is used from now on, on every device, until other advice is given.</summary>
    /// <param name="advice">How. It holds for all of the memory that was allocated together, also where this is a slice of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such advice.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public void Advise(HmmAdvice advice)
    {
        if (!Enum.IsDefined(advice))
        {
            throw new ArgumentOutOfRangeException(nameof(advice));
        }

        ThrowIfDisposed();
        if (_region is not null)
        {
            using SharedLock.Holder scope = _region.Lock.Enter(shared: false);
            ThrowIfDisposed();
            _region.IsStreaming = advice == HmmAdvice.Streaming;
        }
    }

    /// <summary>Makes elements zero, after waiting for a launch that uses them; no page of them is copied back, and whole pages give their memory back.</summary>
    /// <param name="range">The elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the array.</exception>
    /// <exception cref="HmmAccessException">Some of the memory may not be written; nothing has changed.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
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

    /// <summary>
    /// Sets what may be done with elements, on the host and on devices; whole pages of 4 KiB (times the odd factor of the element's size) are affected.
    /// </summary>
    /// <param name="range">The elements.</param>
    /// <param name="protection">What may be done.</param>
    /// <exception cref="ArgumentException">The memory is a file mapped for reading, and is to become writable.</exception>
    /// <exception cref="HmmOutOfMemoryException">Protection changes more often along arrays than the system allows; nothing has changed.</exception>
    public void Protect(HmmRange range, HmmProtection protection)
    {
        if (!Enum.IsDefined(protection))
        {
            throw new ArgumentOutOfRangeException(nameof(protection));
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

    /// <summary>Tells the state of the pages as a device sees them, without moving any. It costs what the state's changes along the array are.</summary>
    /// <param name="device">The device.</param>
    /// <param name="range">The elements.</param>
    /// <returns>Runs of pages in the same state, in order; neighbours differ.</returns>
    /// <exception cref="ObjectDisposedException">The array or the device is disposed of.</exception>
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
        return RegionSnapshot.Take(_region, device.Session.IsHost ? null : device.Session.Memory, first, units, _start << UnitShift, UnitShift);
    }

    /// <summary>
    /// What a device has done for the memory under the array, since it first had a page of it or since it was trimmed: faults, bytes in and out, evictions, the
    /// time for copies. Launches, waves and their other times are of no array, and are 0.
    /// </summary>
    /// <param name="device">The device.</param>
    /// <returns>The numbers; they are of all the memory that was allocated together, also where this is a slice of it.</returns>
    /// <exception cref="ObjectDisposedException">The array or the device is disposed of.</exception>
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

    /// <summary>Asks the system how many huge pages the memory of the elements lies in.</summary>
    /// <returns>
    /// The number of pages of 2 MiB, with those that the elements share with others; null where the system cannot tell: before Linux 6.7, and elsewhere.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    /// <remarks>Where memory is transparent, the host may still find parts of it as small pages.</remarks>
    public long? CountHugePages()
    {
        ThrowIfDisposed();
        (long first, long units) = UnitsOf(0, Length);
        return _region is null ? 0 : _region.CountHugePages(first, units, this);
    }

    /// <summary>Brings the host up to date and, for a file mapped for writing, writes changes to the file.</summary>
    /// <exception cref="EndOfStreamException">The file has become shorter than the array.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
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
