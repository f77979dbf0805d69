// Safety: passes pointers on unchanged to drivers, which have finished with them when the method returns. The
// engine has checked that the device's side lies within the buffer.
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Copies between host memory at any address and device buffers, without pinning or wrapping.</summary>
internal static unsafe class HostCopy
{
    /// <summary>Copies to the device.</summary>
    /// <param name="stream">The device's stream.</param>
    /// <param name="target">The buffer.</param>
    /// <param name="offset">The first byte in it.</param>
    /// <param name="source">Host memory.</param>
    /// <param name="bytes">The number of bytes.</param>
    public static void Upload(AcceleratorStream stream, MemoryBuffer target, long offset, void* source, long bytes)
    {
        switch (stream)
        {
            case CLStream:
                CLException.ThrowIfFailed(
                    CLAPI.CurrentAPI.WriteBuffer(stream, target.NativePtr, true, (nint)offset, (nint)bytes, (nint)source));
                break;
            case CudaStream:
                CudaCopy(stream, target.NativePtr + (nint)offset, (nint)source, bytes);
                break;
            default:
                Buffer.MemoryCopy(source, (byte*)target.NativePtr + offset, bytes, bytes);
                break;
        }
    }

    /// <summary>Copies from the device, behind what was put into the stream before.</summary>
    /// <param name="stream">The device's stream.</param>
    /// <param name="source">The buffer.</param>
    /// <param name="offset">The first byte in it.</param>
    /// <param name="target">Host memory.</param>
    /// <param name="bytes">The number of bytes.</param>
    public static void Download(AcceleratorStream stream, MemoryBuffer source, long offset, void* target, long bytes)
    {
        switch (stream)
        {
            case CLStream:
                CLException.ThrowIfFailed(
                    CLAPI.CurrentAPI.ReadBuffer(stream, source.NativePtr, true, (nint)offset, (nint)bytes, (nint)target));
                break;
            case CudaStream:
                CudaCopy(stream, (nint)target, source.NativePtr + (nint)offset, bytes);
                break;
            default:
                stream.Synchronize();
                Buffer.MemoryCopy((byte*)source.NativePtr + offset, target, bytes, bytes);
                break;
        }
    }

    // Addresses of host and device differ, so one function copies either way.
    private static void CudaCopy(AcceleratorStream stream, nint target, nint source, long bytes)
    {
        using (stream.BindScoped())
        {
            CudaException.ThrowIfFailed(CudaAPI.CurrentAPI.MemcpyAsync(target, source, (nint)bytes, stream));
            stream.Synchronize();
        }
    }
}
