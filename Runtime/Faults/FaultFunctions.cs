// Safety: the addresses are exports of a library that is never unloaded, whose version was checked, or functions of this
// assembly with the same signatures.
using System.Runtime.InteropServices;

namespace HmmGen.Faults;

/// <summary>The core's functions: those of the native library where it is used, else this assembly's own.</summary>
/// <remarks>
/// A call leaves managed code, so a collection never waits for one. With a fault service all of the core must be native: a thread that holds one of
/// its locks must not be stopped by a collection.
/// </remarks>
internal sealed unsafe class FaultFunctions
{
    private FaultFunctions()
    {
        MakeRegion = &FaultExports.MakeRegion;
        FreeRegion = &FaultExports.FreeRegion;
        MakeDevice = &FaultExports.MakeDevice;
        SetFrames = &FaultExports.SetFrames;
        LoseDevice = &FaultExports.LoseDevice;
        FreeDevice = &FaultExports.FreeDevice;
        MakeMirror = &FaultExports.MakeMirror;
        FreeMirror = &FaultExports.FreeMirror;
        TakeChanges = &FaultExports.TakeChanges;
        Enter = &FaultExports.Enter;
        Leave = &FaultExports.Leave;
        Begin = &FaultExports.Begin;
        SettleLent = &FaultExports.SettleLent;
        EndWave = &FaultExports.EndWave;
        End = &FaultExports.End;
        FirstPoisoned = &FaultExports.FirstPoisoned;
        Forgive = &FaultExports.Forgive;
    }

    private FaultFunctions(nint library)
    {
        MakeRegion = (delegate* unmanaged<byte*, long, FaultRegion*>)NativeLibrary.GetExport(library, "hmm_region_make");
        FreeRegion = (delegate* unmanaged<FaultRegion*, void>)NativeLibrary.GetExport(library, "hmm_region_free");
        MakeDevice = (delegate* unmanaged<DeviceCopyKind, DeviceDriver*, FaultDevice*>)NativeLibrary.GetExport(library, "hmm_device_make");
        SetFrames = (delegate* unmanaged<FaultDevice*, DeviceCopyKind, nint, long, void>)NativeLibrary.GetExport(library, "hmm_device_frames");
        LoseDevice = (delegate* unmanaged<FaultDevice*, void>)NativeLibrary.GetExport(library, "hmm_device_lose");
        FreeDevice = (delegate* unmanaged<FaultDevice*, void>)NativeLibrary.GetExport(library, "hmm_device_free");
        MakeMirror = (delegate* unmanaged<FaultRegion*, FaultDevice*, long, long, FaultMirror*>)NativeLibrary.GetExport(library, "hmm_mirror_make");
        FreeMirror = (delegate* unmanaged<FaultMirror*, void>)NativeLibrary.GetExport(library, "hmm_mirror_free");
        TakeChanges = (delegate* unmanaged<FaultDevice*, long*, long, long>)NativeLibrary.GetExport(library, "hmm_changes");
        Enter = (delegate* unmanaged<FaultMirror*, long, long, int*, EnterFlags, int>)NativeLibrary.GetExport(library, "hmm_enter");
        Leave = (delegate* unmanaged<FaultMirror*, long, long, LeaveMode, int>)NativeLibrary.GetExport(library, "hmm_leave");
        Begin = (delegate* unmanaged<FaultMirror**, int*, long, void>)NativeLibrary.GetExport(library, "hmm_launch_begin");
        SettleLent = (delegate* unmanaged<FaultDevice*, void>)NativeLibrary.GetExport(library, "hmm_lent_settle");
        EndWave = (delegate* unmanaged<FaultDevice*, int>)NativeLibrary.GetExport(library, "hmm_wave_end");
        End = (delegate* unmanaged<FaultDevice*, FaultMirror**, long, int>)NativeLibrary.GetExport(library, "hmm_launch_end");
        FirstPoisoned = (delegate* unmanaged<FaultRegion*, long, long, long>)NativeLibrary.GetExport(library, "hmm_host_poisoned");
        Forgive = (delegate* unmanaged<FaultRegion*, long, long, void>)NativeLibrary.GetExport(library, "hmm_host_forgive");
        Watching = new WatchingFunctions(library);
    }

    /// <summary>The functions that this process uses.</summary>
    public static FaultFunctions Current { get; } = FaultLibrary.Current.Handle is 0 ? new() : new(FaultLibrary.Current.Handle);

    /// <summary>Those for watched regions; null when nothing can be watched.</summary>
    public WatchingFunctions? Watching { get; }

    /// <inheritdoc cref="Lifetimes.MakeRegion"/>
    public delegate* unmanaged<byte*, long, FaultRegion*> MakeRegion { get; }

    /// <inheritdoc cref="Lifetimes.FreeRegion"/>
    public delegate* unmanaged<FaultRegion*, void> FreeRegion { get; }

    /// <inheritdoc cref="Lifetimes.MakeDevice"/>
    public delegate* unmanaged<DeviceCopyKind, DeviceDriver*, FaultDevice*> MakeDevice { get; }

    /// <inheritdoc cref="Lifetimes.SetFrames"/>
    public delegate* unmanaged<FaultDevice*, DeviceCopyKind, nint, long, void> SetFrames { get; }

    /// <inheritdoc cref="Lifetimes.LoseDevice"/>
    public delegate* unmanaged<FaultDevice*, void> LoseDevice { get; }

    /// <inheritdoc cref="Lifetimes.FreeDevice"/>
    public delegate* unmanaged<FaultDevice*, void> FreeDevice { get; }

    /// <inheritdoc cref="Lifetimes.MakeMirror"/>
    public delegate* unmanaged<FaultRegion*, FaultDevice*, long, long, FaultMirror*> MakeMirror { get; }

    /// <inheritdoc cref="Lifetimes.FreeMirror"/>
    public delegate* unmanaged<FaultMirror*, void> FreeMirror { get; }

    /// <inheritdoc cref="Lifetimes.TakeChanges"/>
    public delegate* unmanaged<FaultDevice*, long*, long, long> TakeChanges { get; }

    /// <inheritdoc cref="PageEntering.Enter"/>
    public delegate* unmanaged<FaultMirror*, long, long, int*, EnterFlags, int> Enter { get; }

    /// <inheritdoc cref="PageLeaving.Leave"/>
    public delegate* unmanaged<FaultMirror*, long, long, LeaveMode, int> Leave { get; }

    /// <inheritdoc cref="LaunchActivity.Begin"/>
    public delegate* unmanaged<FaultMirror**, int*, long, void> Begin { get; }

    /// <inheritdoc cref="LentPages.Settle"/>
    public delegate* unmanaged<FaultDevice*, void> SettleLent { get; }

    /// <inheritdoc cref="LaunchActivity.EndWave"/>
    public delegate* unmanaged<FaultDevice*, int> EndWave { get; }

    /// <inheritdoc cref="LaunchActivity.End"/>
    public delegate* unmanaged<FaultDevice*, FaultMirror**, long, int> End { get; }

    /// <inheritdoc cref="HostRanges.FirstPoisoned"/>
    public delegate* unmanaged<FaultRegion*, long, long, long> FirstPoisoned { get; }

    /// <inheritdoc cref="HostRanges.Forgive"/>
    public delegate* unmanaged<FaultRegion*, long, long, void> Forgive { get; }
}
