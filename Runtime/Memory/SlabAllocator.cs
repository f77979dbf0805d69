using HmmGen.Coherence;

namespace HmmGen.Memory;

/// <summary>Allocates a space's small arrays. Any thread may call.</summary>
/// <param name="service">The service that watches them; null for none.</param>
internal sealed class SlabAllocator(FaultService? service)
{
    /// <summary>The largest array in a slab, in bytes: above it the cost of a mapping is small beside the memory.</summary>
    public const long Largest = HostSlab.Bytes / 8;

    private readonly Lock _gate = new();

    /// <summary>The slab that gives out parts. Weak: the arrays keep it alive.</summary>
    private readonly WeakReference<HostSlab?> _open = new(null);

    /// <summary>Allocates memory.</summary>
    /// <param name="bytes">The number of bytes; at most <see cref="Largest"/>.</param>
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
