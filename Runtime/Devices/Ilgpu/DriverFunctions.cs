// Safety: looks up exports by the names that the drivers document, with the signatures of DeviceDriver.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Finds the driver's own functions, which the core calls in place of ILGPU: serving a fault must not enter managed code.</summary>
internal static unsafe class DriverFunctions
{
    private static readonly Lazy<nint> OpenCL = new(() => Load("OpenCL.dll", "libOpenCL.so", "libOpenCL.so.1"));
    private static readonly Lazy<nint> Cuda = new(() => Load("nvcuda.dll", "libcuda.so.1", "libcuda.so"));

    /// <summary>How the core reaches an accelerator's memory.</summary>
    /// <param name="accelerator">The accelerator.</param>
    /// <returns>The kind.</returns>
    public static DeviceCopyKind KindOf(Accelerator accelerator) => accelerator switch
    {
        CLAccelerator => DeviceCopyKind.OpenCL,
        CudaAccelerator => DeviceCopyKind.Cuda,
        _ => DeviceCopyKind.Memory,
    };

    /// <summary>The functions for an accelerator.</summary>
    /// <param name="accelerator">The accelerator.</param>
    /// <param name="copies">The stream for the core's copies.</param>
    /// <returns>The functions; none for memory of this process.</returns>
    public static DeviceDriver Of(Accelerator accelerator, AcceleratorStream copies) => copies switch
    {
        CLStream stream => new DeviceDriver
        {
            Queue = stream.CommandQueue,
            ReadBuffer = (delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)Export(OpenCL, "clEnqueueReadBuffer"),
            WriteBuffer = (delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)Export(OpenCL, "clEnqueueWriteBuffer"),
            FillBuffer = (delegate* unmanaged<nint, nint, void*, nuint, nuint, nuint, uint, nint*, nint*, int>)Export(OpenCL, "clEnqueueFillBuffer"),
            Finish = (delegate* unmanaged<nint, int>)Export(OpenCL, "clFinish"),
        },
        CudaStream stream => new DeviceDriver
        {
            Queue = stream.StreamPtr,
            Context = accelerator.NativePtr,
            PushContext = (delegate* unmanaged<nint, int>)Export(Cuda, "cuCtxPushCurrent_v2"),
            PopContext = (delegate* unmanaged<nint*, int>)Export(Cuda, "cuCtxPopCurrent_v2"),
            CopyToHost = (delegate* unmanaged<void*, nint, nuint, nint, int>)Export(Cuda, "cuMemcpyDtoHAsync_v2"),
            CopyToDevice = (delegate* unmanaged<nint, void*, nuint, nint, int>)Export(Cuda, "cuMemcpyHtoDAsync_v2"),
            SetMemory = (delegate* unmanaged<nint, byte, nuint, nint, int>)Export(Cuda, "cuMemsetD8Async"),
            Synchronize = (delegate* unmanaged<nint, int>)Export(Cuda, "cuStreamSynchronize"),
        },
        _ => default,
    };

    private static nint Export(Lazy<nint> library, string name) => NativeLibrary.GetExport(library.Value, name);

    private static nint Load(string windows, params ReadOnlySpan<string> others)
    {
        if (OperatingSystem.IsWindows())
        {
            return NativeLibrary.Load(windows);
        }

        foreach (string name in others)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
            {
                return library;
            }
        }

        throw new HmmDeviceException($"The driver's library {others[0]} was not found");
    }
}
