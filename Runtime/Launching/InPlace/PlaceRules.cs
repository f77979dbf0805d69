using HmmGen.Devices;
using HmmGen.Memory;

namespace HmmGen.Launching.InPlace;

/// <summary>Tells which launches run in place on a device that can. The others go the way of pages.</summary>
internal static class PlaceRules
{
    /// <summary>Whether a launch may run in place.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="place">How the device works in place.</param>
    /// <returns>
    /// False when the device may not touch some of the memory: watched memory where it is no thread of this process, memory of a watched file, lost pages, and
    /// memory whose protection may forbid an access. There a touch would end the process, where a page that is served tells what is wrong. False also when
    /// another device over the hardware has frames: while the host waits for a page of them, the service serves no touch of a kernel, whose workers it needs.
    /// </returns>
    public static bool Allow(Launch launch, PlaceAccess place)
    {
        LaunchBinding binding = launch.Binding;
        foreach (MemoryRegion region in binding.Regions)
        {
            if (region.IsTransparent && (!place.ReachesWatched || region.IsWatchedFile))
            {
                return false;
            }
        }

        return AllowNow(binding.Buffers, launch.Device.Memory.Port)
            && (PlanPermission.IsUnprotected(binding, launch.Descriptor) || PlanPermission.AllowsMay(binding, launch.Plan));
    }

    /// <summary>Whether what changes between equal launches lets one run in place, where no protection has changed.</summary>
    /// <param name="buffers">The buffers, whose regions the caller has locked.</param>
    /// <param name="port">The device.</param>
    /// <returns>False when pages under the launch were lost, or another device has frames and the launch's memory is watched.</returns>
    public static bool AllowNow(ReadOnlySpan<LaunchBuffer> buffers, DevicePort port)
    {
        bool othersHaveFrames = port.OthersHaveFrames;
        foreach (ref readonly LaunchBuffer buffer in buffers)
        {
            if (buffer.Region is { } region && ((othersHaveFrames && region.IsTransparent) || region.HasLost(buffer.FirstUnit, buffer.UnitCount)))
            {
                return false;
            }
        }

        return true;
    }
}
