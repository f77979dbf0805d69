// Safety: callers pass whole huge pages of a mapping of their own, whose contents are zero or anything that is to be kept.
namespace HmmGen.Coherence.Core;

/// <summary>Makes huge pages of memory, whatever the machine's policy for transparent huge pages is. Linux 6.1.</summary>
internal static unsafe class HugePages
{
    /// <summary>The size of one.</summary>
    public const long Size = 2L << 20;

    /// <summary>How often a page is tried that the kernel could not take just now.</summary>
    private const int Tries = 20;

    /// <summary>Gives memory huge pages, and maps them. Contents stay.</summary>
    /// <param name="address">The first byte; a huge page's.</param>
    /// <param name="bytes">How many; whole huge pages.</param>
    /// <returns>0, or a negative error number: then some of the memory has small pages. -22 where the kernel makes none.</returns>
    public static int Make(byte* address, long bytes)
    {
        // The kernel puts pages together where there is one to begin with.
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

    /// <summary>All at once: each call makes all processors look at their lists of pages.</summary>
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
