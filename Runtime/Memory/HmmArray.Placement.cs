using HmmGen.Launching;
using HmmGen.Memory;
using HmmGen.Migration;
using HmmGen.Planning;

namespace HmmGen;

/// <content>Where elements are, and what may be done with them.</content>
public sealed partial class HmmArray<T>
{
    /// <summary>Brings elements to a device before they are needed, as many as its budget holds. Pinned elements stay.</summary>
    /// <param name="device">The device; nothing happens for the host but that it is brought up to date.</param>
    /// <param name="range">The elements.</param>
    public void Prefetch(HmmDevice device, HmmRange range)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.ThrowIfDisposed();
        (long start, long length) = Resolve(range);
        if (_region is null || length == 0)
        {
            return;
        }

        using SharedLock.Holder? launch = device.Kind == HmmDeviceKind.Host ? null : device.LaunchLock.Enter(shared: false);
        using SharedLock.Holder scope = _region.Lock.Enter(shared: true);
        ThrowIfDisposed();
        if (device.Kind == HmmDeviceKind.Host)
        {
            _region.Settle(_start + start, length, write: false);
            return;
        }

        if (_region.IsPinned(_start + start, length))
        {
            return;
        }

        RegionMirror mirror = device.Memory.MirrorOf(_region);
        PageRun pages = mirror.PagesUnder(_start + start, length);
        List<PageRequest> requests = [];
        for (long page = pages.First; page < pages.End; page++)
        {
            (long first, long count) = mirror.ElementsOf(page, 1);
            if (_region.FirstForbidden(first, count, HmmProtection.ReadOnly) < 0)
            {
                requests.Add(new PageRequest(mirror, page, Writable: false, Contents: true));
            }
        }

        device.Memory.BeginLaunch([mirror], static _ => false);
        try
        {
            device.Memory.BeginEpoch();
            device.Memory.Map(requests, MapCause.Planned);
            device.Memory.BeginEpoch();
        }
        finally
        {
            device.Memory.EndLaunch([mirror]);
        }
    }

    /// <summary>Tells what is known about the use of the elements.</summary>
    /// <param name="advice">What is known.</param>
    /// <param name="range">The elements; <see cref="HmmAdvice.Streaming"/> and <see cref="HmmAdvice.Normal"/> hold for the whole region.</param>
    /// <param name="device">The device that it is about, for advice that names one.</param>
    public void Advise(HmmAdvice advice, HmmRange range, HmmDevice? device = null)
    {
        (long start, long length) = Resolve(range);
        if (advice is HmmAdvice.PreferredLocation or HmmAdvice.AccessedBy)
        {
            ArgumentNullException.ThrowIfNull(device);
            Prefetch(device, (start, start + length));
            return;
        }

        if (_region is null)
        {
            return;
        }

        using SharedLock.Holder scope = _region.Lock.Enter(shared: false);
        ThrowIfDisposed();
        switch (advice)
        {
            case HmmAdvice.Discard:
                CheckProtection(start, length, HmmProtection.ReadWrite);
                _region.CheckFile(_start + start, length);
                _region.Forget(_start + start, length);
                _region.Clear(_start + start, length);
                break;
            case HmmAdvice.ReadMostly:
                _region.ToHost(_start + start, length, drop: false);
                break;
            case HmmAdvice.Streaming:
            case HmmAdvice.Normal:
                _region.IsStreaming = advice == HmmAdvice.Streaming;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(advice));
        }
    }

    /// <summary>Sets what may be done with elements, on the host and on devices; whole pages of 4 KiB (times the odd factor of the element's size) are affected.</summary>
    /// <param name="range">The elements.</param>
    /// <param name="protection">What may be done.</param>
    /// <exception cref="ArgumentException">The memory is a file mapped for reading, and is to become writable.</exception>
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
            throw new ArgumentException("A file mapped for reading cannot be made writable.", nameof(protection));
        }

        using SharedLock.Holder scope = _region.Lock.Enter(shared: false);
        ThrowIfDisposed();
        _region.Protect(_start + start, length, protection);
    }

    /// <summary>Tells the state of each page as a device sees it, without moving any.</summary>
    /// <param name="device">The device.</param>
    /// <param name="range">The elements.</param>
    /// <returns>One state a page.</returns>
    public IReadOnlyList<HmmPageState> Snapshot(HmmDevice device, HmmRange range)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.ThrowIfDisposed();
        (long start, long length) = Resolve(range);
        if (_region is null || length == 0)
        {
            return [];
        }

        using SharedLock.Holder scope = _region.Lock.Enter(shared: true);
        ThrowIfDisposed();
        return RegionSnapshot.Take(_region, device, _start + start, length, _start);
    }

    /// <summary>Asks the system how many huge pages the memory of the elements lies in. Where memory is transparent, the host may still find parts of it as small pages.</summary>
    /// <returns>The number of pages of 2 MiB, with those that the elements share with others; null where the system cannot tell: before Linux 6.7, and elsewhere.</returns>
    public long? CountHugePages()
    {
        ThrowIfDisposed();
        return _region is null ? 0 : _region.CountHugePages(_start, Length);
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
            _region.CheckFile(_start, Length);
            _region.ToHost(_start, Length, drop: false);
            _region.Flush();
            _region.Offer(_start, Length, write: false);
        }
    }
}
