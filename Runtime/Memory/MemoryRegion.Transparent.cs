// Safety: ranges are clipped to the region, whose memory lives until Dispose.
using HmmGen.Faults;

namespace HmmGen.Memory;

/// <content>Transparent memory: what is asked of the core.</content>
internal sealed unsafe partial class MemoryRegion
{
    /// <summary>Brings what devices have of some elements to the host; of transparent memory also maps it, so that touching it does not fault. The caller has the lock, exclusively when the memory is not transparent and will be written.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="write">Whether devices lose their copies, since the host will write.</param>
    public void Settle(long first, long count, bool write)
    {
        CheckFile(first, count);
        if (!IsTransparent)
        {
            ToHost(first, count, drop: write);
            if (write && count > 0)
            {
                _host.Reserve(first * ElementSize, (first + count) * ElementSize);
            }
        }
        else if (count > 0)
        {
            int error = FaultFunctions.Current.Watching!.Settle(Faults, first * ElementSize, count * ElementSize, write ? 1 : 0);
            GC.KeepAlive(this);
            ThrowIf(error);
        }
    }

    /// <summary>Makes elements of transparent memory ready for system calls, which are not served where only user mode is.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="write">Whether they may be written.</param>
    public void Offer(long first, long count, bool write)
    {
        if (count > 0 && _host is WatchedHostMemory { ServesUserModeOnly: true })
        {
            ThrowIf(FaultFunctions.Current.Watching!.Offer(Faults, first * ElementSize, count * ElementSize, write ? 1 : 0));
        }
    }

    /// <summary>Refuses elements that the file beneath does not have any more.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <exception cref="EndOfStreamException">The file has become shorter.</exception>
    public void CheckFile(long first, long count) => _host.CheckFile((first + count) * ElementSize);

    /// <summary>Refuses elements whose contents were lost.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <exception cref="HmmDeviceException">Some were.</exception>
    /// <exception cref="IOException">Some could not be read from their file.</exception>
    public void ThrowIfLost(long first, long count)
    {
        if (IsTransparent && Faults->Lost != LossReason.None && count > 0)
        {
            if (FaultFunctions.Current.Watching!.FirstPoisoned(Faults, first * ElementSize, count * ElementSize) >= 0)
            {
                throw Lost();
            }
        }

        GC.KeepAlive(this);
    }

    /// <summary>Makes elements zero that no device has any more; whole pages of transparent memory give their memory back.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="count">The number of elements.</param>
    public void Clear(long first, long count)
    {
        long start = first * ElementSize;
        long end = (first + count) * ElementSize;
        if (!IsTransparent)
        {
            _host.Reserve(start, end);
            ClearBytes(start, end);
            return;
        }

        long page = (start + FaultRegion.PageSize - 1) & -FaultRegion.PageSize;
        long stop = first + count == Length ? Faults->Bytes : end & -FaultRegion.PageSize;
        if (stop > page)
        {
            ThrowIf(FaultFunctions.Current.Watching!.Discard(Faults, page, stop - page));
            ClearBytes(start, page);
            ClearBytes(stop, end);
        }
        else
        {
            ClearBytes(start, end);
        }
    }

    /// <summary>Whether nobody has ever written some elements, so that they are zero and take no memory.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <returns>True when it is known.</returns>
    public bool IsUntouched(long first, long count)
    {
        if (!IsTransparent)
        {
            return Untouched?.FirstBelow(first, count, 1) < 0;
        }

        bool untouched = Faults->File < 0
            && FaultFunctions.Current.Watching!.CountExisting(Faults, first * ElementSize, count * ElementSize) == 0;
        GC.KeepAlive(this);
        return untouched;
    }

    private Exception Lost() => FaultErrors.OfLoss(Faults->Lost);

    private void ThrowIf(int error)
    {
        if (error != 0)
        {
            throw error == -SystemCalls.ErrorInput && Faults->Lost != LossReason.None ? Lost() : FaultErrors.Of(error, FaultErrors.LostText);
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
