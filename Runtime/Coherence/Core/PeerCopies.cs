// Safety: both devices are alive, since their mirrors are in the region's list, and the caller holds the locks of the pages' blocks. Offsets are checked under
// the lock under which the frames change, and no copy runs any more when a call returns.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Copies from the frames of one device to those of another, without a stop at the host.</summary>
/// <remarks>
/// A copy holds the copy locks of both devices until it has finished, so neither device moves its frames meanwhile. It takes the locks in the order of their
/// addresses.
/// </remarks>
internal static unsafe class PeerCopies
{
    /// <summary>
    /// Whether frames of two devices can be copied directly: both are memory of this process, buffers of one OpenCL context, or memory of CUDA.
    /// </summary>
    /// <param name="one">The driver functions of one device.</param>
    /// <param name="other">The driver functions of the other device.</param>
    public static bool ArePossible(in DeviceDriver one, in DeviceDriver other)
    {
        if (one.Queue == 0 && other.Queue == 0)
        {
            return one.WriteBuffer is null && other.WriteBuffer is null;
        }

        return (one.CopyPeer is not null && other.CopyPeer is not null)
            || (one.CopyBuffer is not null && other.CopyBuffer is not null && one.Context == other.Context);
    }

    /// <summary>Copies frames, and counts the bytes as copied to the device.</summary>
    /// <param name="source">The device to copy from.</param>
    /// <param name="from">The offset of the first byte there.</param>
    /// <param name="target">The device to copy to.</param>
    /// <param name="to">The offset of the first byte there.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <returns>Whether the copy succeeded. If it did not, the target's bytes are unknown.</returns>
    public static bool Copy(CoreDevice* source, long from, CoreDevice* target, long to, long bytes)
    {
        bool isFirst = source < target;
        HostLock.Enter(isFirst ? &source->CopyLock : &target->CopyLock);
        HostLock.Enter(isFirst ? &target->CopyLock : &source->CopyLock);
        bool copied = source->Kind == target->Kind
            && IsWithin(source, from, bytes)
            && IsWithin(target, to, bytes)
            && Run(source, from, target, to, bytes);
        if (copied)
        {
            target->Counts.BytesIn += bytes;
            target->Counts.BytesFromPeers += bytes;
        }

        HostLock.Leave(&source->CopyLock);
        HostLock.Leave(&target->CopyLock);
        return copied;
    }

    private static bool IsWithin(CoreDevice* device, long offset, long bytes)
        => device->Lost == 0 && offset >= 0 && bytes >= 0 && offset + bytes <= device->FrameBytes;

    private static bool Run(CoreDevice* source, long from, CoreDevice* target, long to, long bytes)
    {
        bool isMemory = target->Kind == DeviceCopyKind.Memory;
        byte* frames = (byte*)target->Frames + to;
        if (CallGate.RefusesCopy(CoreCall.CopyBetweenFrames, isMemory ? frames : null, bytes))
        {
            return false;
        }

        switch (target->Kind)
        {
            case DeviceCopyKind.Memory:
                NativeMemory.Copy((byte*)source->Frames + from, frames, (nuint)bytes);
                return true;
            case DeviceCopyKind.OpenCL:
                return RunOpenCL(source, from, target, to, bytes);
            default:
                return RunCuda(source, from, target, to, bytes);
        }
    }

    private static bool RunOpenCL(CoreDevice* source, long from, CoreDevice* target, long to, long bytes)
    {
        ref DeviceDriver driver = ref target->Driver;
        nint done;
        if (driver.CopyBuffer(driver.Queue, source->Frames, target->Frames, (nuint)from, (nuint)to, (nuint)bytes, 0, null, &done) != 0)
        {
            return false;
        }

        // Only the event tells whether the copy has failed.
        int result = driver.WaitForEvents(1, &done);
        _ = driver.ReleaseEvent(done);
        return result == 0;
    }

    private static bool RunCuda(CoreDevice* source, long from, CoreDevice* target, long to, long bytes)
    {
        ref DeviceDriver driver = ref target->Driver;
        if (driver.PushContext(driver.Context) != 0)
        {
            return false;
        }

        int result = driver.CopyPeer(
            target->Frames + (nint)to, driver.Context, source->Frames + (nint)from, source->Driver.Context, (nuint)bytes, driver.Queue);
        int waited = driver.Synchronize(driver.Queue);
        nint popped;
        driver.PopContext(&popped);
        return result == 0 && waited == 0;
    }
}
