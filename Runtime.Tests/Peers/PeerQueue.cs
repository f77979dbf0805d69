// Safety: the frames live until Dispose, which comes after the devices' ends. Only the test's thread calls the functions, with pointers that are valid then.
using System.Runtime.InteropServices;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Tests.Peers;

/// <summary>A driver with two devices of one context, between which it copies frames, or fails to.</summary>
internal sealed unsafe class PeerQueue : IDisposable
{
    private static bool _refuses;
    private static bool _failsLate;
    private static int _copies;
    private readonly byte* _frames;

    /// <summary>Makes two devices.</summary>
    /// <param name="frames">The number of frames of each.</param>
    public PeerQueue(int frames)
    {
        (_refuses, _failsLate, _copies) = (false, false, 0);
        long bytes = (long)frames << CoreMirror.FrameBits;
        _frames = (byte*)NativeMemory.AllocZeroed((nuint)(2 * bytes));
        One = Make(_frames, bytes);
        Two = Make(_frames + bytes, bytes);
    }

    /// <summary>One device.</summary>
    public CoreDevice* One { get; }

    /// <summary>The other device.</summary>
    public CoreDevice* Two { get; }

    /// <summary>Whether the driver refuses to copy from device to device.</summary>
    public bool Refuses { set => _refuses = value; }

    /// <summary>Whether a copy from device to device fails after it was accepted.</summary>
    public bool FailsLate { set => _failsLate = value; }

    /// <summary>The number of copies from device to device that were asked for.</summary>
    public int Copies => _copies;

    /// <inheritdoc/>
    public void Dispose()
    {
        CoreFunctions.Current->FreeDevice(One);
        CoreFunctions.Current->FreeDevice(Two);
        NativeMemory.Free(_frames);
    }

    private static CoreDevice* Make(byte* frames, long bytes)
    {
        DeviceDriver driver = new()
        {
            Queue = 1,
            Context = 1,
            ReadBuffer = &Read,
            WriteBuffer = &Write,
            FillBuffer = &Clear,
            CopyBuffer = &Copy,
            Finish = &Finish,
            WaitForEvents = &Wait,
            ReleaseEvent = &Finish,
        };
        CoreDevice* device = CoreFunctions.Current->MakeDevice(DeviceCopyKind.OpenCL, &driver, 1);
        CoreFunctions.Current->SetFrames(device, DeviceCopyKind.OpenCL, (nint)frames, bytes);
        return device;
    }

    [UnmanagedCallersOnly]
    private static int Read(nint queue, nint frames, uint blocking, nuint offset, nuint bytes, void* target, uint number, nint* before, nint* done)
    {
        *done = 1;
        NativeMemory.Copy((byte*)frames + offset, target, bytes);
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Write(nint queue, nint frames, uint blocking, nuint offset, nuint bytes, void* source, uint number, nint* before, nint* done)
    {
        *done = 1;
        NativeMemory.Copy(source, (byte*)frames + offset, bytes);
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Clear(
        nint queue, nint frames, void* pattern, nuint size, nuint offset, nuint bytes, uint number, nint* before, nint* done)
    {
        *done = 1;
        NativeMemory.Clear((byte*)frames + offset, bytes);
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Copy(nint queue, nint source, nint target, nuint from, nuint to, nuint bytes, uint number, nint* before, nint* done)
    {
        _copies++;
        if (_refuses)
        {
            return -5;
        }

        *done = 2;
        NativeMemory.Copy((byte*)source + from, (byte*)target + to, _failsLate ? bytes / 2 : bytes);
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Wait(uint number, nint* events) => *events == 2 && _failsLate ? -14 : 0;

    [UnmanagedCallersOnly]
    private static int Finish(nint handle) => 0;
}
