// Safety: the block is freed once, by Dispose; offsets come from the frame made here.
using System.Runtime.InteropServices;
using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Control memory for running single work items of a direct kernel on the host: one record and one item's scratch.</summary>
/// <param name="descriptor">The kernel.</param>
internal sealed unsafe class HostControl(KernelDescriptor descriptor) : IDisposable
{
    private const long RecordOffset = 8;
    private const long ScratchOffset = 8 + ItemRecord.Size;
    private byte* _block = (byte*)NativeMemory.AllocZeroed((nuint)(ScratchOffset + Math.Max(8, descriptor.ScratchSize)));

    /// <summary>A byte of control memory.</summary>
    /// <param name="offset">Its offset.</param>
    /// <returns>Its address.</returns>
    public byte* At(long offset) => _block + offset;

    /// <summary>The frame for running one slot of a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="slot">The slot.</param>
    /// <returns>The frame.</returns>
    public Wave FrameOf(Wave chunk, long slot)
    {
        chunk.RecordCapacity = 1;
        chunk.RecordCount = 0;
        chunk.Records = RecordOffset;

        // Kernels add their slot's share; there is room for one item only, whichever it is.
        chunk.Scratch = ScratchOffset - slot * descriptor.ScratchSize;
        *(long*)_block = 0;
        return chunk;
    }

    /// <summary>The record that the item left.</summary>
    /// <returns>The record, or null.</returns>
    public ItemRecord? TakeRecord() => *(int*)_block == 0 ? null : *(ItemRecord*)(_block + RecordOffset);

    /// <summary>Frees the block.</summary>
    public void Dispose()
    {
        NativeMemory.Free(_block);
        _block = null;
    }
}
