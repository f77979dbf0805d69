// Safety: bare declarations; every caller passes ranges of mappings that the core itself made and has not unmapped.
using System.Runtime.InteropServices;

namespace HmmGen.Faults;

/// <summary>The Linux calls that the core makes, and their constants for x86-64. Called only when there is a userfaultfd.</summary>
internal static unsafe class SystemCalls
{
    public const int ProtNone = 0;
    public const int ProtRead = 1;
    public const int ProtWrite = 2;
    public const int MapShared = 1;
    public const int MapPrivate = 2;
    public const int MapFixed = 0x10;
    public const int MapAnonymous = 0x20;
    public const int MapNoReserve = 0x4000;
    public const int AdviseDontFork = 10;
    public const int AdviseDontDump = 16;
    public const int AdvisePopulateWrite = 23;

    /// <summary>Takes pages from a view, also where they are locked in memory. Linux 5.18.</summary>
    public const int AdviseDontNeedLocked = 24;
    public const int HoleKeepingSize = 3;
    public const int KeepingSize = 1;
    public const int ErrorNotThere = 2;
    public const int ErrorAgain = 11;
    public const int ErrorInterrupted = 4;
    public const int ErrorInput = 5;
    public const int ErrorFault = 14;
    public const int ErrorInvalid = 22;
    public const int ErrorNotFunction = 38;
    public const int ErrorNoData = 61;
    public const int ErrorNotSupported = 95;

    /// <summary>Is added to the number of an error that a file is the reason for, and no device.</summary>
    public const int FileError = 1 << 16;

    private const int FutexNumber = 202;
    private const int CachestatNumber = 451;
    private const int FutexWaitPrivate = 128;
    private const int FutexWakePrivate = 129;
    private const int FromEnd = 2;

    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static extern void* Map(void* address, nuint bytes, int protection, int flags, int file, long offset);

    [DllImport("libc", EntryPoint = "munmap", SetLastError = true)]
    public static extern int Unmap(void* address, nuint bytes);

    [DllImport("libc", EntryPoint = "madvise", SetLastError = true)]
    public static extern int Advise(void* address, nuint bytes, int advice);

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    public static extern int Protect(void* address, nuint bytes, int protection);

    [DllImport("libc", EntryPoint = "memfd_create", SetLastError = true)]
    public static extern int CreateMemoryFile(byte* name, uint flags);

    [DllImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static extern int Truncate(int file, long bytes);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    public static extern int Close(int file);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static extern int Control(int file, nuint request, void* argument);

    [DllImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static extern nint ReadAt(int file, void* target, nuint bytes, long offset);

    [DllImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static extern nint WriteAt(int file, void* source, nuint bytes, long offset);

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static extern int Synchronize(int file);

    [DllImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    public static extern int Allocate(int file, int mode, long offset, long bytes);

    /// <summary>The length of a file whose position nobody uses; negative when it cannot be told.</summary>
    public static long LengthOf(int file) => Seek(file, 0, FromEnd);

    /// <summary>Sleeps while a word has a value; returns early for no reason at times.</summary>
    public static void WaitWhile(int* word, int value) => SystemCall(FutexNumber, (nint)word, FutexWaitPrivate, value, 0, 0, 0);

    /// <summary>Wakes one thread that sleeps on a word.</summary>
    public static void WakeOne(int* word) => SystemCall(FutexNumber, (nint)word, FutexWakePrivate, 1, 0, 0, 0);

    /// <summary>How many pages of a part of a memory file exist, in memory or swapped out; negative when the kernel cannot tell.</summary>
    public static long CountPages(int file, long offset, long bytes)
    {
        ulong* range = stackalloc ulong[2];
        ulong* counts = stackalloc ulong[5];
        range[0] = (ulong)offset;
        range[1] = (ulong)bytes;
        nint result = SystemCall(CachestatNumber, file, (nint)range, (nint)counts, 0, 0, 0);

        // 0: in the cache; 3: evicted, which for memory files means swapped out.
        return result < 0 ? -1 : (long)(counts[0] + counts[3]);
    }

    /// <summary>The error of the last call of this thread.</summary>
    public static int LastError => Marshal.GetLastPInvokeError();

    [DllImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static extern long Seek(int file, long offset, int origin);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static extern nint SystemCall(long number, nint a, nint b, nint c, nint d, nint e, nint f);
}
