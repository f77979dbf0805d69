// Safety: host pointers are the core's own view or memory that a launch pinned; frame offsets are checked against the
// frames under the lock under which the frames change.
using System.Runtime.InteropServices;

namespace HmmGen.Faults;

/// <summary>Copies between host memory and a device's frames; each call has finished when it returns.</summary>
internal static unsafe class DeviceCopies
{
    private const int Failed = -SystemCalls.ErrorInput;
    private const uint Blocking = 1;

    /// <summary>Copies to frames.</summary>
    /// <returns>0, or a negative error number.</returns>
    public static int Upload(FaultDevice* device, long offset, byte* source, long bytes)
    {
        HostLock.Enter(&device->CopyLock);
        int result = Check(device, offset, bytes);
        if (result == 0)
        {
            ref DeviceDriver driver = ref device->Driver;
            switch (device->Kind)
            {
                case DeviceCopyKind.OpenCL:
                    result = driver.WriteBuffer(driver.Queue, device->Frames, Blocking, (nuint)offset, (nuint)bytes, source, 0, null, null);
                    break;
                case DeviceCopyKind.Cuda:
                    result = driver.PushContext(driver.Context);
                    result = result == 0 ? Finish(ref driver, driver.CopyToDevice(device->Frames + (nint)offset, source, (nuint)bytes, driver.Queue)) : result;
                    break;
                default:
                    NativeMemory.Copy(source, (byte*)device->Frames + offset, (nuint)bytes);
                    break;
            }

            device->Counts.BytesIn += result == 0 ? bytes : 0;
        }

        HostLock.Leave(&device->CopyLock);
        return result == 0 ? 0 : Failed;
    }

    /// <summary>Copies from frames.</summary>
    /// <returns>0, or a negative error number.</returns>
    public static int Download(FaultDevice* device, long offset, byte* target, long bytes)
    {
        HostLock.Enter(&device->CopyLock);
        int result = Check(device, offset, bytes);
        if (result == 0)
        {
            ref DeviceDriver driver = ref device->Driver;
            switch (device->Kind)
            {
                case DeviceCopyKind.OpenCL:
                    result = driver.ReadBuffer(driver.Queue, device->Frames, Blocking, (nuint)offset, (nuint)bytes, target, 0, null, null);
                    break;
                case DeviceCopyKind.Cuda:
                    result = driver.PushContext(driver.Context);
                    result = result == 0 ? Finish(ref driver, driver.CopyToHost(target, device->Frames + (nint)offset, (nuint)bytes, driver.Queue)) : result;
                    break;
                default:
                    NativeMemory.Copy((byte*)device->Frames + offset, target, (nuint)bytes);
                    break;
            }

            device->Counts.BytesOut += result == 0 ? bytes : 0;
        }

        HostLock.Leave(&device->CopyLock);
        return result == 0 ? 0 : Failed;
    }

    /// <summary>Sets frames to zero.</summary>
    /// <returns>0, or a negative error number.</returns>
    public static int Clear(FaultDevice* device, long offset, long bytes)
    {
        HostLock.Enter(&device->CopyLock);
        int result = Check(device, offset, bytes);
        if (result == 0)
        {
            ref DeviceDriver driver = ref device->Driver;
            switch (device->Kind)
            {
                case DeviceCopyKind.OpenCL:
                    byte zero = 0;
                    result = driver.FillBuffer(driver.Queue, device->Frames, &zero, 1, (nuint)offset, (nuint)bytes, 0, null, null);
                    result = result == 0 ? driver.Finish(driver.Queue) : result;
                    break;
                case DeviceCopyKind.Cuda:
                    result = driver.PushContext(driver.Context);
                    result = result == 0 ? Finish(ref driver, driver.SetMemory(device->Frames + (nint)offset, 0, (nuint)bytes, driver.Queue)) : result;
                    break;
                default:
                    NativeMemory.Clear((byte*)device->Frames + offset, (nuint)bytes);
                    break;
            }

            device->Counts.BytesCleared += result == 0 ? bytes : 0;
        }

        HostLock.Leave(&device->CopyLock);
        return result == 0 ? 0 : Failed;
    }

    private static int Check(FaultDevice* device, long offset, long bytes)
        => device->Lost != 0 || offset < 0 || bytes < 0 || offset + bytes > device->FrameBytes ? Failed : 0;

    private static int Finish(ref DeviceDriver driver, int started)
    {
        int result = started == 0 ? driver.Synchronize(driver.Queue) : started;
        nint popped;
        driver.PopContext(&popped);
        return result;
    }
}
