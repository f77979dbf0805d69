using HmmGen.Base;

namespace HmmGen.Devices;

/// <summary>How a device's kernels work on process memory by its addresses.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Reason">What the driver has that makes it possible.</param>
/// <param name="ReachesWatched">
/// Whether the device may touch memory that a fault service watches. Threads of this process may: their touch is a touch by the host. A graphics processor may
/// not: Linux serves its touches inside the driver, which userfaultfd refuses.
/// </param>
internal sealed record PlaceAccess(HmmMirrorMode Mode, string Reason, bool ReachesWatched)
{
    /// <summary>
    /// The lock of the hardware, which all devices over it share. A launch in place has it alone, and whoever moves pages shares it. A kernel in place may wait
    /// for a page that a service brings, and the service for a copy of that part of memory: the copy must not wait for the workers that run the kernel.
    /// </summary>
    public SharedLock Gate { get; } = new();
}
