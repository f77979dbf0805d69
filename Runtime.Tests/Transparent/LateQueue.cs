// Safety: the frames live until Dispose, which comes after the device's end. Only the test's thread and the one that serves its faults call the functions.
// Copies are noted with pointers that the core keeps valid until it has waited for them; that is what the tests look at.
using System.Runtime.InteropServices;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Tests.Transparent;

/// <summary>A driver's queue as late as it may be: a copy happens when somebody waits for it, and not before.</summary>
internal sealed unsafe class LateQueue : IDisposable
{
    /// <summary>The collection of the classes that have a queue. There is one at a time: a driver's functions are not told whose event they are asked about.</summary>
    public const string OneAtATime = nameof(LateQueue);

    private static LateQueue? _current;
    private readonly List<(nint From, nint To, nuint Bytes)> _queued = [];
    private readonly byte* _frames;

    /// <summary>Makes a queue, and a device of the core that uses it.</summary>
    /// <param name="frames">The number of frames.</param>
    public LateQueue(int frames)
    {
        _current = this;
        long bytes = (long)frames << CoreMirror.FrameBits;
        _frames = (byte*)NativeMemory.AllocZeroed((nuint)bytes);
        DeviceDriver driver = default;
        driver.ReadBuffer = &Read;
        driver.WriteBuffer = &Write;
        driver.FillBuffer = &Clear;
        driver.Finish = &Finish;
        driver.WaitForEvents = &Wait;
        driver.ReleaseEvent = &Release;
        Device = CoreFunctions.Current->MakeDevice(DeviceCopyKind.OpenCL, &driver, 1);
        CoreFunctions.Current->SetFrames(Device, DeviceCopyKind.OpenCL, (nint)_frames, bytes);
        Finishes = 0;
    }

    /// <summary>The core's device.</summary>
    public CoreDevice* Device { get; }

    /// <summary>Is called when the core waits, before any of the copies happens.</summary>
    public Action? Waiting { get; set; }

    /// <summary>The number of copies from now on that can be queued; the next one is refused.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>Whether a wait reports that a copy has failed.</summary>
    public bool Fails { get; set; }

    /// <summary>How often the core has waited.</summary>
    public int Waits { get; private set; }

    /// <summary>How often the core has waited for the whole queue.</summary>
    public int Finishes { get; private set; }

    /// <summary>The events that the core has not released.</summary>
    public int Events { get; private set; }

    /// <summary>The contents of a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>Its bytes.</returns>
    public Span<byte> Frame(int frame) => new(_frames + ((long)frame << CoreMirror.FrameBits), 1 << CoreMirror.FrameBits);

    /// <inheritdoc/>
    public void Dispose()
    {
        CoreFunctions.Current->FreeDevice(Device);
        NativeMemory.Free(_frames);
        _current = null;
    }

    private int Note(void* from, void* to, nuint bytes, nint* done)
    {
        if (Room-- <= 0)
        {
            return -5;
        }

        _queued.Add(((nint)from, (nint)to, bytes));
        Events++;
        *done = _queued.Count;
        return 0;
    }

    private void Copy()
    {
        foreach ((nint from, nint to, nuint bytes) in _queued)
        {
            if (from == 0)
            {
                NativeMemory.Clear((void*)to, bytes);
            }
            else
            {
                NativeMemory.Copy((void*)from, (void*)to, bytes);
            }
        }

        _queued.Clear();
    }

    [UnmanagedCallersOnly]
    private static int Read(nint queue, nint frames, uint blocking, nuint offset, nuint bytes, void* target, uint number, nint* before, nint* done)
        => _current!.Note((byte*)frames + offset, target, bytes, done);

    [UnmanagedCallersOnly]
    private static int Write(nint queue, nint frames, uint blocking, nuint offset, nuint bytes, void* source, uint number, nint* before, nint* done)
        => _current!.Note(source, (byte*)frames + offset, bytes, done);

    [UnmanagedCallersOnly]
    private static int Clear(
        nint queue, nint frames, void* pattern, nuint size, nuint offset, nuint bytes, uint number, nint* before, nint* done)
        => _current!.Note(null, (byte*)frames + offset, bytes, done);

    [UnmanagedCallersOnly]
    private static int Wait(uint number, nint* events)
    {
        LateQueue queue = _current!;
        queue.Waits++;
        queue.Waiting?.Invoke();
        if (queue.Fails)
        {
            return -14;
        }

        queue.Copy();
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Finish(nint queue)
    {
        _current!.Finishes++;
        _current.Copy();
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Release(nint done)
    {
        _current!.Events--;
        return 0;
    }
}
