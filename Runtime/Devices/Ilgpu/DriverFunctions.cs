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
    public static DeviceDriver Of(Accelerator accelerator, AcceleratorStream copies)
    {
        DeviceDriver driver = default;
        switch (copies)
        {
            case CLStream stream:
                driver.Queue = stream.CommandQueue;
                driver.Context = accelerator.NativePtr;
                Find(OpenCL, "clEnqueueReadBuffer", &driver.ReadBuffer);
                Find(OpenCL, "clEnqueueWriteBuffer", &driver.WriteBuffer);
                Find(OpenCL, "clEnqueueFillBuffer", &driver.FillBuffer);
                Find(OpenCL, "clEnqueueCopyBuffer", &driver.CopyBuffer);
                Find(OpenCL, "clFinish", &driver.Finish);
                Find(OpenCL, "clWaitForEvents", &driver.WaitForEvents);
                Find(OpenCL, "clReleaseEvent", &driver.ReleaseEvent);
                break;
            case CudaStream stream:
                driver.Queue = stream.StreamPtr;
                driver.Context = accelerator.NativePtr;
                Find(Cuda, "cuCtxPushCurrent_v2", &driver.PushContext);
                Find(Cuda, "cuCtxPopCurrent_v2", &driver.PopContext);
                Find(Cuda, "cuMemcpyDtoHAsync_v2", &driver.CopyToHost);
                Find(Cuda, "cuMemcpyHtoDAsync_v2", &driver.CopyToDevice);
                Find(Cuda, "cuMemcpyPeerAsync", &driver.CopyPeer);
                Find(Cuda, "cuMemsetD8Async", &driver.SetMemory);
                Find(Cuda, "cuStreamSynchronize", &driver.Synchronize);
                break;
        }

        return driver;
    }

    /// <summary>Finds a function of OpenCL.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="function">Where its address goes. The variable's type says its signature.</param>
    public static void FindOpenCL(string name, void* function) => Find(OpenCL, name, function);

    /// <summary>Sets a function of a driver, whose signature its field says.</summary>
    private static void Find(Lazy<nint> library, string name, void* function) => *(nint*)function = NativeLibrary.GetExport(library.Value, name);

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
