// Safety: the core's data is freed when no call about it can run: by the finalizer of memory that has ended, since callers hold the region, or by a
// Dispose where every call holds the region's lock; the thread that disposes holds it too.
using System.Collections.Concurrent;

namespace HmmGen.Memory;

/// <summary>Memory of an array of a space. It ends at Dispose, or when neither the array nor a span over it is reachable.</summary>
/// <remarks>
/// The collector knows of spans over memory on its heap. It does not see spans over other memory; once there is one, such memory keeps itself alive
/// until it is disposed of.
/// <para>
/// A finalizer of the user's may run before the one here, use the array and make it reachable again. So the memory first ends, as at Dispose, and the core's
/// data is freed when the collector finds the memory unreachable a second time. An end by Dispose does not count as the first: it may come from such a
/// finalizer while the one here waits for its turn.
/// </para>
/// </remarks>
internal abstract class OwnedHostMemory : HostMemory
{
    private static readonly ConcurrentDictionary<OwnedHostMemory, bool> Kept = new();
    private volatile bool _ended;

    /// <summary>Whether the collector has found the memory unreachable once, and no call was ending it then. Only the finalizer sets it.</summary>
    private bool _wasFound;

    /// <summary>Ends memory that was never disposed of, or frees the core's data of memory that it has found before.</summary>
    ~OwnedHostMemory()
    {
        if (_wasFound)
        {
            Free();
            return;
        }

        try
        {
            _wasFound = TryEnd();
        }
        finally
        {
            GC.ReRegisterForFinalize(this);
        }
    }

    /// <summary>Whether the memory lies on the collected heap.</summary>
    public abstract bool IsOnHeap { get; }

    /// <summary>Whether the memory has ended.</summary>
    public bool IsEnded => _ended;

    /// <summary>The bytes of a file that the memory writes; null for none. It ends with the memory.</summary>
    public FileClaim? Claim { private get; set; }

    /// <summary>Whether the memory has ended because it was unreachable, and not by Dispose.</summary>
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
            try
            {
                Release();
            }
            finally
            {
                Claim?.Dispose();
                Kept.TryRemove(this, out _);
            }
        }
    }

    /// <summary>Gives the memory back. Spans that users still have read zeros. A finalizer may have taken one even after <see cref="IsCollected"/>.</summary>
    protected abstract void Release();

    /// <summary>Frees the core's data, and a view that no user can have a pointer to.</summary>
    protected abstract void Free();

    /// <summary>Ends the memory, unless it has ended.</summary>
    /// <returns>False where a call has the region's lock: a finalizer has made the array reachable again. It ends another time.</returns>
    private bool TryEnd()
    {
        if (Region is not { } region)
        {
            // No array was made of it.
            IsCollected = true;
            Detach();
            Dispose();
            return true;
        }

        if (!region.Lock.TryEnter(shared: false))
        {
            return false;
        }

        try
        {
            if (!_ended)
            {
                IsCollected = true;
                region.End();
            }

            return true;
        }
        finally
        {
            region.Lock.Leave(shared: false);
        }
    }
}
