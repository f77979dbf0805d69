// Safety: the native library makes a service's state and never frees it.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.Coherence;

/// <summary>A fault service of this process, or the reason why there is none.</summary>
internal sealed unsafe class FaultService
{
    private const string Permission =
        "For fully transparent memory give the process read and write permission on /dev/userfaultfd (Docker: --device /dev/userfaultfd), "
        + "or set vm.unprivileged_userfaultfd=1, or run it with CAP_SYS_PTRACE.";

    private static readonly Lazy<FaultService> Full = new(() => new FaultService(userModeOnly: false));
    private static readonly Lazy<FaultService> UserModeOnly = new(() => new FaultService(userModeOnly: true));

    private FaultService(bool userModeOnly)
    {
        IsUserModeOnly = userModeOnly;
        if (CoreFunctions.Watching is null)
        {
            Reason = CoreLibrary.Current.Reason;
            return;
        }

        ServiceState* state;
        int error = CoreFunctions.Watching->Open(userModeOnly ? 1 : 0, &state);
        if (error == 0)
        {
            State = state;
            Reason = "";
            FileMemory.Follow(this);
            return;
        }

        Reason = -error switch
        {
            SystemCalls.ErrorInvalid => "this Linux has a userfaultfd without write-protection or minor faults of memory files: Linux 6.5 or newer has both",
            SystemCalls.ErrorNotFunction => "this Linux has no userfaultfd",
            SystemCalls.ErrorTooLarge => $"the process may make files of {SystemCalls.FileSizeLimit()} bytes at most, and all transparent memory lies in one sparse file in memory",
            _ => $"userfaultfd is refused ({Marshal.GetPInvokeErrorMessage(-error)})",
        };
        Remedy = error == -SystemCalls.ErrorTooLarge
            ? "For transparent memory run it without that limit (ulimit -f unlimited, LimitFSIZE=infinity of systemd)."
            : Permission;
    }

    /// <summary>Whether system calls into absent pages fail.</summary>
    public bool IsUserModeOnly { get; }

    /// <summary>The state of the service; null if there is no service.</summary>
    public ServiceState* State { get; }

    /// <summary>The reason why there is no service; empty if there is one.</summary>
    public string Reason { get; }

    /// <summary>What to do to get the service, or a better one.</summary>
    public string Remedy { get; } = Permission;

    /// <summary>Returns the service for a mode. It is opened at the first call.</summary>
    /// <param name="userModeOnly">Whether system calls into absent pages fail.</param>
    /// <returns>The service.</returns>
    public static FaultService Of(bool userModeOnly) => (userModeOnly ? UserModeOnly : Full).Value;

    /// <summary>Whether a service of this process watches some of a range.</summary>
    /// <param name="address">The range's first byte.</param>
    /// <param name="bytes">Its size; not 0.</param>
    /// <returns>True when one does. Then a touch may wait for a device.</returns>
    public static bool Watches(byte* address, long bytes)
        => (Full.IsValueCreated && Full.Value.HasInPart(address, bytes)) || (UserModeOnly.IsValueCreated && UserModeOnly.Value.HasInPart(address, bytes));

    private bool HasInPart(byte* address, long bytes) => State is not null && CoreFunctions.Watching->Watches(State, address, bytes) != 0;
}
