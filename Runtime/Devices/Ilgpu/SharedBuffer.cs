// Safety: calls functions of OpenCL 2.0 with the signatures of the specification. The memory is freed after the buffer over it, and both once.
using HmmGen.Coherence.Core;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace HmmGen.Devices.Ilgpu;

/// <summary>
/// A buffer of a device that is a processor, over memory of the process: <em>fine-grained buffer SVM</em>. Who has its address reads and writes it without the
/// driver, between kernels and beside kernels that touch other bytes: drivers of processors use the memory itself.
/// </summary>
internal sealed unsafe class SharedBuffer : MemoryBuffer
{
    private const long FineGrainBuffer = 1 << 1;
    private const ulong ReadWrite = 1 << 0;
    private const ulong FineGrain = 1 << 10;

    private SharedBuffer(CLAccelerator accelerator, long bytes, void* memory, nint buffer)
        : base(accelerator, bytes, elementSize: 1)
    {
        Address = (nint)memory;
        NativePtr = buffer;
    }

    /// <summary>The first byte.</summary>
    public nint Address { get; private set; }

    /// <summary>Makes a buffer.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="bytes">The size in bytes.</param>
    /// <returns>The buffer, with undefined contents; null where the driver cannot, or has no such memory.</returns>
    public static SharedBuffer? TryMake(CLAccelerator accelerator, long bytes)
    {
        if ((OpenCLPlace.CapabilitiesOf(accelerator.Device) & FineGrainBuffer) == 0)
        {
            return null;
        }

        delegate* unmanaged<nint, ulong, nuint, uint, void*> allocate = null;
        DriverFunctions.FindOpenCL("clSVMAlloc", &allocate);
        void* memory = allocate(accelerator.NativePtr, ReadWrite | FineGrain, (nuint)bytes, 0);
        if (memory is null)
        {
            return null;
        }

        HugePages.Ask((byte*)memory, bytes);
        const CLBufferFlags Flags = CLBufferFlags.CL_MEM_READ_WRITE | CLBufferFlags.CL_MEM_USE_HOST_PTR;
        if (CLAPI.CurrentAPI.CreateBuffer(accelerator.NativePtr, Flags, (nint)bytes, (nint)memory, out nint buffer) != CLError.CL_SUCCESS)
        {
            Free(accelerator, memory);
            return null;
        }

        return new SharedBuffer(accelerator, bytes, memory, buffer);
    }

    /// <inheritdoc/>
    protected override void MemSet(AcceleratorStream stream, byte value, in ArrayView<byte> targetView)
        => CLMemoryBuffer.CLMemSet((CLStream)stream, value, targetView);

    /// <inheritdoc/>
    protected override void CopyFrom(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView)
        => CLMemoryBuffer.CLCopy((CLStream)stream, sourceView, targetView);

    /// <inheritdoc/>
    protected override void CopyTo(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView)
        => CLMemoryBuffer.CLCopy((CLStream)stream, sourceView, targetView);

    /// <inheritdoc/>
    protected override void DisposeAcceleratorObject(bool disposing)
    {
        CLError error = CLAPI.CurrentAPI.ReleaseBuffer(NativePtr);
        NativePtr = 0;
        Free((CLAccelerator)Accelerator, (void*)Address);
        Address = 0;
        if (disposing)
        {
            CLException.ThrowIfFailed(error);
        }
    }

    private static void Free(CLAccelerator accelerator, void* memory)
    {
        delegate* unmanaged<nint, void*, void> free = null;
        DriverFunctions.FindOpenCL("clSVMFree", &free);
        free(accelerator.NativePtr, memory);
    }
}
