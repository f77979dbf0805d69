// Safety: Linux writes into one request and some ranges on the stack. It only looks up the memory in its page tables.
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>Asks Linux how much of some memory is mapped as huge pages.</summary>
internal static unsafe class HugePageCount
{
    private const int Ranges = 32;

    /// <summary>Counts huge pages.</summary>
    /// <param name="address">The first byte.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <returns>The number of huge pages; null where Linux cannot tell, before 6.7.</returns>
    public static long? Of(byte* address, long bytes)
    {
        if (!OperatingSystem.IsLinux() || Environment.SystemPageSize != HeapPage.Size)
        {
            return null;
        }

        using FileStream map = new("/proc/self/pagemap", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        ulong end = ((ulong)address + (ulong)bytes + HeapPage.Size - 1) & ~(HeapPage.Size - 1UL);
        PageMapRange* ranges = stackalloc PageMapRange[Ranges];
        PageMapRequest request = new() { Size = (ulong)sizeof(PageMapRequest), Start = (ulong)address & ~(HeapPage.Size - 1UL), End = end };
        long huge = 0;
        while (request.Start < end)
        {
            request.Ranges = (ulong)ranges;
            request.RangesLength = Ranges;
            request.Mask = request.Returned = PageMapRequest.IsHuge;
            int found = SystemCalls.Control(CoreCall.ReadPageTable, (int)map.SafeFileHandle.DangerousGetHandle(), PageMapRequest.Number, &request);
            if (found < 0)
            {
                return null;
            }

            for (int i = 0; i < found; i++)
            {
                huge += (long)(ranges[i].End - ranges[i].Start);
            }

            request.Start = request.Walked;
        }

        return (huge + HugePages.Size - 1) / HugePages.Size;
    }
}
