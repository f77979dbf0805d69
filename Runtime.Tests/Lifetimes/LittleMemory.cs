// Safety: sets a limit of the process, which is put back.
using System.Globalization;
using System.Runtime.InteropServices;

namespace HmmGen.Tests.Lifetimes;

/// <summary>Runs code while the process may have little more address space than it has. Linux only.</summary>
internal static partial class LittleMemory
{
    private const int AddressSpace = 9;
    private const int Page = 4096;

    /// <summary>The address space of the process in bytes.</summary>
    public static long Used => long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[0], CultureInfo.InvariantCulture) * Page;

    /// <summary>Does something.</summary>
    /// <param name="room">How much more the process may have, in bytes.</param>
    /// <param name="action">What is done.</param>
    /// <returns>Whether it was done: false if the memory was too little.</returns>
    public static bool TryRun(long room, Action action)
    {
        Limits limits = default;
        Check(GetLimit(AddressSpace, ref limits));
        Limits little = limits with { Soft = (nuint)(Used + room) };
        Check(SetLimit(AddressSpace, ref little));
        try
        {
            action();
            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
        finally
        {
            Check(SetLimit(AddressSpace, ref limits));
        }
    }

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw new InvalidOperationException("Linux refuses a limit");
        }
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, ref Limits limits);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, ref Limits limits);

    private record struct Limits(nuint Soft, nuint Hard);
}
