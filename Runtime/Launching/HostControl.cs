// Safety: the block is freed once, by Dispose; offsets come from the wave made here.
using System.Runtime.InteropServices;
using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Control memory for running single work items of a direct kernel on the host: one record and one item's scratch.</summary>
internal sealed unsafe class HostControl : IDisposable
{
    private readonly ControlLayout _layout;
    private byte* _block;
    private Wave _wave;

    /// <summary>Makes the memory.</summary>
    /// <param name="descriptor">The kernel.</param>
    public HostControl(KernelDescriptor descriptor)
    {
        _layout = new ControlLayout(descriptor, launch: 1, chunk: 1, saved: 0);
        _block = (byte*)NativeMemory.AllocZeroed((nuint)_layout.Bytes);
    }

    /// <summary>A byte of control memory.</summary>
    /// <param name="offset">Its offset.</param>
    /// <returns>Its address.</returns>
    public byte* At(long offset) => _block + offset;

    /// <summary>Prepares for running one slot of a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="slot">The slot.</param>
    /// <returns>The wave that the slot is told.</returns>
    public Wave Place(Wave chunk, long slot)
    {
        _wave = _layout.PlaceAlone(chunk, slot);
        *(int*)At(_wave.RecordCount) = 0;
        return _wave;
    }

    /// <summary>The record that the item left.</summary>
    /// <returns>The record, or null.</returns>
    public ItemRecord? TakeRecord() => *(int*)At(_wave.RecordCount) == 0 ? null : *(ItemRecord*)At(_wave.Records);

    /// <summary>Frees the block.</summary>
    public void Dispose()
    {
        NativeMemory.Free(_block);
        _block = null;
    }
}
