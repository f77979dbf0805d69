// Safety: asks for huge pages only inside memory that was just made for them.
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>Makes memory of huge pages that no service watches.</summary>
internal static unsafe class UnwatchedHugeMemory
{
    /// <summary>Makes zeroed memory.</summary>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="onHeap">Whether it should lie on the collected heap, where that is possible.</param>
    /// <returns>The memory.</returns>
    /// <exception cref="PlatformNotSupportedException">The system makes no huge pages.</exception>
    /// <exception cref="HmmOutOfMemoryException">The process cannot have that much, or there are not that many huge pages.</exception>
    public static OwnedHostMemory Make(long bytes, bool onHeap)
    {
        if (!OperatingSystem.IsLinux() || Environment.SystemPageSize != HeapPage.Size)
        {
            throw HugePageErrors.Of(-SystemCalls.ErrorInvalid, bytes);
        }

        OwnedHostMemory memory = onHeap && HeapPages.TryMake(bytes, HugePages.Size) is { } pages
            ? new HeapHostMemory(pages, bytes)
            : new PlainHostMemory(bytes, HugePages.Size);
        int error = HugePages.Make(memory.Address, (bytes + HugePages.Size - 1) & -HugePages.Size);
        GC.KeepAlive(memory);
        if (error != 0)
        {
            memory.Dispose();
            throw HugePageErrors.Of(error, bytes);
        }

        return memory;
    }
}
