using System.Runtime.ExceptionServices;
using HmmGen.Memory;
using HmmGen.Paging;

namespace HmmGen.Launching.InPlace;

/// <summary>The stay of pages on a device whose kernels work in place. When it ends, all pages of the regions go home.</summary>
/// <remarks>
/// No page may stay. A kernel in place that touched a page of its own device would wait for a copy, and the copy for a worker of the device: all of them may
/// wait for such pages.
/// </remarks>
/// <param name="memory">The device's memory. The caller holds the launch lock until the visit has ended.</param>
/// <param name="regions">The regions, whose locks the caller holds.</param>
internal readonly struct PageVisit(DeviceMemory memory, IReadOnlyList<MemoryRegion> regions) : IDisposable
{
    /// <summary>Brings the pages home, and makes the device forget the regions.</summary>
    /// <exception cref="HmmDeviceException">A copy failed. The contents are lost, and of the caller's own arrays nobody could find that out later.</exception>
    /// <exception cref="IOException">The file under a region has no room or was cut.</exception>
    public void Dispose()
    {
        Exception? failure = null;
        foreach (MemoryRegion region in regions)
        {
            if (memory.FindMirror(region) is { } mirror)
            {
                try
                {
                    mirror.CopyToHost(0, region.Length, drop: true);
                }
                catch (Exception error) when (error is HmmDeviceException or IOException)
                {
                    failure ??= error;
                }

                mirror.Remove(keepContents: true);
            }
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
