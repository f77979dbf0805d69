// Safety: the range is mapped once and stays mapped, but when nobody can have a span over it.
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>Zeroed memory outside the collected heap that nobody watches, on Linux: for arrays that the heap cannot have.</summary>
internal sealed unsafe class PlainHostMemory : OwnedHostMemory
{
    private readonly byte* _address;
    private readonly long _mapped;

    /// <summary>Allocates.</summary>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="alignment">Of what the first byte and the size of the mapping are multiples; whole pages.</param>
    /// <exception cref="HmmOutOfMemoryException">The process cannot have that much.</exception>
    public PlainHostMemory(long bytes, long alignment = HeapPage.Size)
    {
        Bytes = bytes;
        _mapped = (bytes + alignment - 1) & -alignment;
        byte* range = OperatingSystem.IsLinux() ? ZeroMapping.TryMake(_mapped, alignment) : null;
        if (range is null)
        {
            GC.SuppressFinalize(this);
            throw new HmmOutOfMemoryException($"No {bytes} bytes of memory: neither the collected heap nor the system has them");
        }

        _address = range;
        CollectionPace.Add(Bytes);
    }

    /// <inheritdoc/>
    public override byte* Address => _address;

    /// <inheritdoc/>
    public override long Bytes { get; }

    /// <inheritdoc/>
    public override bool IsOnHeap => false;

    /// <inheritdoc/>
    protected override void Release()
    {
        CollectionPace.Remove(Bytes);
        if (IsKept && !ZeroMapping.TryReplace(_address, _mapped))
        {
            // No mapping is left to do it with: the pages stay, as zeros.
            for (long next = 0; next < Bytes; next += 1 << 30)
            {
                new Span<byte>(_address + next, (int)Math.Min(Bytes - next, 1 << 30)).Clear();
            }
        }
        else if (!IsKept)
        {
            SystemCalls.Unmap(_address, (nuint)_mapped);
        }
    }

    /// <inheritdoc/>
    protected override void Free() => Forget();
}
