// Safety: only asks for a signal.
using System.Runtime.InteropServices;

namespace HmmGen.Tests.Child;

/// <summary>Ends the process when it hangs: by a signal, which needs no managed thread to run. The exit code is then 142.</summary>
internal static class Watchdog
{
    /// <summary>Sets the limit.</summary>
    /// <param name="seconds">How long the process may live.</param>
    public static void Start(uint seconds) => Alarm(seconds);

    [DllImport("libc", EntryPoint = "alarm")]
    private static extern uint Alarm(uint seconds);
}
