// Safety: ranges are clipped to the region, whose memory lives until Dispose.
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <content>Transparent memory: what is asked of the core.</content>
internal sealed unsafe partial class MemoryRegion
{
    /// <summary>
    /// Brings what devices have of some units to the host; of transparent memory also maps it, so that touching it does not fault. The caller has the lock,
    /// exclusively when the memory is not transparent and will be written.
    /// </summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="write">Whether devices lose their copies, since the host will write.</param>
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
        else if (count > 0)
        {
            int error = CoreFunctions.Watching->Settle(Core, first * UnitSize, count * UnitSize, write ? 1 : 0);
            GC.KeepAlive(this);
            ThrowIf(error);
        }
    }

    /// <summary><see cref="Settle"/> for what devices have of some units, which may be far fewer than they are.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="write">Whether devices lose their copies, since the host will write.</param>
    public void SettleMirrored(long first, long count, bool write)
    {
        CheckFile(first, count);
        foreach (IMirror mirror in _mirrors)
        {
            foreach ((long start, long units) in mirror.Resident(first, count))
            {
                long from = Math.Max(start, first);
                Settle(from, Math.Min(start + units, first + count) - from, write);
            }
        }
    }

    /// <summary>Makes units of transparent memory ready for system calls, which are not served where only user mode is.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="write">Whether they may be written.</param>
    public void Offer(long first, long count, bool write)
    {
        if (count > 0 && _host.ServesUserModeOnly)
        {
            ThrowIf(CoreFunctions.Watching->Offer(Core, first * UnitSize, count * UnitSize, write ? 1 : 0));
        }
    }

    /// <summary>Refuses units that the file beneath does not have any more.</summary>
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

    /// <summary>Reads units from a private map's file that have not been read yet, where faults do not do that. The caller has the lock.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <exception cref="EndOfStreamException">The file has become shorter.</exception>
    public void Load(long first, long count) => _loader?.Load(Address, first * UnitSize, (first + count) * UnitSize);

    /// <summary>Refuses units whose contents were lost.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <exception cref="HmmDeviceException">Some were.</exception>
    /// <exception cref="IOException">Some could not be read from their file.</exception>
    public void ThrowIfLost(long first, long count)
    {
        if (_host.Lost != LossReason.None && count > 0)
        {
            if (CoreFunctions.Current->FirstPoisoned(Core, first * UnitSize, count * UnitSize) >= 0)
            {
                throw Lost();
            }
        }

        GC.KeepAlive(this);
    }

    /// <summary>
    /// Makes units zero that no device has any more, and whole pages usable that were lost; those of transparent memory give their memory back.
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

    /// <summary>Where units begin or end that nobody has ever written, so that they are zero and take no memory.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="end">The unit at which the search ends.</param>
    /// <param name="untouched">Whether the first unit's page is one of them.</param>
    /// <returns>The unit up to which the same holds.</returns>
    public long EndOfUnwritten(long first, long end, out bool untouched)
    {
        if (!IsTransparent)
        {
            long touched = Written?.Next(first, end) ?? first;
            untouched = touched > first;
            return untouched ? touched : Written?.NextUnwritten(first, end) ?? end;
        }

        if (Core->File >= 0)
        {
            untouched = false;
            return end;
        }

        int exists = 0;
        long last = CoreFunctions.Watching->EndOfExisting(Core, first * UnitSize, end * UnitSize, &exists);
        GC.KeepAlive(this);
        untouched = exists == 0;

        // A unit that begins on one page and ends on another exists where either does.
        long stop = Math.Min(end, untouched ? last / UnitSize : (last + UnitSize - 1) / UnitSize);
        untouched &= stop > first;
        return Math.Max(first + 1, stop);
    }

    private Exception Lost() => CoreErrors.OfLoss(_host.Lost);

    private void ThrowIf(int error)
    {
        if (error != 0)
        {
            throw error == -SystemCalls.ErrorInput && _host.Lost != LossReason.None ? Lost() : CoreErrors.Of(error, CoreErrors.LostText);
        }
    }

    /// <summary>Clears a part of a page, the rest of which may be lost.</summary>
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
