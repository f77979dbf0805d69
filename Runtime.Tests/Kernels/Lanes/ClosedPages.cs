// Safety: the pages are mapped here, and unmapped when the test is done with them.
using System.Runtime.InteropServices;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>A page between two others that must not be touched.</summary>
internal static unsafe partial class ClosedPages
{
    /// <summary>Runs a test over the page, whose bytes differ. On systems without these calls it does nothing.</summary>
    /// <param name="test">The test. It gets the first byte of the page, and the first one behind it.</param>
    public static void Between(Action<nint, nint> test)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        int page = Environment.SystemPageSize;
        byte* all = (byte*)Map(0, (nuint)(3 * page), 3, 0x22, -1, 0);
        Assert.NotEqual(-1, (nint)all);
        byte* open = all + page, end = open + page;
        Assert.Equal(0, Protect((nint)all, (nuint)page, 0));
        Assert.Equal(0, Protect((nint)end, (nuint)page, 0));
        for (int i = 0; i < page; i++)
        {
            open[i] = (byte)(7 * i);
        }

        test((nint)open, (nint)end);
        Assert.Equal(0, Unmap((nint)all, (nuint)(3 * page)));
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
