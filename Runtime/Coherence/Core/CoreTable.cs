// Safety: filled once, with functions that are never unloaded. The compiler compares their signatures with the fields.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>The core's functions as the runtime calls them. They come from the native library or from this assembly.</summary>
/// <remarks>
/// All pointers come from the runtime, which keeps the lifetimes that <see cref="Lifetimes"/> states. A new function needs a field here, a line in
/// <see cref="Fill"/>, and a change of <see cref="CoreContract.Version"/>.
/// </remarks>
internal unsafe struct CoreTable
{
    /// <inheritdoc cref="Lifetimes.MakeRegion"/>
    public delegate* unmanaged<byte*, long, CoreRegion*> MakeRegion;

    /// <inheritdoc cref="Lifetimes.FreeRegion"/>
    public delegate* unmanaged<CoreRegion*, void> FreeRegion;

    /// <inheritdoc cref="Lifetimes.MakeDevice"/>
    public delegate* unmanaged<DeviceCopyKind, DeviceDriver*, int, CoreDevice*> MakeDevice;

    /// <inheritdoc cref="Lifetimes.SetFrames"/>
    public delegate* unmanaged<CoreDevice*, DeviceCopyKind, nint, long, void> SetFrames;

    /// <inheritdoc cref="Lifetimes.LoseDevice"/>
    public delegate* unmanaged<CoreDevice*, void> LoseDevice;

    /// <inheritdoc cref="Lifetimes.FreeDevice"/>
    public delegate* unmanaged<CoreDevice*, void> FreeDevice;

    /// <inheritdoc cref="Lifetimes.MakeMirror"/>
    public delegate* unmanaged<CoreRegion*, CoreDevice*, long, long, CoreMirror*> MakeMirror;

    /// <inheritdoc cref="Lifetimes.FreeMirror"/>
    public delegate* unmanaged<CoreMirror*, void> FreeMirror;

    /// <inheritdoc cref="PageTable.TakeChanges"/>
    public delegate* unmanaged<CoreDevice*, MirrorPage*, long, long> TakeChanges;

    /// <inheritdoc cref="PageEntering.Enter"/>
    public delegate* unmanaged<CoreMirror*, long*, int*, EnterFlags*, long, int> Enter;

    /// <inheritdoc cref="PageLeaving.Leave"/>
    public delegate* unmanaged<CoreMirror*, MirrorRun*, long, LeaveMode, int> Leave;

    /// <inheritdoc cref="PageMoving.Move"/>
    public delegate* unmanaged<CoreMirror*, long*, int*, long, int> Move;

    /// <inheritdoc cref="QueuedCopies.Help"/>
    public delegate* unmanaged<CoreDevice*, void> Help;

    /// <inheritdoc cref="LaunchActivity.Begin"/>
    public delegate* unmanaged<CoreMirror**, LaunchUse*, long, void> Begin;

    /// <inheritdoc cref="LentPages.Settle"/>
    public delegate* unmanaged<CoreDevice*, void> SettleLent;

    /// <inheritdoc cref="LaunchActivity.EndWave"/>
    public delegate* unmanaged<CoreDevice*, int> EndWave;

    /// <inheritdoc cref="LaunchActivity.End"/>
    public delegate* unmanaged<CoreDevice*, CoreMirror**, long, int> End;

    /// <inheritdoc cref="HostRanges.FirstPoisoned"/>
    public delegate* unmanaged<CoreRegion*, long, long, long> FirstPoisoned;

    /// <inheritdoc cref="HostRanges.Forgive"/>
    public delegate* unmanaged<CoreRegion*, long, long, void> Forgive;

    /// <summary>Fills a table with the functions of the program or library that this file is compiled into.</summary>
    /// <returns>The table.</returns>
    public static CoreTable Fill() => new()
    {
        MakeRegion = &MakeRegionAlone,
        FreeRegion = &FreeRegionAlone,
        MakeDevice = &Lifetimes.MakeDevice,
        SetFrames = &Lifetimes.SetFrames,
        LoseDevice = &Lifetimes.LoseDevice,
        FreeDevice = &Lifetimes.FreeDevice,
        MakeMirror = &Lifetimes.MakeMirror,
        FreeMirror = &Lifetimes.FreeMirror,
        TakeChanges = &PageTable.TakeChanges,
        Enter = &PageEntering.Enter,
        Leave = &PageLeaving.Leave,
        Move = &PageMoving.Move,
        Help = &QueuedCopies.Help,
        Begin = &LaunchActivity.Begin,
        SettleLent = &LentPages.Settle,
        EndWave = &LaunchActivity.EndWave,
        End = &LaunchActivity.End,
        FirstPoisoned = &HostRanges.FirstPoisoned,
        Forgive = &HostRanges.Forgive,
    };

    /// <summary>Makes a region for the runtime. The service calls <c>Lifetimes.MakeRegion</c> too, so that function is no unmanaged entry itself.</summary>
    [UnmanagedCallersOnly]
    private static CoreRegion* MakeRegionAlone(byte* address, long bytes) => Lifetimes.MakeRegion(address, bytes);

    [UnmanagedCallersOnly]
    private static void FreeRegionAlone(CoreRegion* region) => Lifetimes.FreeRegion(region);
}
