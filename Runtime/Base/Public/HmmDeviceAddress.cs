// Safety: the place lies within memory that the access holds until its callback returns. A ref struct cannot outlive the callback, unless the callback takes
// the bare address out of it.
using System.Runtime.CompilerServices;
using HmmGen.Base;

namespace HmmGen;

/// <summary>The place of a range of elements on a device, as libraries of the device take it. It is valid until the callback returns.</summary>
/// <remarks>
/// The host, simulated devices and CUDA devices have a <see cref="Pointer"/>. OpenCL devices have a <see cref="Buffer"/> and an <see cref="Offset"/>. The
/// elements lie in one stretch. Any thread may use the values while the callback runs.
/// </remarks>
public readonly ref struct HmmDeviceAddress
{
    private readonly NativePlace _place;

    internal HmmDeviceAddress(NativePlace place) => _place = place;

    /// <summary>
    /// The address of the first element: of this process on the host and on simulated devices, a <c>CUdeviceptr</c> on CUDA devices; 0 when the range is empty.
    /// </summary>
    /// <exception cref="NotSupportedException">The device is an OpenCL device.</exception>
    public nint Pointer => _place.Kind != NativeMemoryKind.Buffer
        ? _place.Memory + (nint)_place.Offset
        : throw new NotSupportedException("OpenCL has no device pointers: pass Buffer and Offset to the library.");

    /// <summary>The <c>cl_mem</c> in which the elements lie, among others; 0 when the range is empty.</summary>
    /// <exception cref="NotSupportedException">The device is no OpenCL device.</exception>
    public nint Buffer => _place.Kind == NativeMemoryKind.Buffer
        ? _place.Memory
        : throw new NotSupportedException("Only OpenCL devices have buffers: pass Pointer to the library.");

    /// <summary>The number of bytes before the first element in <see cref="Buffer"/>. It is 0 on devices with a <see cref="Pointer"/>.</summary>
    public long Offset => _place.Kind == NativeMemoryKind.Buffer ? _place.Offset : 0;

    /// <summary>The size of the range in bytes.</summary>
    public long Bytes => _place.Bytes;

    /// <summary>The elements as a span, on the host and on simulated devices.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <returns>The span. It is valid until the callback returns.</returns>
    /// <exception cref="NotSupportedException">The device is a CUDA or an OpenCL device, whose memory this process cannot touch.</exception>
    /// <exception cref="InvalidOperationException">The range is accessed for reading only.</exception>
    /// <exception cref="OverflowException">A span cannot have that many elements.</exception>
    public Span<T> AsSpan<T>() where T : unmanaged => _place.Access != HmmAccess.Read
        ? Elements<T>()
        : throw new InvalidOperationException("The range is accessed for reading: take AsReadOnlySpan, or access it for writing.");

    /// <summary>The elements as a span to read, on the host and on simulated devices.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <returns>The span. It is valid until the callback returns.</returns>
    /// <exception cref="NotSupportedException">The device is a CUDA or an OpenCL device, whose memory this process cannot touch.</exception>
    /// <exception cref="OverflowException">A span cannot have that many elements.</exception>
    public ReadOnlySpan<T> AsReadOnlySpan<T>() where T : unmanaged => Elements<T>();

    private unsafe Span<T> Elements<T>() where T : unmanaged => _place.Kind == NativeMemoryKind.Process
        ? new Span<T>((void*)Pointer, checked((int)(_place.Bytes / Unsafe.SizeOf<T>())))
        : throw new NotSupportedException("This process cannot touch the memory of the device: pass the address to a library of the device.");
}
