using System.Globalization;
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>Exceptions for failed allocations of huge pages.</summary>
internal static class HugePageErrors
{
    /// <summary>Makes an exception.</summary>
    /// <param name="error">The negative error number.</param>
    /// <param name="bytes">The number of bytes asked for.</param>
    /// <returns>The exception.</returns>
    public static Exception Of(int error, long bytes)
        => error == -SystemCalls.ErrorInvalid
            ? new PlatformNotSupportedException(
                "The system makes no huge pages for this process: that needs Linux 6.1 with pages of 4 KiB and transparent huge pages, "
                + "which must not be disabled for the process (PR_SET_THP_DISABLE). Allocate with HmmPages.Default.")
            : new HmmOutOfMemoryException(string.Create(
                CultureInfo.InvariantCulture,
                $"No {bytes} bytes in huge pages ({Marshal.GetPInvokeErrorMessage(-error)}): there is too little free memory, or it is too fragmented. "
                + $"Write 1 to /proc/sys/vm/compact_memory, or allocate with HmmPages.Default"));
}
