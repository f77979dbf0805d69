// Safety: mirrors are the caller's and live until it removes them, which it does not during a launch.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>
/// Tells the service which pages a launch relies on: from its begin to its end no page is taken from the mirrors that it uses. A host touch gets a
/// copy instead, and what came of it is settled when a wave ends.
/// </summary>
internal static unsafe class LaunchActivity
{
    /// <summary>A launch begins to use mirrors.</summary>
    /// <param name="mirrors">The mirrors, of one device.</param>
    /// <param name="uses">What the launch does with each of them.</param>
    /// <param name="count">How many there are.</param>
    [UnmanagedCallersOnly]
    public static void Begin(CoreMirror** mirrors, LaunchUse* uses, long count)
    {
        for (long i = 0; i < count; i++)
        {
            Set(mirrors[i], uses[i]);
        }
    }

    /// <summary>A wave has ended.</summary>
    /// <param name="device">The device.</param>
    /// <returns>0, or a negative error number: contents were lost.</returns>
    [UnmanagedCallersOnly]
    public static int EndWave(CoreDevice* device) => PendingPages.Settle(device, late: false);

    /// <summary>A launch ends.</summary>
    /// <param name="device">The device.</param>
    /// <param name="mirrors">The mirrors.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>0, or a negative error number: contents were lost.</returns>
    [UnmanagedCallersOnly]
    public static int End(CoreDevice* device, CoreMirror** mirrors, long count)
    {
        int error = PendingPages.Settle(device, late: true);
        for (long i = 0; i < count; i++)
        {
            Set(mirrors[i], LaunchUse.None);
        }

        // What became pending before the service saw the end.
        int last = PendingPages.Settle(device, late: true);
        return error != 0 ? error : last;
    }

    /// <summary>Under the service's lock: no fault is being served that saw the other use.</summary>
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
