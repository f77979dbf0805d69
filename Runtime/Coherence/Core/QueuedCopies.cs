// Safety: host pointers are the core's own view or memory that a launch pinned. Frame offsets are checked under the lock under which the frames change.
// A copy may still use both after it was queued. So the code that queues a copy calls Finish before it releases a lock of the pages' blocks.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Copies between host memory and a device's frames, or from frame to frame, that are queued one after another and awaited once, by <see cref="Finish"/>.</summary>
/// <remarks>
/// A driver takes longer to answer than to copy a page, so a wait for each page would cost more than the copies. Copies of a simulated device have happened
/// when they are queued. Whether a queued copy has succeeded is known only after <see cref="Finish"/>.
/// </remarks>
/// <param name="device">The device.</param>
/// <param name="mirror">The mirror whose counts grow by what is copied to the host; null for none.</param>
internal unsafe struct QueuedCopies(CoreDevice* device, CoreMirror* mirror)
{
    private const int Failed = -SystemCalls.ErrorInput;
    private const uint NotBlocking = 0;

    /// <summary>The most copies to queue before a wait.</summary>
    private const int Room = 64;

    private readonly CoreDevice* _device = device;
    private readonly CoreMirror* _mirror = mirror;
    private fixed long _events[Room];
    private int _waiting;
    private int _error;
    private long _bytesIn;
    private long _bytesOut;
    private long _bytesCleared;
    private long _bytesWithin;

    /// <summary>Queues a copy to frames.</summary>
    /// <returns>0, or a negative error code.</returns>
    public int Upload(long offset, byte* source, long bytes) => Queue(CoreCall.CopyToFrames, offset, source, bytes, ref _bytesIn);

    /// <summary>Queues a copy from frames.</summary>
    /// <returns>0, or a negative error code.</returns>
    public int Download(long offset, byte* target, long bytes) => Queue(CoreCall.CopyFromFrames, offset, target, bytes, ref _bytesOut);

    /// <summary>Queues a copy from frames that only serves a comparison. The bytes are not counted.</summary>
    /// <returns>0, or a negative error code.</returns>
    public int Look(long offset, byte* target, long bytes)
    {
        long none = 0;
        return Queue(CoreCall.CopyFromFrames, offset, target, bytes, ref none);
    }

    /// <summary>Queues a copy from frames to other frames. The ranges do not overlap, nor do those of other copies that are queued.</summary>
    /// <returns>0, or a negative error code.</returns>
    public int Within(long from, long to, long bytes)
    {
        HostLock.Enter(&_device->CopyLock);
        bool isThere = Check(_device, from, bytes);
        HostLock.Leave(&_device->CopyLock);
        return isThere ? Queue(CoreCall.CopyBetweenFrames, to, null, bytes, ref _bytesWithin, from) : Failed;
    }

    /// <summary>Queues the clearing of frames.</summary>
    /// <returns>0, or a negative error code.</returns>
    public int Clear(long offset, long bytes) => Queue(CoreCall.ClearFrames, offset, null, bytes, ref _bytesCleared);

    /// <summary>Waits until no queued copy runs any more, and counts the bytes.</summary>
    /// <returns>0, or a negative error code: then some of the copies since the first one have failed. Copies that could not be queued do not count.</returns>
    public int Finish()
    {
        if (_waiting > 0)
        {
            int error = _device->Driver.WaitForEvents is not null ? AwaitEvents() : AwaitStream();
            _error = error != 0 ? Failed : _error;
            _waiting = 0;
        }

        if (_error == 0 && (_bytesIn | _bytesOut | _bytesCleared | _bytesWithin) != 0)
        {
            HostLock.Enter(&_device->CopyLock);
            _device->Counts.BytesIn += _bytesIn;
            _device->Counts.BytesOut += _bytesOut;
            _device->Counts.BytesCleared += _bytesCleared;
            _device->Counts.BytesWithin += _bytesWithin;
            if (_mirror is not null)
            {
                _mirror->Counts.BytesOut += _bytesOut;
            }

            HostLock.Leave(&_device->CopyLock);
        }

        _bytesIn = _bytesOut = _bytesCleared = _bytesWithin = 0;
        return _error;
    }

    /// <summary>
    /// Takes a share of the copies of a device whose frames are memory of this process, while it has <see cref="CoreDevice.HelpedBatches"/>, until there has
    /// been nothing to do for some time.
    /// </summary>
    /// <param name="device">The device.</param>
    [UnmanagedCallersOnly]
    public static void Help(CoreDevice* device)
    {
        if (device->Kind == DeviceCopyKind.Memory)
        {
            device->Helped.Help(&device->HelpedBatches);
        }
    }

    /// <summary>Waits until no queued copy of a device runs any more, whoever queued it. Under the device's CopyLock.</summary>
    public static void Drain(CoreDevice* device)
    {
        ref DeviceDriver driver = ref device->Driver;
        switch (device->Kind)
        {
            case DeviceCopyKind.OpenCL:
                _ = driver.Finish(driver.Queue);
                break;
            case DeviceCopyKind.Cuda:
                _ = Synchronize(ref driver);
                break;
        }
    }

    private int Queue(CoreCall call, long offset, byte* host, long bytes, ref long count, long from = 0)
    {
        if (_waiting == Room)
        {
            _ = Finish();
        }

        if (_error != 0)
        {
            return _error;
        }

        HostLock.Enter(&_device->CopyLock);
        int result = Check(_device, offset, bytes) ? Start(call, offset, host, bytes, from) : Failed;
        HostLock.Leave(&_device->CopyLock);
        count += result == 0 ? bytes : 0;
        return result == 0 ? 0 : Failed;
    }

    /// <summary>Whether a device has a range of frames. Under its CopyLock.</summary>
    public static bool Check(CoreDevice* device, long offset, long bytes)
        => device->Lost == 0 && offset >= 0 && bytes >= 0 && offset + bytes <= device->FrameBytes;

    private int Start(CoreCall call, long offset, byte* host, long bytes, long from)
    {
        bool isMemory = _device->Kind == DeviceCopyKind.Memory;
        byte* frames = (byte*)_device->Frames + offset;
        if (CallGate.RefusesCopy(call, call == CoreCall.CopyFromFrames ? host : isMemory ? frames : null, bytes))
        {
            return Failed;
        }

        if (isMemory)
        {
            Copy(_device, call, frames, call == CoreCall.CopyBetweenFrames ? (byte*)_device->Frames + from : host, bytes);
            return 0;
        }

        int result = _device->Kind == DeviceCopyKind.OpenCL ? StartOpenCL(call, offset, host, bytes, from) : StartCuda(call, offset, host, bytes, from);
        _waiting += result == 0 ? 1 : 0;
        return result;
    }

    private static void Copy(CoreDevice* device, CoreCall call, byte* frames, byte* host, long bytes)
    {
        switch (call)
        {
            case CoreCall.CopyToFrames or CoreCall.CopyBetweenFrames:
                device->Helped.Copy(host, frames, bytes);
                break;
            case CoreCall.CopyFromFrames:
                device->Helped.Copy(frames, host, bytes);
                break;
            default:
                NativeMemory.Clear(frames, (nuint)bytes);
                break;
        }
    }

    private int StartOpenCL(CoreCall call, long offset, byte* host, long bytes, long from)
    {
        ref DeviceDriver driver = ref _device->Driver;
        nint done;
        byte zero = 0;
        int result = call switch
        {
            CoreCall.CopyToFrames
                => driver.WriteBuffer(driver.Queue, _device->Frames, NotBlocking, (nuint)offset, (nuint)bytes, host, 0, null, &done),
            CoreCall.CopyFromFrames
                => driver.ReadBuffer(driver.Queue, _device->Frames, NotBlocking, (nuint)offset, (nuint)bytes, host, 0, null, &done),
            CoreCall.CopyBetweenFrames
                => driver.CopyBuffer(driver.Queue, _device->Frames, _device->Frames, (nuint)from, (nuint)offset, (nuint)bytes, 0, null, &done),
            _ => driver.FillBuffer(driver.Queue, _device->Frames, &zero, 1, (nuint)offset, (nuint)bytes, 0, null, &done),
        };
        if (result == 0)
        {
            _events[_waiting] = done;
        }

        return result;
    }

    private readonly int StartCuda(CoreCall call, long offset, byte* host, long bytes, long from)
    {
        ref DeviceDriver driver = ref _device->Driver;
        if (CallGate.Refuses(CoreCall.EnterContext) || driver.PushContext(driver.Context) != 0)
        {
            return Failed;
        }

        nint frames = _device->Frames + (nint)offset;
        int result = call switch
        {
            CoreCall.CopyToFrames => driver.CopyToDevice(frames, host, (nuint)bytes, driver.Queue),
            CoreCall.CopyFromFrames => driver.CopyToHost(host, frames, (nuint)bytes, driver.Queue),
            CoreCall.CopyBetweenFrames
                => driver.CopyPeer(frames, driver.Context, _device->Frames + (nint)from, driver.Context, (nuint)bytes, driver.Queue),
            _ => driver.SetMemory(frames, 0, (nuint)bytes, driver.Queue),
        };
        nint popped;
        driver.PopContext(&popped);
        return result;
    }

    /// <summary>Waits for the event of each copy. Only the events tell whether a copy has failed; the end of the queue does not.</summary>
    private int AwaitEvents()
    {
        ref DeviceDriver driver = ref _device->Driver;
        nint* events = stackalloc nint[Room];
        for (int i = 0; i < _waiting; i++)
        {
            events[i] = (nint)_events[i];
        }

        int result = CallGate.Refuses(CoreCall.FinishCopy) ? Failed : driver.WaitForEvents((uint)_waiting, events);
        if (result != 0)
        {
            // A driver may return at the first failed copy, while others still run.
            _ = driver.Finish(driver.Queue);
        }

        for (int i = 0; i < _waiting; i++)
        {
            _ = driver.ReleaseEvent(events[i]);
        }

        return result;
    }

    private readonly int AwaitStream()
    {
        int result = Synchronize(ref _device->Driver);
        return CallGate.Refuses(CoreCall.FinishCopy) ? Failed : result;
    }

    private static int Synchronize(ref DeviceDriver driver)
    {
        int result = driver.PushContext(driver.Context);
        if (result == 0)
        {
            result = driver.Synchronize(driver.Queue);
            nint popped;
            driver.PopContext(&popped);
        }

        return result;
    }
}
