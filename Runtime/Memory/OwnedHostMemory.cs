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
/// data is freed when the collector finds the memory unreachable a second time.
/// </para>
/// </remarks>
internal abstract class OwnedHostMemory : HostMemory
{
    private static readonly ConcurrentDictionary<OwnedHostMemory, bool> Kept = new();
    private bool _ended;

    /// <summary>Ends memory that was never disposed of, or frees the core's data of memory that has ended.</summary>
    ~OwnedHostMemory()
    {
        if (_ended)
        {
            Free();
            return;
        }

        try
        {
            End();
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
            Release();
            Claim?.Dispose();
            Kept.TryRemove(this, out _);
        }
    }

    /// <summary>Gives the memory back. Spans that users still have read zeros. A finalizer may have taken one even after <see cref="IsCollected"/>.</summary>
    protected abstract void Release();

    /// <summary>Frees the core's data.</summary>
    protected abstract void Free();

    private void End()
    {
        if (Region is not { IsDisposed: false } region)
        {
            IsCollected = true;
            Detach();
            Dispose();
        }
        else if (region.Lock.TryEnter(shared: false))
        {
            // Where a call has the lock, a finalizer has made the array reachable again. It ends another time.
            try
            {
                IsCollected = true;
                region.End();
            }
            finally
            {
                region.Lock.Leave(shared: false);
            }
        }
    }
}
