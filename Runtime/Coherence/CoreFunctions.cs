// Safety: the addresses are exports of a library that is never unloaded, whose version was checked, or functions of this
// assembly with the same signatures.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.Coherence;

/// <summary>The core's functions: those of the native library where it is used, else this assembly's own.</summary>
/// <remarks>
/// A call leaves managed code, so a collection never waits for one. With a fault service all of the core must be native: a thread that holds one of
/// its locks must not be stopped by a collection.
/// </remarks>
internal sealed unsafe class CoreFunctions
{
    private CoreFunctions()
    {
        MakeRegion = &CoreExports.MakeRegion;
        FreeRegion = &CoreExports.FreeRegion;
        MakeDevice = &CoreExports.MakeDevice;
        SetFrames = &CoreExports.SetFrames;
        LoseDevice = &CoreExports.LoseDevice;
        FreeDevice = &CoreExports.FreeDevice;
        MakeMirror = &CoreExports.MakeMirror;
        FreeMirror = &CoreExports.FreeMirror;
        TakeChanges = &CoreExports.TakeChanges;
        Enter = &CoreExports.Enter;
        Leave = &CoreExports.Leave;
        Begin = &CoreExports.Begin;
        SettleLent = &CoreExports.SettleLent;
        EndWave = &CoreExports.EndWave;
        End = &CoreExports.End;
        FirstPoisoned = &CoreExports.FirstPoisoned;
        Forgive = &CoreExports.Forgive;
    }

    private CoreFunctions(nint library)
    {
        MakeRegion = (delegate* unmanaged<byte*, long, CoreRegion*>)NativeLibrary.GetExport(library, "hmm_region_make");
        FreeRegion = (delegate* unmanaged<CoreRegion*, void>)NativeLibrary.GetExport(library, "hmm_region_free");
        MakeDevice = (delegate* unmanaged<DeviceCopyKind, DeviceDriver*, CoreDevice*>)NativeLibrary.GetExport(library, "hmm_device_make");
        SetFrames = (delegate* unmanaged<CoreDevice*, DeviceCopyKind, nint, long, void>)NativeLibrary.GetExport(library, "hmm_device_frames");
        LoseDevice = (delegate* unmanaged<CoreDevice*, void>)NativeLibrary.GetExport(library, "hmm_device_lose");
        FreeDevice = (delegate* unmanaged<CoreDevice*, void>)NativeLibrary.GetExport(library, "hmm_device_free");
        MakeMirror = (delegate* unmanaged<CoreRegion*, CoreDevice*, long, long, CoreMirror*>)NativeLibrary.GetExport(library, "hmm_mirror_make");
        FreeMirror = (delegate* unmanaged<CoreMirror*, void>)NativeLibrary.GetExport(library, "hmm_mirror_free");
        TakeChanges = (delegate* unmanaged<CoreDevice*, MirrorPage*, long, long>)NativeLibrary.GetExport(library, "hmm_changes");
        Enter = (delegate* unmanaged<CoreMirror*, long, long, int*, EnterFlags, int>)NativeLibrary.GetExport(library, "hmm_enter");
        Leave = (delegate* unmanaged<CoreMirror*, long, long, LeaveMode, int>)NativeLibrary.GetExport(library, "hmm_leave");
        Begin = (delegate* unmanaged<CoreMirror**, int*, long, void>)NativeLibrary.GetExport(library, "hmm_launch_begin");
        SettleLent = (delegate* unmanaged<CoreDevice*, void>)NativeLibrary.GetExport(library, "hmm_lent_settle");
        EndWave = (delegate* unmanaged<CoreDevice*, int>)NativeLibrary.GetExport(library, "hmm_wave_end");
        End = (delegate* unmanaged<CoreDevice*, CoreMirror**, long, int>)NativeLibrary.GetExport(library, "hmm_launch_end");
        FirstPoisoned = (delegate* unmanaged<CoreRegion*, long, long, long>)NativeLibrary.GetExport(library, "hmm_host_poisoned");
        Forgive = (delegate* unmanaged<CoreRegion*, long, long, void>)NativeLibrary.GetExport(library, "hmm_host_forgive");
        Watching = new WatchingFunctions(library);
    }

    /// <summary>The functions that this process uses.</summary>
    public static CoreFunctions Current { get; } = CoreLibrary.Current.Handle is 0 ? new() : new(CoreLibrary.Current.Handle);

    /// <summary>Those for watched regions; null when nothing can be watched.</summary>
    public WatchingFunctions? Watching { get; }

    /// <inheritdoc cref="Lifetimes.MakeRegion"/>
    public delegate* unmanaged<byte*, long, CoreRegion*> MakeRegion { get; }

    /// <inheritdoc cref="Lifetimes.FreeRegion"/>
    public delegate* unmanaged<CoreRegion*, void> FreeRegion { get; }

    /// <inheritdoc cref="Lifetimes.MakeDevice"/>
    public delegate* unmanaged<DeviceCopyKind, DeviceDriver*, CoreDevice*> MakeDevice { get; }

    /// <inheritdoc cref="Lifetimes.SetFrames"/>
    public delegate* unmanaged<CoreDevice*, DeviceCopyKind, nint, long, void> SetFrames { get; }

    /// <inheritdoc cref="Lifetimes.LoseDevice"/>
    public delegate* unmanaged<CoreDevice*, void> LoseDevice { get; }

    /// <inheritdoc cref="Lifetimes.FreeDevice"/>
    public delegate* unmanaged<CoreDevice*, void> FreeDevice { get; }

    /// <inheritdoc cref="Lifetimes.MakeMirror"/>
    public delegate* unmanaged<CoreRegion*, CoreDevice*, long, long, CoreMirror*> MakeMirror { get; }

    /// <inheritdoc cref="Lifetimes.FreeMirror"/>
    public delegate* unmanaged<CoreMirror*, void> FreeMirror { get; }

    /// <inheritdoc cref="PageTable.TakeChanges"/>
    public delegate* unmanaged<CoreDevice*, MirrorPage*, long, long> TakeChanges { get; }

    /// <inheritdoc cref="PageEntering.Enter"/>
    public delegate* unmanaged<CoreMirror*, long, long, int*, EnterFlags, int> Enter { get; }

    /// <inheritdoc cref="PageLeaving.Leave"/>
    public delegate* unmanaged<CoreMirror*, long, long, LeaveMode, int> Leave { get; }

    /// <inheritdoc cref="LaunchActivity.Begin"/>
    public delegate* unmanaged<CoreMirror**, int*, long, void> Begin { get; }

    /// <inheritdoc cref="LentPages.Settle"/>
    public delegate* unmanaged<CoreDevice*, void> SettleLent { get; }

    /// <inheritdoc cref="LaunchActivity.EndWave"/>
    public delegate* unmanaged<CoreDevice*, int> EndWave { get; }

    /// <inheritdoc cref="LaunchActivity.End"/>
    public delegate* unmanaged<CoreDevice*, CoreMirror**, long, int> End { get; }

    /// <inheritdoc cref="HostRanges.FirstPoisoned"/>
    public delegate* unmanaged<CoreRegion*, long, long, long> FirstPoisoned { get; }

    /// <inheritdoc cref="HostRanges.Forgive"/>
    public delegate* unmanaged<CoreRegion*, long, long, void> Forgive { get; }
}
