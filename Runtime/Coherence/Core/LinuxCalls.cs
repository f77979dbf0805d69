// Safety: bare declarations. SystemCalls says what its callers pass.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>The functions of the C library through which <see cref="SystemCalls"/> makes its calls.</summary>
internal static unsafe class LinuxCalls
{
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

    [DllImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    public static extern int Limit(int kind, ulong* limits);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    public static extern int Open(byte* path, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    public static extern int Close(int file);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static extern int Control(int file, nuint request, void* argument);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    public static extern nint Read(int file, void* target, nuint bytes);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static extern int Poll(PollRequest* requests, nuint count, int timeout);

    [DllImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static extern nint ReadAt(int file, void* target, nuint bytes, long offset);

    [DllImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static extern nint WriteAt(int file, void* source, nuint bytes, long offset);

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static extern int Synchronize(int file);

    [DllImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    public static extern int Allocate(int file, int mode, long offset, long bytes);

    [DllImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static extern long Seek(int file, long offset, int origin);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static extern nint Call(long number, nint a, nint b, nint c, nint d, nint e, nint f);
}
