// Safety: only Dispose frees the block, once. All offsets come from the wave that Place makes.
using System.Runtime.InteropServices;
using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Control memory on the host for one work item of a direct variant: one record and one item's small local arrays.</summary>
internal sealed unsafe class HostControl : IDisposable
{
    private readonly ControlLayout _layout;
    private byte* _block;
    private Wave _wave;

    /// <summary>Allocates the memory, filled with zeros.</summary>
    /// <param name="descriptor">The kernel.</param>
    public HostControl(KernelDescriptor descriptor)
    {
        _layout = new ControlLayout(descriptor, launch: 1, chunk: 1, saved: 0);
        _block = (byte*)NativeMemory.AllocZeroed((nuint)_layout.Bytes);
    }

    /// <summary>The address of a byte of control memory.</summary>
    /// <param name="offset">The byte's offset.</param>
    /// <returns>The address.</returns>
    public byte* At(long offset) => _block + offset;

    /// <summary>Prepares control memory for one slot of a chunk, and clears the record.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="slot">The slot.</param>
    /// <returns>The wave to run the slot with.</returns>
    public Wave Place(Wave chunk, long slot)
    {
        _wave = _layout.PlaceAlone(chunk, slot);
        *(int*)At(_wave.RecordCount) = 0;
        return _wave;
    }

    /// <summary>Reads the record that the item left.</summary>
    /// <returns>The record; null when the item left none.</returns>
    public ItemRecord? TakeRecord() => *(int*)At(_wave.RecordCount) == 0 ? null : *(ItemRecord*)At(_wave.Records);

    /// <summary>Frees the block.</summary>
    public void Dispose()
    {
        NativeMemory.Free(_block);
        _block = null;
    }
}
