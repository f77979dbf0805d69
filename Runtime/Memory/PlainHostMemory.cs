// Safety: the range is mapped once and stays mapped, unless no span can be left over it.
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>Zeroed memory outside the collected heap that no service watches, on Linux: for arrays that the heap cannot hold.</summary>
internal sealed unsafe class PlainHostMemory : OwnedHostMemory
{
    private readonly byte* _address;
    private readonly long _mapped;

    /// <summary>Allocates memory.</summary>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="alignment">The alignment of the first byte and of the size in bytes; whole pages.</param>
    /// <exception cref="HmmOutOfMemoryException">The process cannot have that much.</exception>
    public PlainHostMemory(long bytes, long alignment = HeapPage.Size)
    {
        Bytes = bytes;
        _mapped = (bytes + alignment - 1) & -alignment;
        byte* range = OperatingSystem.IsLinux() ? ZeroMapping.TryMake(_mapped, alignment) : null;
        if (range is null)
        {
            GC.SuppressFinalize(this);
            throw new HmmOutOfMemoryException($"Out of memory: neither the collected heap nor Linux has {bytes} bytes");
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
            // Replacing the pages failed for lack of mappings: they stay, as zeros.
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
