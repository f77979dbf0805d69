// Safety: the functions are the driver's exports with the signatures written here. They are null if the frames are memory.
namespace HmmGen.Coherence.Core;

/// <summary>The driver functions that the core calls. It calls them directly and never through managed code, so a fault waits only for a copy.</summary>
internal unsafe struct DeviceDriver
{
    /// <summary>A command queue or stream that only the core uses, so that copies do not wait for compute kernels.</summary>
    public nint Queue;

    /// <summary>The context of OpenCL or CUDA.</summary>
    public nint Context;

    /// <summary>clEnqueueReadBuffer(queue, buffer, blocking, offset, size, target, 0, 0, event).</summary>
    public delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int> ReadBuffer;

    /// <summary>clEnqueueWriteBuffer(queue, buffer, blocking, offset, size, source, 0, 0, event).</summary>
    public delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int> WriteBuffer;

    /// <summary>clEnqueueFillBuffer(queue, buffer, pattern, pattern size, offset, size, 0, 0, event).</summary>
    public delegate* unmanaged<nint, nint, void*, nuint, nuint, nuint, uint, nint*, nint*, int> FillBuffer;

    /// <summary>clEnqueueCopyBuffer(queue, source, target, source offset, target offset, size, 0, 0, event).</summary>
    public delegate* unmanaged<nint, nint, nint, nuint, nuint, nuint, uint, nint*, nint*, int> CopyBuffer;

    /// <summary>clFinish(queue).</summary>
    public delegate* unmanaged<nint, int> Finish;

    /// <summary>clWaitForEvents(number, events).</summary>
    public delegate* unmanaged<uint, nint*, int> WaitForEvents;

    /// <summary>clReleaseEvent(event).</summary>
    public delegate* unmanaged<nint, int> ReleaseEvent;

    /// <summary>cuCtxPushCurrent(context).</summary>
    public delegate* unmanaged<nint, int> PushContext;

    /// <summary>cuCtxPopCurrent(context).</summary>
    public delegate* unmanaged<nint*, int> PopContext;

    /// <summary>cuMemcpyDtoHAsync(target, source, bytes, stream).</summary>
    public delegate* unmanaged<void*, nint, nuint, nint, int> CopyToHost;

    /// <summary>cuMemcpyHtoDAsync(target, source, bytes, stream).</summary>
    public delegate* unmanaged<nint, void*, nuint, nint, int> CopyToDevice;

    /// <summary>cuMemcpyPeerAsync(target, target context, source, source context, bytes, stream).</summary>
    public delegate* unmanaged<nint, nint, nint, nint, nuint, nint, int> CopyPeer;

    /// <summary>cuMemsetD8Async(target, value, bytes, stream).</summary>
    public delegate* unmanaged<nint, byte, nuint, nint, int> SetMemory;

    /// <summary>cuStreamSynchronize(stream).</summary>
    public delegate* unmanaged<nint, int> Synchronize;
}
