// Safety: the mirrors belong to the caller and live until the caller removes them. It does not remove them during a launch.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>
/// Tells the service which pages a launch relies on. From the launch's begin to its end the service takes no page from the mirrors that it uses.
/// A touch by the host gets a copy instead. The core settles such pages when a wave ends.
/// </summary>
internal static unsafe class LaunchActivity
{
    /// <summary>Begins the use of mirrors by a launch.</summary>
    /// <param name="mirrors">The mirrors, all of one device.</param>
    /// <param name="activities">For each mirror: 1 if the launch reads it, 2 if the launch writes it.</param>
    /// <param name="count">The number of mirrors.</param>
    [UnmanagedCallersOnly]
    public static void Begin(CoreMirror** mirrors, int* activities, long count)
    {
        for (long i = 0; i < count; i++)
        {
            Set(mirrors[i], activities[i]);
        }
    }

    /// <summary>Settles pending pages after a wave has ended.</summary>
    /// <param name="device">The device.</param>
    /// <returns>0, or a negative error code: then contents were lost.</returns>
    [UnmanagedCallersOnly]
    public static int EndWave(CoreDevice* device) => PendingPages.Settle(device, late: false);

    /// <summary>Ends a launch: settles its pending pages and ends its use of the mirrors.</summary>
    /// <param name="device">The device.</param>
    /// <param name="mirrors">The mirrors.</param>
    /// <param name="count">The number of mirrors.</param>
    /// <returns>0, or a negative error code: then contents were lost.</returns>
    [UnmanagedCallersOnly]
    public static int End(CoreDevice* device, CoreMirror** mirrors, long count)
    {
        int error = PendingPages.Settle(device, late: true);
        for (long i = 0; i < count; i++)
        {
            Set(mirrors[i], 0);
        }

        // Settles pages that became pending before the service saw the end.
        int last = PendingPages.Settle(device, late: true);
        return error != 0 ? error : last;
    }

    /// <summary>Sets a mirror's activity under the service's lock, so that no fault in service still relies on the old activity.</summary>
    private static void Set(CoreMirror* mirror, int activity)
    {
        ServiceState* service = mirror->Region->Service;
        if (service is null)
        {
            mirror->Activity = activity;
            return;
        }

        HostLock.Enter(&service->TableLock);
        mirror->Activity = activity;
        HostLock.Leave(&service->TableLock);
    }
}
