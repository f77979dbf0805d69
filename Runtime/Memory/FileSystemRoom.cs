// Safety: Linux writes one structure, and the buffer is larger. The handle is kept alive for the call.
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace HmmGen.Memory;

/// <summary>The free room of the file system of an open file. Asks by the handle: the path may name another file by now, or none.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class FileSystemRoom
{
    private const int Words = 32;
    private const int UnitBytes = 1;
    private const int AvailableUnits = 4;

    /// <summary>The number of bytes that the process may still use.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The number; 0 where Linux does not tell.</returns>
    public static long Of(SafeFileHandle file)
    {
        ulong* status = stackalloc ulong[Words];
        int result = Status((int)file.DangerousGetHandle(), status);
        GC.KeepAlive(file);
        return result == 0 ? (long)UInt128.Min((UInt128)long.MaxValue, (UInt128)status[UnitBytes] * status[AvailableUnits]) : 0;
    }

    [DllImport("libc", EntryPoint = "fstatvfs")]
    private static extern int Status(int file, ulong* status);
}
