// Safety: ranges are clipped to the region, whose memory lives until Dispose.
using System.Runtime.CompilerServices;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <content>Calls of the core about transparent memory.</content>
internal sealed unsafe partial class MemoryRegion
{
    /// <summary>
    /// Copies what is newer on devices to the host. Pages of transparent memory are also mapped, so that touching them does not fault. The caller holds the
    /// lock, exclusively when the memory is not transparent and the host will write it.
    /// </summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="write">Whether the host will write, so that devices lose their copies.</param>
    public void Settle(long first, long count, bool write)
    {
        CheckFile(first, count);
        ThrowIfLost(first, count);
        if (!IsTransparent)
        {
            Load(first, count);
            ToHost(first, count, drop: write);
            if (write && count > 0)
            {
                _host.Reserve(first * UnitSize, (first + count) * UnitSize);
            }
        }
        else if (count > 0 && Core->Mirrors is not null)
        {
            SettleShared(first, count, write);
        }
    }

    /// <summary>
    /// Does the same as <see cref="Settle"/> for a host that will read, and nothing where no device has written the region since: the units may be many, and
    /// a launch may read few of them. The caller holds the lock.
    /// </summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="settled">What the last call for the same units has returned; negative if there was none.</param>
    /// <returns>What the next call for them gets.</returns>
    public long SettleAgain(long first, long count, long settled)
    {
        long claims = IsTransparent ? Volatile.Read(ref Core->Claims) : -1;
        if (claims < 0 || claims != settled || _host.Lost != LossReason.None)
        {
            Settle(first, count, write: false);
            return claims;
        }

        CheckFile(first, count);
        GC.KeepAlive(this);
        return settled;
    }

    /// <summary>
    /// Does the same as <see cref="Settle"/>, but only for those of the units that are resident on devices; these may be few. Where no device can have
    /// anything newer, or to lose, there is nothing to do.
    /// </summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="write">Whether the host will write, so that devices lose their copies.</param>
    public void SettleMirrored(long first, long count, bool write)
    {
        CheckFile(first, count);
        foreach (IMirror mirror in _mirrors)
        {
            if (!mirror.HasPages(owned: !write))
            {
                continue;
            }

            foreach ((long start, long units) in mirror.Resident(first, count))
            {
                long from = Math.Max(start, first);
                Settle(from, Math.Min(start + units, first + count) - from, write);
            }
        }
    }

    /// <summary>Makes units of transparent memory ready for system calls, where only faults of user mode are served.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="write">Whether the system calls may write them.</param>
    public void Offer(long first, long count, bool write)
    {
        if (count > 0 && _host.ServesUserModeOnly)
        {
            ThrowIf(CoreFunctions.Watching->Offer(Core, first * UnitSize, count * UnitSize, write ? 1 : 0));
        }
    }

    /// <summary>
    /// Drops units that the host is about to overwrite from all devices, and makes them ready for writes. Their contents are undefined afterwards. Units
    /// beside them on the same pages keep theirs. The caller holds the lock exclusively.
    /// </summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    public void Overwrite(long first, long count)
    {
        Forget(first, count);
        if (HasLost(first, count) || _loader is not null || (IsTransparent && Core->File >= 0))
        {
            // Zeros make lost pages usable, and spare the reading of a file.
            Clear(first, count);
        }
        else if (IsTransparent && !_host.ServesUserModeOnly)
        {
            CoreFunctions.Watching->OpenRange(Core, first * UnitSize, count * UnitSize);
        }

        GC.KeepAlive(this);
    }

    /// <summary>Lets the pages of units stay on devices that they come to, even if the host has written them between launches.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    public void EndShuttling(long first, long count)
    {
        if (IsTransparent && count > 0)
        {
            CoreFunctions.Watching->EndShuttling(Core, first * UnitSize, count * UnitSize);
            GC.KeepAlive(this);
        }
    }

    /// <summary>Throws for units that the file beneath no longer has.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <exception cref="EndOfStreamException">The file has become shorter.</exception>
    public void CheckFile(long first, long count)
    {
        long start = first * UnitSize;
        long end = (first + count) * UnitSize;
        _host.CheckFile(start, end);
        _loader?.Check(start, end);
    }

    /// <summary>Whether units have to be read from a file by <see cref="Load"/> before devices get them.</summary>
    public bool IsLoadedByCalls => _loader is not null;

    /// <summary>Reads units of a private map from its file that have not been read yet, where faults do not do that. The caller holds the lock.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <exception cref="EndOfStreamException">The file has become shorter.</exception>
    public void Load(long first, long count) => _loader?.Load(Address, first * UnitSize, (first + count) * UnitSize);

    /// <summary>Throws for units whose contents were lost.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <exception cref="HmmDeviceException">Some units were lost.</exception>
    /// <exception cref="IOException">Some units could not be read from their file.</exception>
    public void ThrowIfLost(long first, long count)
    {
        if (HasLost(first, count))
        {
            throw Lost();
        }
    }

    /// <summary>Whether contents of some units were lost.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <returns>True when a page under them was lost.</returns>
    public bool HasLost(long first, long count) => _host.Lost != LossReason.None && count > 0 && HasPoisoned(first, count);

    /// <summary>Whether faults of the user's view read a file, and Linux may take pages of the view back at any time.</summary>
    public bool IsWatchedFile => IsTransparent && Core->File >= 0;

    /// <summary>
    /// Makes units zero that no device has any more, and makes lost whole pages usable. Those of transparent memory give their memory back.
    /// </summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    public void Clear(long first, long count)
    {
        long start = first * UnitSize;
        long end = (first + count) * UnitSize;
        long page = (start + CoreRegion.PageSize - 1) & -CoreRegion.PageSize;
        long stop = (first + count == Length ? end + CoreRegion.PageSize - 1 : end) & -CoreRegion.PageSize;
        if (!IsTransparent)
        {
            _host.Reserve(start, end);
        }

        if (stop <= page)
        {
            ClearEdge(start, end);
            return;
        }

        if (IsTransparent)
        {
            ThrowIf(CoreFunctions.Watching->Discard(Core, page, stop - page));
        }
        else
        {
            _loader?.Skip(page, stop);
            ClearBytes(page, Math.Min(stop, end));
            if (_host.Lost != LossReason.None)
            {
                CoreFunctions.Current->Forgive(Core, page, stop - page);
            }
        }

        ClearEdge(start, page);
        ClearEdge(stop, end);
    }

    /// <summary>Finds the end of a run of unwritten units, or of written ones. Unwritten units are zero and take no memory.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="end">The unit at which the search ends.</param>
    /// <param name="isUnwritten">Whether the run at the first unit is unwritten.</param>
    /// <returns>The end of the run.</returns>
    public long EndOfUnwritten(long first, long end, out bool isUnwritten)
    {
        if (!IsTransparent)
        {
            long written = Written?.Next(first, end) ?? first;
            isUnwritten = written > first;
            return isUnwritten ? written : Written?.NextUnwritten(first, end) ?? end;
        }

        if (Core->File >= 0)
        {
            isUnwritten = false;
            return end;
        }

        int exists = 0;
        long last = CoreFunctions.Watching->EndOfMemory(Core, first * UnitSize, end * UnitSize, &exists);
        GC.KeepAlive(this);
        isUnwritten = exists == 0;

        // A unit that spans two pages is written where either page is.
        long stop = Math.Min(end, isUnwritten ? last / UnitSize : (last + UnitSize - 1) / UnitSize);
        isUnwritten &= stop > first;
        return Math.Max(first + 1, stop);
    }

    // Each launch comes by the two calls below, and few make them. A method that the .NET compiler writes them into prepares for a call of native code whenever
    // it begins. On some processors this alone takes longer than the rest of a small launch: it comes between instructions of long vectors.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SettleShared(long first, long count, bool write)
    {
        int error = CoreFunctions.Watching->Settle(Core, first * UnitSize, count * UnitSize, write ? 1 : 0);
        GC.KeepAlive(this);
        ThrowIf(error);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HasPoisoned(long first, long count)
    {
        bool has = CoreFunctions.Current->FirstPoisoned(Core, first * UnitSize, count * UnitSize) >= 0;
        GC.KeepAlive(this);
        return has;
    }

    private Exception Lost() => CoreErrors.OfLoss(_host.Lost);

    private void ThrowIf(int error)
    {
        if (error != 0)
        {
            throw error == -SystemCalls.ErrorInput && _host.Lost != LossReason.None ? Lost() : CoreErrors.Of(error, CoreErrors.LostText);
        }
    }

    /// <summary>Clears a part of a page. The rest of the page may be lost.</summary>
    private void ClearEdge(long start, long end)
    {
        if (end > start)
        {
            long first = start / UnitSize;
            long count = (end - start + UnitSize - 1) / UnitSize;
            ThrowIfLost(first, count);
            Load(first, count);
            ClearBytes(start, end);
        }
    }

    private void ClearBytes(long start, long end)
    {
        for (long next = start; next < end;)
        {
            int bytes = (int)Math.Min(end - next, 1 << 20);
            new Span<byte>(Address + next, bytes).Clear();
            next += bytes;
        }

        GC.KeepAlive(this);
    }
}
