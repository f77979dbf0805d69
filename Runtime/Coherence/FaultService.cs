// Safety: a service's state is made by the native library and never freed.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.Coherence;

/// <summary>A fault service of this process, or why there is none.</summary>
internal sealed unsafe class FaultService
{
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
            SystemCalls.ErrorInvalid => "the kernel's userfaultfd lacks write-protection or minor faults of memory files: Linux 6.5 or newer has them",
            SystemCalls.ErrorNotFunction => "the kernel has no userfaultfd",
            _ => $"userfaultfd is refused ({Marshal.GetPInvokeErrorMessage(-error)})",
        };
    }

    /// <summary>Whether system calls into absent pages fail.</summary>
    public bool IsUserModeOnly { get; }

    /// <summary>The service; null when there is none.</summary>
    public ServiceState* State { get; }

    /// <summary>Why there is none.</summary>
    public string Reason { get; }

    /// <summary>The service for a mode, opened when first asked for.</summary>
    /// <param name="userModeOnly">Whether system calls into absent pages fail.</param>
    /// <returns>The service.</returns>
    public static FaultService Of(bool userModeOnly) => (userModeOnly ? UserModeOnly : Full).Value;
}
