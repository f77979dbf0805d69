// Safety: callers pass whole huge pages of a mapping of their own. The contents are zero or must be kept.
namespace HmmGen.Coherence.Core;

/// <summary>Turns memory into huge pages, whatever the machine's policy for transparent huge pages is. Needs Linux 6.1.</summary>
internal static unsafe class HugePages
{
    /// <summary>The size of a huge page in bytes.</summary>
    public const long Size = 2L << 20;

    /// <summary>How often to try a page that Linux could not collapse just now.</summary>
    private const int Tries = 20;

    /// <summary>Gives memory huge pages and maps them. The contents stay.</summary>
    /// <param name="address">The first byte. It starts a huge page.</param>
    /// <param name="bytes">The number of bytes; whole huge pages.</param>
    /// <returns>0, or a negative error code: then some of the memory has small pages. -22 if Linux makes no huge pages.</returns>
    public static int Make(byte* address, long bytes)
    {
        // Linux collapses a huge page only where at least one small page has memory.
        for (byte* page = address; page < address + bytes; page += Size)
        {
            int error = Advise(page, CoreRegion.PageSize, SystemCalls.AdvisePopulateWrite);
            if (error != 0)
            {
                return error;
            }
        }

        int result = Collapse(address, bytes);
        return result != 0 ? result : Advise(address, bytes, SystemCalls.AdvisePopulateWrite);
    }

    /// <summary>Asks for huge pages where memory is first touched. Linux gives them if it has any, and if the machine's policy does not forbid it.</summary>
    /// <param name="address">The first byte.</param>
    /// <param name="bytes">The number of bytes. What fills no huge page keeps small ones.</param>
    public static void Ask(byte* address, long bytes)
    {
        byte* first = (byte*)(((nint)address + Size - 1) & -(nint)Size);
        long whole = (address + bytes - first) & -Size;
        if (OperatingSystem.IsLinux() && whole > 0)
        {
            _ = Advise(first, whole, SystemCalls.AdviseHuge);
        }
    }

    /// <summary>Collapses all pages in one call, because each call makes all processors drain their lists of pages.</summary>
    private static int Collapse(byte* address, long bytes)
    {
        int error;
        int tries = 0;
        do
        {
            error = Advise(address, bytes, SystemCalls.AdviseCollapse);
        }
        while (error == -SystemCalls.ErrorAgain && ++tries < Tries);

        return error;
    }

    private static int Advise(byte* address, long bytes, int advice)
        => SystemCalls.Advise(address, (nuint)bytes, advice) == 0 ? 0 : -SystemCalls.LastError;
}
