// Safety: what the core keeps is freed when no call about it can be under way: by the finalizer, since callers hold the region, or by a Dispose where every
// call holds the region's lock, as the one who disposes does.
using System.Collections.Concurrent;

namespace HmmGen.Memory;

/// <summary>Memory that belongs to an array of a space: ends with a call of Dispose, or when neither the array nor a span over it can be reached.</summary>
/// <remarks>
/// The collector knows of spans over memory on its heap. Spans over other memory it does not see, so once there is one the memory keeps itself
/// until it is disposed of.
/// </remarks>
internal abstract class OwnedHostMemory : HostMemory
{
    private static readonly ConcurrentDictionary<OwnedHostMemory, bool> Kept = new();
    private bool _ended;

    /// <summary>Ends what was never disposed of. Nobody can reach the region any more.</summary>
    ~OwnedHostMemory()
    {
        try
        {
            if (!_ended)
            {
                IsCollected = true;
                End();
            }
        }
        finally
        {
            Free();
        }
    }

    /// <summary>Whether the memory lies on the collected heap.</summary>
    public abstract bool IsOnHeap { get; }

    /// <summary>Whether the memory has ended.</summary>
    public bool IsEnded => _ended;

    /// <summary>Whether the memory has ended since nobody could reach it, and not by Dispose.</summary>
    protected bool IsCollected { get; private set; }

    /// <summary>Whether a user may have a span over memory that is not on the heap.</summary>
    protected bool IsKept { get; private set; }

    /// <inheritdoc/>
    public override void Share()
    {
        if (!IsOnHeap && !IsKept)
        {
            IsKept = true;
            Kept.TryAdd(this, true);
            if (_ended)
            {
                Kept.TryRemove(this, out _);
            }
        }
    }

    /// <inheritdoc/>
    public sealed override void Dispose()
    {
        if (!_ended)
        {
            _ended = true;
            Release();
            Kept.TryRemove(this, out _);
        }
    }

    /// <summary>Gives the memory back. What users still have spans over reads as zero; after <see cref="IsCollected"/> there are none.</summary>
    protected abstract void Release();

    /// <summary>Frees what the core keeps.</summary>
    protected abstract void Free();

    private void End()
    {
        if (Region is { IsDisposed: false } region)
        {
            region.End();
        }
        else
        {
            Detach();
            Dispose();
        }
    }
}
