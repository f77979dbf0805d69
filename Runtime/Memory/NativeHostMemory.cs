// Safety: the block is allocated once, freed once (Dispose or the finalizer, whichever comes first) and never moved.
using System.Runtime.InteropServices;

namespace HmmGen.Memory;

/// <summary>Zeroed memory of its own, outside the garbage-collected heap; pages that nobody touches cost nothing.</summary>
internal sealed unsafe class NativeHostMemory : HostMemory
{
    private const nuint Alignment = 4096;
    private readonly long _bytes;
    private void* _block;
    private readonly byte* _address;

    /// <summary>Allocates.</summary>
    /// <param name="bytes">The number of bytes.</param>
    /// <exception cref="OutOfMemoryException">The process cannot have that much.</exception>
    public NativeHostMemory(long bytes)
    {
        _bytes = bytes;

        // AllocZeroed leaves untouched pages to the system, AlignedAlloc would not zero; so it is aligned by hand.
        _block = NativeMemory.AllocZeroed((nuint)bytes + Alignment);
        _address = (byte*)(((nuint)_block + Alignment - 1) & ~(Alignment - 1));
        GC.AddMemoryPressure(_bytes + 1);
    }

    /// <summary>Frees what was never disposed of.</summary>
    ~NativeHostMemory() => Free();

    /// <inheritdoc/>
    public override byte* Address => _address;

    /// <inheritdoc/>
    public override long Bytes => _bytes;

    /// <inheritdoc/>
    public override void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_block is not null)
        {
            Forget();
            NativeMemory.Free(_block);
            _block = null;
            GC.RemoveMemoryPressure(_bytes + 1);
        }
    }
}
