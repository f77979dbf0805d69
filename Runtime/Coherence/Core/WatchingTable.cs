// Safety: filled once, by the native library, which is never unloaded.
namespace HmmGen.Coherence.Core;

/// <summary>The native library's functions for regions that a fault service watches, as the runtime calls them.</summary>
internal unsafe struct WatchingTable
{
    /// <summary>Opens a service: (user mode only, opened). Returns 0 or a negative error code.</summary>
    public delegate* unmanaged<int, ServiceState**, int> Open;

    /// <summary>Swaps "protect" and "copy" for the test that must detect the swap: (service, not 0 to swap).</summary>
    public delegate* unmanaged<ServiceState*, int, void> Swap;

    /// <summary>Limits the number of file pages with memory: (service, pages).</summary>
    public delegate* unmanaged<ServiceState*, long, void> LimitFiles;

    /// <summary>Whether the service watches some of a range: (service, address, bytes). Returns 0 if it watches none of it.</summary>
    public delegate* unmanaged<ServiceState*, byte*, long, int> Watches;

    /// <summary>Makes a region. Returns 0 or a negative error code.</summary>
    /// <remarks>
    /// Arguments: (service, place or null, bytes, size of its pages, file or -1, offset in the file, not 0 to keep changes from the file, made).
    /// </remarks>
    public delegate* unmanaged<ServiceState*, byte*, long, long, int, long, int, CoreRegion**, int> Make;

    /// <summary>Makes a slab: (service, place, bytes, made). Returns 0 or a negative error code. A slab ends like any region.</summary>
    public delegate* unmanaged<ServiceState*, byte*, long, CoreRegion**, int> MakeSlab;

    /// <summary>Makes a region of a part of a slab's pages: (slab, offset, bytes).</summary>
    public delegate* unmanaged<CoreRegion*, long, long, CoreRegion*> MakePart;

    /// <summary>Ends a part: (slab, part). Returns whether the part has its own mapping from now on.</summary>
    public delegate* unmanaged<CoreRegion*, CoreRegion*, int> EndPart;

    /// <summary>Ends the user's view of a region. The view shows zeros from now on.</summary>
    public delegate* unmanaged<CoreRegion*, void> Detach;

    /// <summary>Gives a detached region's memory back. The user's view stays, as zeros.</summary>
    public delegate* unmanaged<CoreRegion*, void> Release;

    /// <summary>Frees the remaining structures of a released region: (region, not 0 to keep a view that is not in the program's memory).</summary>
    public delegate* unmanaged<CoreRegion*, int, void> Free;

    /// <inheritdoc cref="HostRanges.Settle"/>
    public delegate* unmanaged<CoreRegion*, long, long, int, int> Settle;

    /// <inheritdoc cref="HostRanges.Offer"/>
    public delegate* unmanaged<CoreRegion*, long, long, int, int> Offer;

    /// <inheritdoc cref="HostRanges.Open"/>
    public delegate* unmanaged<CoreRegion*, long, long, void> OpenRange;

    /// <inheritdoc cref="ShuttleBlocks.End"/>
    public delegate* unmanaged<CoreRegion*, long, long, void> EndShuttling;

    /// <inheritdoc cref="HostRanges.Pin"/>
    public delegate* unmanaged<CoreRegion*, long, long, int> Pin;

    /// <inheritdoc cref="HostRanges.Unpin"/>
    public delegate* unmanaged<CoreRegion*, long, long, void> Unpin;

    /// <inheritdoc cref="HostRanges.Discard"/>
    public delegate* unmanaged<CoreRegion*, long, long, int> Discard;

    /// <inheritdoc cref="HostRanges.Protect"/>
    public delegate* unmanaged<CoreRegion*, long, long, int, int> Protect;

    /// <inheritdoc cref="HostView.EndOfMemory"/>
    public delegate* unmanaged<CoreRegion*, long, long, int*, long> EndOfMemory;

    /// <inheritdoc cref="FileBacking.Flush"/>
    public delegate* unmanaged<CoreRegion*, int> Flush;
}
