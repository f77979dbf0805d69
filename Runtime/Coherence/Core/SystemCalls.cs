// Safety: every caller passes ranges of mappings that the core itself made and has not unmapped.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>The Linux calls that the core makes, and their constants for x86-64. Used only if there is a userfaultfd.</summary>
/// <remarks>Each call passes <see cref="CallGate"/>, which costs nothing except in the tests' build of the library.</remarks>
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
    public const int AdviseNormal = 0;
    public const int AdviseDontFork = 10;
    public const int AdviseHuge = 14;
    public const int AdviseDontDump = 16;
    public const int AdvisePopulateWrite = 23;

    /// <summary>Unmaps pages from a view, even pages that are locked in memory. Linux 5.18.</summary>
    public const int AdviseDontNeedLocked = 24;

    /// <summary>Collapses small pages into huge pages. Linux 6.1.</summary>
    public const int AdviseCollapse = 25;
    public const int HoleKeepingSize = 3;
    public const int KeepingSize = 1;
    public const int ErrorAgain = 11;
    public const int ErrorInterrupted = 4;
    public const int ErrorInput = 5;
    public const int ErrorAddress = 14;
    public const int ErrorNoEntry = 2;
    public const int ErrorNoProcess = 3;
    public const int ErrorExists = 17;
    public const int ErrorInvalid = 22;
    public const int ErrorTooLarge = 27;
    public const int ErrorNotFunction = 38;
    public const int ErrorNoData = 61;
    public const int ErrorNotSupported = 95;

    /// <summary>EREMOTEIO: not by Linux, but where a copy from another device fails.</summary>
    public const int ErrorPeer = 121;

    /// <summary>Is added to an error code if a file is the reason for the error, and no device.</summary>
    public const int FileError = 1 << 16;

    private const int SizeOfFiles = 1;
    private const int IdentifyNumber = 5;
    private const int ControlNumber = 72;
    private const int DuplicateCloseOnExec = 1030;
    private const int ThreadNumberNumber = 186;
    private const int UnshareNumber = 272;
    private const int ShareFiles = 0x400;
    private const int CloseRangeNumber = 436;
    private const int FutexLockPrivate = 6 | 128;
    private const int FutexNumber = 202;
    private const int CachestatNumber = 451;
    private const int UserfaultfdNumber = 323;
    private const int FutexWaitPrivate = 128;
    private const int FutexWakePrivate = 129;
    private const int FromEnd = 2;
    private const short PollIn = 1;
    private const int ToData = 3;
    private const int ToHole = 4;
    private const int ErrorBeyond = 6;

    /// <summary>mmap.</summary>
    public static void* Map(void* address, nuint bytes, int protection, int flags, int file, long offset)
        => CallGate.Refuses(CoreCall.Map) ? (void*)-1 : LinuxCalls.Map(address, bytes, protection, flags, file, offset);

    /// <summary>munmap.</summary>
    public static int Unmap(void* address, nuint bytes) => CallGate.Refuses(CoreCall.Unmap) ? -1 : LinuxCalls.Unmap(address, bytes);

    /// <summary>madvise.</summary>
    public static int Advise(void* address, nuint bytes, int advice)
        => CallGate.Refuses(NameOf(advice)) ? -1 : LinuxCalls.Advise(address, bytes, advice);

    /// <summary>mprotect.</summary>
    public static int Protect(void* address, nuint bytes, int protection)
        => CallGate.Refuses(CoreCall.Protect) ? -1 : LinuxCalls.Protect(address, bytes, protection);

    /// <summary>memfd_create.</summary>
    public static int CreateMemoryFile(byte* name, uint flags)
        => CallGate.Refuses(CoreCall.MakeMemoryFile) ? -1 : LinuxCalls.CreateMemoryFile(name, flags);

    /// <summary>ftruncate.</summary>
    public static int Truncate(int file, long bytes) => CallGate.Refuses(CoreCall.SetLength) ? -1 : LinuxCalls.Truncate(file, bytes);

    /// <summary>getrlimit RLIMIT_FSIZE: how far the process may write a file, or make it long. Linux ends a process that goes beyond.</summary>
    /// <returns>The limit in bytes; the largest number for none.</returns>
    public static long FileSizeLimit()
    {
        ulong* limits = stackalloc ulong[2];
        return LinuxCalls.Limit(SizeOfFiles, limits) == 0 ? (long)Math.Min(limits[0], long.MaxValue) : long.MaxValue;
    }

    /// <summary>open.</summary>
    public static int Open(byte* path, int flags) => CallGate.Refuses(CoreCall.Open) ? -1 : LinuxCalls.Open(path, flags);

    /// <summary>userfaultfd.</summary>
    /// <returns>The descriptor, or -1.</returns>
    public static int MakeFault(int flags)
        => CallGate.Refuses(CoreCall.MakeFault) ? -1 : (int)LinuxCalls.Call(UserfaultfdNumber, flags, 0, 0, 0, 0, 0);

    /// <summary>fcntl F_DUPFD_CLOEXEC.</summary>
    public static int Duplicate(int file, int least)
        => CallGate.Refuses(CoreCall.Duplicate) ? -1 : (int)LinuxCalls.Call(ControlNumber, file, DuplicateCloseOnExec, least, 0, 0, 0);

    /// <summary>fstat, into Linux's structure.</summary>
    public static int Identify(int file, void* state)
        => CallGate.Refuses(CoreCall.Identify) ? -1 : (int)LinuxCalls.Call(IdentifyNumber, file, (nint)state, 0, 0, 0, 0);

    /// <summary>close. The descriptor is gone even if this fails.</summary>
    public static int Close(int file)
    {
        int result = LinuxCalls.Close(file);
        return CallGate.Refuses(CoreCall.Close) ? -1 : result;
    }

    /// <summary>ioctl.</summary>
    public static int Control(CoreCall call, int file, nuint request, void* argument)
        => CallGate.Refuses(call) ? -1 : LinuxCalls.Control(file, request, argument);

    /// <summary>read.</summary>
    public static nint ReadFaults(int file, void* target, nuint bytes)
        => CallGate.Refuses(CoreCall.ReadFaults) ? -1 : LinuxCalls.Read(file, target, bytes);

    /// <summary>poll. Waits until there is something to read.</summary>
    public static int WaitForFaults(int file)
    {
        PollRequest request = new() { File = file, Events = PollIn };
        return CallGate.Refuses(CoreCall.WaitForFaults) ? -1 : LinuxCalls.Poll(&request, 1, -1);
    }

    /// <summary>pread.</summary>
    public static nint ReadAt(int file, void* target, nuint bytes, long offset)
        => CallGate.Refuses(CoreCall.ReadFile) ? -1 : LinuxCalls.ReadAt(file, target, bytes, offset);

    /// <summary>pread of a page map.</summary>
    public static nint ReadPageMap(int file, void* target, nuint bytes, long offset)
        => CallGate.Refuses(CoreCall.ReadPageTable) ? -1 : LinuxCalls.ReadAt(file, target, bytes, offset);

    /// <summary>pwrite.</summary>
    public static nint WriteAt(int file, void* source, nuint bytes, long offset)
        => CallGate.Refuses(CoreCall.WriteFile) ? -1 : LinuxCalls.WriteAt(file, source, bytes, offset);

    /// <summary>fdatasync.</summary>
    public static int Synchronize(int file) => CallGate.Refuses(CoreCall.Synchronize) ? -1 : LinuxCalls.Synchronize(file);

    /// <summary>fallocate.</summary>
    public static int Allocate(int file, int mode, long offset, long bytes)
        => CallGate.Refuses(CoreCall.Punch) ? -1 : LinuxCalls.Allocate(file, mode, offset, bytes);

    /// <summary>Returns the length of a file whose position is not used; negative if it cannot be found.</summary>
    public static long LengthOf(int file) => CallGate.Refuses(CoreCall.FileLength) ? -1 : LinuxCalls.Seek(file, 0, FromEnd);

    /// <summary>Finds the first page with memory at or after an offset of a memory file. A page that is swapped out has memory.</summary>
    /// <returns>The offset; the end of the file if there is no such page; negative if Linux cannot tell.</returns>
    public static long NextWithMemory(int file, long offset)
    {
        long found = CallGate.Refuses(CoreCall.CountPages) ? -1 : LinuxCalls.Seek(file, offset, ToData);
        return found < 0 && LastError == ErrorBeyond ? LengthOf(file) : found;
    }

    /// <summary>Finds the first page without memory at or after an offset of a memory file; negative if Linux cannot tell.</summary>
    public static long NextMissing(int file, long offset)
        => CallGate.Refuses(CoreCall.CountPages) ? -1 : LinuxCalls.Seek(file, offset, ToHole);

    /// <summary>Sleeps while a word has a value. It may return early without a reason.</summary>
    public static void WaitWhile(int* word, int value)
    {
        if (!CallGate.Refuses(CoreCall.WaitForLock))
        {
            LinuxCalls.Call(FutexNumber, (nint)word, FutexWaitPrivate, value, 0, 0, 0);
        }
    }

    /// <summary>Wakes one thread that sleeps on a word. It cannot fail.</summary>
    public static void WakeOne(int* word) => LinuxCalls.Call(FutexNumber, (nint)word, FutexWakePrivate, 1, 0, 0, 0);

    /// <summary>Counts the pages with memory in a part of a memory file. A page that is swapped out has memory. Negative if Linux cannot tell.</summary>
    public static long CountPages(int file, long offset, long bytes)
    {
        ulong* range = stackalloc ulong[2];
        ulong* counts = stackalloc ulong[5];
        range[0] = (ulong)offset;
        range[1] = (ulong)bytes;
        nint result = CallGate.Refuses(CoreCall.CountPages) ? -1 : LinuxCalls.Call(CachestatNumber, file, (nint)range, (nint)counts, 0, 0, 0);

        // counts[0]: pages in the cache. counts[3]: evicted pages; in memory files those are swapped out.
        return result < 0 ? -1 : (long)(counts[0] + counts[3]);
    }

    /// <summary>Returns the number of the calling thread.</summary>
    public static int ThreadNumber() => (int)LinuxCalls.Call(ThreadNumberNumber, 0, 0, 0, 0, 0, 0);

    /// <summary>Gives the calling thread its own copy of the descriptor table.</summary>
    /// <returns>0, or -1.</returns>
    public static int OwnFiles() => (int)LinuxCalls.Call(UnshareNumber, ShareFiles, 0, 0, 0, 0, 0);

    /// <summary>Closes the descriptors from one number to another.</summary>
    public static void CloseRange(int first, int last)
    {
        if (first <= last)
        {
            LinuxCalls.Call(CloseRangeNumber, first, last, 0, 0, 0, 0);
        }
    }

    /// <summary>Waits until a thread has ended.</summary>
    /// <param name="thread">The number of the thread, in a word that no thread changes.</param>
    /// <returns>Whether the thread has ended; false if Linux cannot tell.</returns>
    /// <remarks>The word is a Linux lock that the thread holds. Linux passes the lock on when its holder has ended.</remarks>
    public static bool WaitForThread(int* thread)
    {
        nint result;
        do
        {
            result = LinuxCalls.Call(FutexNumber, (nint)thread, FutexLockPrivate, 0, 0, 0, 0);
        }
        while (result < 0 && LastError is ErrorInterrupted or ErrorAgain);

        return result == 0 || LastError == ErrorNoProcess;
    }

    /// <summary>The error of this thread's last call.</summary>
    public static int LastError => Marshal.GetLastPInvokeError();

    private static CoreCall NameOf(int advice) => advice switch
    {
        AdviseDontNeedLocked => CoreCall.TakePages,
        AdvisePopulateWrite => CoreCall.Populate,
        AdviseNormal => CoreCall.FindMemory,
        AdviseCollapse or AdviseHuge => CoreCall.MakeHuge,
        _ => CoreCall.KeepPrivate,
    };
}
