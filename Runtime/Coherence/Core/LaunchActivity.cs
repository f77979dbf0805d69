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
    /// <param name="mirrors">The mirrors, of one device.</param>
    /// <param name="uses">What the launch does with each of them.</param>
    /// <param name="count">The number of mirrors.</param>
    [UnmanagedCallersOnly]
    public static void Begin(CoreMirror** mirrors, LaunchUse* uses, long count)
    {
        for (long i = 0; i < count; i++)
        {
            Set(mirrors[i], uses[i]);
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
            int hidden = ShownPages.Hide(mirrors[i]);
            error = hidden != 0 ? hidden : error;
            Set(mirrors[i], LaunchUse.None);
        }

        // Settles pages that became pending before the service saw the end.
        int last = PendingPages.Settle(device, late: true);
        return error != 0 ? error : last;
    }

    /// <summary>Sets a mirror's use under the service's lock, so that no fault in service still relies on the old use.</summary>
    private static void Set(CoreMirror* mirror, LaunchUse use)
    {
        ServiceState* service = mirror->Region->Service;
        if (service is null)
        {
            mirror->Use = use;
            return;
        }

        HostLock.Enter(&service->TableLock);
        mirror->Use = use;
        HostLock.Leave(&service->TableLock);
    }
}
