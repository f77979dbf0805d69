using HmmGen.Coherence;

namespace HmmGen.Memory;

/// <summary>Where a space's small arrays come from. May be used from several threads.</summary>
/// <param name="service">Who watches them; null for nobody.</param>
internal sealed class SlabAllocator(FaultService? service)
{
    /// <summary>The largest array that shares a slab: above it a mapping of its own costs little beside the memory.</summary>
    public const long Largest = HostSlab.Bytes / 8;

    private readonly Lock _gate = new();

    /// <summary>The slab that parts are taken from. Weak: the arrays keep it.</summary>
    private readonly WeakReference<HostSlab?> _open = new(null);

    /// <summary>Allocates.</summary>
    /// <param name="bytes">How many bytes; at most <see cref="Largest"/>.</param>
    /// <returns>Zeroed memory; null where there are no slabs.</returns>
    /// <exception cref="HmmOutOfMemoryException">The process has too many arrays.</exception>
    public SlabHostMemory? TryAllocate(long bytes)
    {
        lock (_gate)
        {
            _open.TryGetTarget(out HostSlab? slab);
            if (slab?.TryTake(bytes) is { } part)
            {
                return part;
            }

            slab?.Close();
            _open.SetTarget(null);
            HostSlab? next = HostSlab.TryMake(service);
            _open.SetTarget(next);
            return next?.TryTake(bytes);
        }
    }
}
