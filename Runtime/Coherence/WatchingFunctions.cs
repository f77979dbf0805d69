// Safety: the addresses are exports of a library that is never unloaded, whose version was checked.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.Coherence;

/// <summary>The native library's functions for regions that a fault service watches.</summary>
/// <param name="library">The library.</param>
internal sealed unsafe class WatchingFunctions(nint library)
{
    /// <summary>Opens a service: (user mode only, opened) gives 0 or a negative error number.</summary>
    public delegate* unmanaged<int, ServiceState**, int> Open { get; } =
        (delegate* unmanaged<int, ServiceState**, int>)NativeLibrary.GetExport(library, "hmm_service_open");

    /// <summary>Swaps "protect" and "copy", for the test that must see it: (service, not 0 to swap).</summary>
    public delegate* unmanaged<ServiceState*, int, void> Swap { get; } =
        (delegate* unmanaged<ServiceState*, int, void>)NativeLibrary.GetExport(library, "hmm_service_swap");

    /// <summary>Sets how many pages of files may have memory: (service, pages).</summary>
    public delegate* unmanaged<ServiceState*, long, void> LimitFiles { get; } =
        (delegate* unmanaged<ServiceState*, long, void>)NativeLibrary.GetExport(library, "hmm_service_files");

    /// <summary>Makes a region: (service, place or null, bytes, size of its pages, file or -1, offset in the file, not 0 to keep changes from it, made) gives 0 or a negative error number.</summary>
    public delegate* unmanaged<ServiceState*, byte*, long, long, int, long, int, CoreRegion**, int> Make { get; } =
        (delegate* unmanaged<ServiceState*, byte*, long, long, int, long, int, CoreRegion**, int>)NativeLibrary.GetExport(library, "hmm_watched_make");

    /// <summary>Makes a slab: (service, place, bytes, made) gives 0 or a negative error number. Ends as any region.</summary>
    public delegate* unmanaged<ServiceState*, byte*, long, CoreRegion**, int> MakeSlab { get; } =
        (delegate* unmanaged<ServiceState*, byte*, long, CoreRegion**, int>)NativeLibrary.GetExport(library, "hmm_slab_make");

    /// <summary>Makes a part of a slab's pages: (slab, offset, bytes).</summary>
    public delegate* unmanaged<CoreRegion*, long, long, CoreRegion*> MakePart { get; } =
        (delegate* unmanaged<CoreRegion*, long, long, CoreRegion*>)NativeLibrary.GetExport(library, "hmm_part_make");

    /// <summary>Ends a part: (slab, part, 0 when nobody can touch any part of the slab). Tells whether the part has a mapping of its own from now on.</summary>
    public delegate* unmanaged<CoreRegion*, CoreRegion*, int, int> EndPart { get; } =
        (delegate* unmanaged<CoreRegion*, CoreRegion*, int, int>)NativeLibrary.GetExport(library, "hmm_part_end");

    /// <summary>Ends the user's view of a region: it is zeros from now on.</summary>
    public delegate* unmanaged<CoreRegion*, void> Detach { get; } =
        (delegate* unmanaged<CoreRegion*, void>)NativeLibrary.GetExport(library, "hmm_watched_detach");

    /// <summary>Gives a detached region's memory back: (region, not 0 to keep a view that is not in the program's memory).</summary>
    public delegate* unmanaged<CoreRegion*, int, void> Release { get; } =
        (delegate* unmanaged<CoreRegion*, int, void>)NativeLibrary.GetExport(library, "hmm_watched_release");

    /// <summary>Frees what is left of a released region.</summary>
    public delegate* unmanaged<CoreRegion*, void> Free { get; } =
        (delegate* unmanaged<CoreRegion*, void>)NativeLibrary.GetExport(library, "hmm_watched_free");

    /// <inheritdoc cref="HostRanges.Settle"/>
    public delegate* unmanaged<CoreRegion*, long, long, int, int> Settle { get; } =
        (delegate* unmanaged<CoreRegion*, long, long, int, int>)NativeLibrary.GetExport(library, "hmm_host_settle");

    /// <inheritdoc cref="HostRanges.Offer"/>
    public delegate* unmanaged<CoreRegion*, long, long, int, int> Offer { get; } =
        (delegate* unmanaged<CoreRegion*, long, long, int, int>)NativeLibrary.GetExport(library, "hmm_host_offer");

    /// <inheritdoc cref="HostRanges.Pin"/>
    public delegate* unmanaged<CoreRegion*, long, long, int> Pin { get; } =
        (delegate* unmanaged<CoreRegion*, long, long, int>)NativeLibrary.GetExport(library, "hmm_host_pin");

    /// <inheritdoc cref="HostRanges.Unpin"/>
    public delegate* unmanaged<CoreRegion*, long, long, void> Unpin { get; } =
        (delegate* unmanaged<CoreRegion*, long, long, void>)NativeLibrary.GetExport(library, "hmm_host_unpin");

    /// <inheritdoc cref="HostRanges.Discard"/>
    public delegate* unmanaged<CoreRegion*, long, long, int> Discard { get; } =
        (delegate* unmanaged<CoreRegion*, long, long, int>)NativeLibrary.GetExport(library, "hmm_host_discard");

    /// <inheritdoc cref="HostRanges.Protect"/>
    public delegate* unmanaged<CoreRegion*, long, long, int, int> Protect { get; } =
        (delegate* unmanaged<CoreRegion*, long, long, int, int>)NativeLibrary.GetExport(library, "hmm_host_protect");

    /// <inheritdoc cref="HostView.EndOfExisting"/>
    public delegate* unmanaged<CoreRegion*, long, long, int*, long> EndOfExisting { get; } =
        (delegate* unmanaged<CoreRegion*, long, long, int*, long>)NativeLibrary.GetExport(library, "hmm_host_existing");

    /// <inheritdoc cref="FileBacking.Flush"/>
    public delegate* unmanaged<CoreRegion*, int> Flush { get; } =
        (delegate* unmanaged<CoreRegion*, int>)NativeLibrary.GetExport(library, "hmm_file_flush");
}
