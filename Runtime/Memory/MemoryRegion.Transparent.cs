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
        if (!IsTransparent)
        {
            ToHost(first, count, drop: write);
        }
        else if (count > 0)
        {
            int error = FaultFunctions.Current.Watching!.Settle(Faults, first * ElementSize, count * ElementSize, write ? 1 : 0);
            GC.KeepAlive(this);
            if (error != 0)
            {
                throw Lost();
            }
        }
    }

    /// <summary>Refuses elements whose contents were lost with a device.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <exception cref="HmmDeviceException">Some were.</exception>
    public void ThrowIfLost(long first, long count)
    {
        if (IsTransparent && Faults->HasLost != 0 && count > 0)
        {
            long lost = FaultFunctions.Current.Watching!.FirstPoisoned(Faults, first * ElementSize, count * ElementSize);
            GC.KeepAlive(this);
            if (lost >= 0)
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
            ClearBytes(start, end);
            return;
        }

        long page = (start + FaultRegion.PageSize - 1) & -FaultRegion.PageSize;
        long stop = first + count == Length ? Faults->Bytes : end & -FaultRegion.PageSize;
        if (stop > page)
        {
            FaultFunctions.Current.Watching!.Discard(Faults, page, stop - page);
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

    private static HmmDeviceException Lost()
        => new("these elements were on a device that failed, and are lost: Advise(HmmAdvice.Discard) makes them zero and usable again");

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
