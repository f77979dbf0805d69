// Safety: only makes a file descriptor.
using HmmGen.Coherence.Core;

namespace HmmGen.FaultService;

/// <summary>Makes the file in memory that holds all regions of a service: one descriptor for any number of arrays.</summary>
internal static unsafe class MemoryFile
{
    private const uint CloseOnExec = 1;

    /// <summary>The largest size of a file: offsets are never used twice, and unwritten pages take no memory.</summary>
    private const long Bytes = long.MaxValue & -CoreRegion.PageSize;

    /// <summary>Makes the file.</summary>
    /// <returns>The descriptor, or a negative error number.</returns>
    public static int Make()
    {
        if (SystemCalls.FileSizeLimit() < Bytes)
        {
            // Linux would end the process.
            return -SystemCalls.ErrorTooLarge;
        }

        ReadOnlySpan<byte> name = "hmmgen\0"u8;
        int memory;
        fixed (byte* first = name)
        {
            memory = SystemCalls.CreateMemoryFile(first, CloseOnExec);
        }

        if (memory >= 0 && SystemCalls.Truncate(memory, Bytes) == 0)
        {
            return memory;
        }

        int error = -SystemCalls.LastError;
        if (memory >= 0)
        {
            SystemCalls.Close(memory);
        }

        return error;
    }
}
