// Safety: spans hold addresses of pinned or native host memory that the launch keeps alive. This file checks the indices.
using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Host memory that is read in place and never written. A failed work item runs over it again to find the place of the error.</summary>
/// <remarks><see cref="DeviceSpan.Origin"/> is the address of element 0 and <see cref="DeviceSpan.Table"/> the parameter's number.</remarks>
/// <param name="overlay">Holds what the work item writes.</param>
/// <param name="control">Control memory.</param>
internal readonly unsafe struct DryRunMemory(WriteOverlay overlay, HostControl control) : IDeviceMemory<DryRunMemory>
{
    private readonly WriteOverlay _overlay = overlay;
    private readonly HostControl _control = control;

    /// <inheritdoc/>
    public static bool Parks => false;

    /// <inheritdoc/>
    public static bool TestsLoops => false;

    /// <inheritdoc/>
    public static long Read(DryRunMemory memory, DeviceSpan span, long index, int size)
        => (ulong)index < (ulong)span.Length ? memory._overlay.Reading(span, index, size) : ErrorCode.OutOfRange;

    /// <inheritdoc/>
    public static long Write(DryRunMemory memory, DeviceSpan span, long index, int size)
        => (ulong)index < (ulong)span.Length ? memory._overlay.Writing(span, index, size) : ErrorCode.OutOfRange;

    /// <inheritdoc/>
    public static bool Missed(long address) => address < 0;

    /// <inheritdoc/>
    public static bool Outside(DeviceSpan span, long index) => (ulong)index >= (ulong)span.Length;

    /// <inheritdoc/>
    public static bool Refuses(DeviceSpan span, long index) => false;

    /// <inheritdoc/>
    public static bool RefusesPlanned(DeviceSpan span, long index) => false;

    /// <inheritdoc/>
    public static ref T Element<T>(DryRunMemory memory, long address) where T : unmanaged => ref Unsafe.AsRef<T>((void*)address);

    /// <inheritdoc/>
    public static ref T Found<T>(DryRunMemory memory, DeviceSpan span, long index, int size, long address) where T : unmanaged
        => ref Unsafe.AsRef<T>((void*)address);

    /// <inheritdoc/>
    public static ref T Control<T>(DryRunMemory memory, long offset) where T : unmanaged => ref Unsafe.AsRef<T>(memory._control.At(offset));

    /// <inheritdoc/>
    public static ref T Parked<T>(DryRunMemory memory, Wave wave, long slot) where T : unmanaged => ref Control<T>(memory, 0);

    /// <inheritdoc/>
    public static void Record(DryRunMemory memory, Wave wave, long slot, int site, long element, long address, long code)
        => ItemRecorder.Record(memory, wave, slot, site, element, code < 0 ? code : address);
}
