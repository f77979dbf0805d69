// Safety: spans hold the addresses of pinned or native host memory that the launch keeps; indices are checked here.
using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Host memory that is read in place and never written: for running a failed work item again to see where it fails.</summary>
/// <remarks><see cref="DeviceSpan.Origin"/> is the address of element 0.</remarks>
/// <param name="overlay">Takes what is written.</param>
/// <param name="control">Control memory.</param>
internal readonly unsafe struct DryRunMemory(WriteOverlay overlay, HostControl control) : IDeviceMemory
{
    /// <inheritdoc/>
    public static bool Parks => false;

    /// <inheritdoc/>
    public long Read(DeviceSpan span, long index, int size)
        => (ulong)index < (ulong)span.Length ? overlay.Reading(span.Origin + index * size) : FaultCode.OutOfRange;

    /// <inheritdoc/>
    public long Write(DeviceSpan span, long index, int size)
        => (ulong)index < (ulong)span.Length ? overlay.Writing(span.Origin + index * size, size) : FaultCode.OutOfRange;

    /// <inheritdoc/>
    public bool Missed(long address) => address < 0;

    /// <inheritdoc/>
    public ref T Element<T>(long address) where T : unmanaged => ref Unsafe.AsRef<T>((void*)address);

    /// <inheritdoc/>
    public ref T Control<T>(long offset) where T : unmanaged => ref Unsafe.AsRef<T>(control.At(offset));
}
