// Safety: host pointers are the core's own view or memory that a launch pinned. Frame offsets are checked against the frames under
// the lock under which the frames change.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Copies between host memory and a device's frames. Each copy has finished when its call returns.</summary>
internal static unsafe class DeviceCopies
{
    private const int Failed = -SystemCalls.ErrorInput;
    private const uint Blocking = 1;

    /// <summary>Copies to frames.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int Upload(CoreDevice* device, long offset, byte* source, long bytes)
        => Do(device, offset, source, bytes, &ToFrames, &device->Counts.BytesIn);

    /// <summary>Copies from frames.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int Download(CoreMirror* mirror, long offset, byte* target, long bytes)
        => Do(mirror->Device, offset, target, bytes, &FromFrames, &mirror->Device->Counts.BytesOut, &mirror->Counts.BytesOut);

    /// <summary>Copies from frames only to compare. The bytes are not counted as copied to the host.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int Look(CoreDevice* device, long offset, byte* target, long bytes)
        => Do(device, offset, target, bytes, &FromFrames);

    /// <summary>Sets frames to zero.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int Clear(CoreDevice* device, long offset, long bytes)
        => Do(device, offset, null, bytes, &ClearFrames, &device->Counts.BytesCleared);

    /// <summary>Copies or clears, under the lock under which frames move, and counts the bytes.</summary>
    private static int Do(
        CoreDevice* device, long offset, byte* host, long bytes, delegate*<CoreDevice*, long, byte*, long, int> copy,
        long* count = null, long* ofMirror = null)
    {
        HostLock.Enter(&device->CopyLock);
        int result = Check(device, offset, bytes);
        if (result == 0)
        {
            result = copy(device, offset, host, bytes);
            Count(count, result, bytes);
            Count(ofMirror, result, bytes);
        }

        HostLock.Leave(&device->CopyLock);
        return result == 0 ? 0 : Failed;
    }

    private static void Count(long* count, int result, long bytes)
    {
        if (count is not null && result == 0)
        {
            *count += bytes;
        }
    }

    private static int ToFrames(CoreDevice* device, long offset, byte* source, long bytes)
    {
        ref DeviceDriver driver = ref device->Driver;
        switch (device->Kind)
        {
            case DeviceCopyKind.OpenCL:
                return CallGate.RefusesCopy(CoreCall.CopyToFrames, null, bytes)
                    ? Failed
                    : driver.WriteBuffer(driver.Queue, device->Frames, Blocking, (nuint)offset, (nuint)bytes, source, 0, null, null);
            case DeviceCopyKind.Cuda:
                return Push(ref driver) is var entered and not 0 ? entered
                    : Finish(ref driver, CallGate.RefusesCopy(CoreCall.CopyToFrames, null, bytes)
                        ? Failed
                        : driver.CopyToDevice(device->Frames + (nint)offset, source, (nuint)bytes, driver.Queue));
            default:
                byte* frames = (byte*)device->Frames + offset;
                if (CallGate.RefusesCopy(CoreCall.CopyToFrames, frames, bytes))
                {
                    return Failed;
                }

                NativeMemory.Copy(source, frames, (nuint)bytes);
                return 0;
        }
    }

    private static int FromFrames(CoreDevice* device, long offset, byte* target, long bytes)
    {
        ref DeviceDriver driver = ref device->Driver;
        switch (device->Kind)
        {
            case DeviceCopyKind.OpenCL:
                return CallGate.RefusesCopy(CoreCall.CopyFromFrames, target, bytes)
                    ? Failed
                    : driver.ReadBuffer(driver.Queue, device->Frames, Blocking, (nuint)offset, (nuint)bytes, target, 0, null, null);
            case DeviceCopyKind.Cuda:
                return Push(ref driver) is var entered and not 0 ? entered
                    : Finish(ref driver, CallGate.RefusesCopy(CoreCall.CopyFromFrames, target, bytes)
                        ? Failed
                        : driver.CopyToHost(target, device->Frames + (nint)offset, (nuint)bytes, driver.Queue));
            default:
                if (CallGate.RefusesCopy(CoreCall.CopyFromFrames, target, bytes))
                {
                    return Failed;
                }

                NativeMemory.Copy((byte*)device->Frames + offset, target, (nuint)bytes);
                return 0;
        }
    }

    private static int ClearFrames(CoreDevice* device, long offset, byte* none, long bytes)
    {
        ref DeviceDriver driver = ref device->Driver;
        switch (device->Kind)
        {
            case DeviceCopyKind.OpenCL:
                byte zero = 0;
                int filled = CallGate.RefusesCopy(CoreCall.ClearFrames, null, bytes)
                    ? Failed
                    : driver.FillBuffer(driver.Queue, device->Frames, &zero, 1, (nuint)offset, (nuint)bytes, 0, null, null);
                return filled != 0 ? filled : CallGate.Refuses(CoreCall.FinishCopy) ? Failed : driver.Finish(driver.Queue);
            case DeviceCopyKind.Cuda:
                return Push(ref driver) is var entered and not 0 ? entered
                    : Finish(ref driver, CallGate.RefusesCopy(CoreCall.ClearFrames, null, bytes)
                        ? Failed
                        : driver.SetMemory(device->Frames + (nint)offset, 0, (nuint)bytes, driver.Queue));
            default:
                byte* frames = (byte*)device->Frames + offset;
                if (CallGate.RefusesCopy(CoreCall.ClearFrames, frames, bytes))
                {
                    return Failed;
                }

                NativeMemory.Clear(frames, (nuint)bytes);
                return 0;
        }
    }

    private static int Check(CoreDevice* device, long offset, long bytes)
        => device->Lost != 0 || offset < 0 || bytes < 0 || offset + bytes > device->FrameBytes ? Failed : 0;

    private static int Push(ref DeviceDriver driver) => CallGate.Refuses(CoreCall.EnterContext) ? Failed : driver.PushContext(driver.Context);

    private static int Finish(ref DeviceDriver driver, int started)
    {
        int result = started != 0 ? started : CallGate.Refuses(CoreCall.FinishCopy) ? Failed : driver.Synchronize(driver.Queue);
        nint popped;
        driver.PopContext(&popped);
        return result;
    }
}
