// Safety: spans hold addresses of pinned or native host memory that the launch keeps alive. This file checks the indices.
using System.Runtime.CompilerServices;
using HmmGen.Kernels;
using HmmGen.Memory;

namespace HmmGen.Launching;

/// <summary>Host memory in place, with bounds and protection checked at every access. A direct variant over it finds the same errors as on a device.</summary>
/// <remarks><see cref="DeviceSpan.Origin"/> is the address of element 0 and <see cref="DeviceSpan.Table"/> the parameter's number.</remarks>
/// <param name="binding">The launch's memory.</param>
/// <param name="control">Control memory.</param>
internal readonly unsafe struct GuardedMemory(LaunchBinding binding, HostControl control) : IDeviceMemory<GuardedMemory>
{
    private readonly HostControl _control = control;

    /// <inheritdoc/>
    public static bool Parks => false;

    /// <inheritdoc/>
    public static bool TestsLoops => false;

    /// <inheritdoc/>
    public static long Read(GuardedMemory memory, DeviceSpan span, long index, int size) => memory.Translate(span, index, size, HmmProtection.ReadOnly);

    /// <inheritdoc/>
    public static long Write(GuardedMemory memory, DeviceSpan span, long index, int size) => memory.Translate(span, index, size, HmmProtection.ReadWrite);

    /// <inheritdoc/>
    public static bool Missed(long address) => address < 0;

    /// <inheritdoc/>
    public static bool Outside(DeviceSpan span, long index) => (ulong)index >= (ulong)span.Length;

    /// <inheritdoc/>
    public static bool Refuses(DeviceSpan span, long index) => false;

    /// <inheritdoc/>
    public static bool RefusesPlanned(DeviceSpan span, long index) => false;

    /// <inheritdoc/>
    public static ref T Element<T>(GuardedMemory memory, long address) where T : unmanaged => ref Unsafe.AsRef<T>((void*)address);

    /// <inheritdoc/>
    public static ref T Found<T>(GuardedMemory memory, DeviceSpan span, long index, int size, long address) where T : unmanaged
        => ref Unsafe.AsRef<T>((void*)address);

    /// <inheritdoc/>
    public static ref T Control<T>(GuardedMemory memory, long offset) where T : unmanaged => ref Unsafe.AsRef<T>(memory._control.At(offset));

    /// <inheritdoc/>
    public static ref T Parked<T>(GuardedMemory memory, Wave wave, long slot) where T : unmanaged => ref Control<T>(memory, 0);

    /// <inheritdoc/>
    public static void Record(GuardedMemory memory, Wave wave, long slot, int site, long element, long address, long code)
        => ItemRecorder.Record(memory, wave, slot, site, element, code < 0 ? code : address);

    private long Translate(DeviceSpan span, long index, int size, HmmProtection needed)
    {
        if ((ulong)index >= (ulong)span.Length)
        {
            return ErrorCode.OutOfRange;
        }

        LaunchBuffer buffer = binding.Buffers[(int)span.Table];
        MemoryRegion region = buffer.Region!;
        return region.ProtectionOf(buffer.UnitOf(index)) < needed ? ErrorCode.Missing(0) : span.Origin + index * size;
    }
}
