// Safety: maps pages of its own, and sets a limit of the process, which is put back.
using System.Runtime.InteropServices;

namespace HmmGen.Tests.Child;

/// <summary>The process has no descriptors, no memory or no mappings left: what needs one is refused, everything else goes on.</summary>
internal static unsafe partial class Exhaustion
{
    private const int Length = 20_000;
    private const int Page = 4096;

    /// <summary>No descriptor is left: only the mapping of a file needs one.</summary>
    public static int Descriptors(HmmSpace space) => WithFile(path =>
    {
        using HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> map = space.MapFile<int>(path, FileAccess.ReadWrite);
        Use(space, device);
        Refused<IOException>(() => space.MapFile<int>(path + "-", FileAccess.ReadWrite));
        const int OpenFiles = 7;
        Limits limits = default;
        Check(GetLimit(OpenFiles, ref limits) == 0);
        Limits few = limits with { Soft = 700 };
        Check(SetLimit(OpenFiles, ref few) == 0);
        List<FileStream> open = [];
        try
        {
            while (open.Count < 1 << 20)
            {
                open.Add(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));
            }
        }
        catch (IOException)
        {
            // What follows has none.
        }

        Refused<IOException>(() => space.MapFile<int>(path, FileAccess.ReadWrite));
        Use(space, device);
        Kernels.Add(device, Length, 1, map);
        map.Flush();
        map.Dispose();
        open.ForEach(stream => stream.Dispose());
        Check(SetLimit(OpenFiles, ref limits) == 0);
        Check(MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(path))[Length - 1] == Length);
        using HmmArray<int> again = space.MapFile<int>(path, FileAccess.ReadWrite);
        Check(again[Length - 1] == Length);
    });

    /// <summary>The process may have a little more memory than it has.</summary>
    public static int Memory(HmmSpace space)
    {
        using HmmDevice device = HmmDevice.Simulated();
        Use(space, device);
        Refused<HmmOutOfMemoryException>(() => space.Allocate<int>(1L << 44));
        List<HmmArray<int>> arrays = [];
        WithLittleMemory(() => Fill(space, arrays, 1 << 19));
        return Finish(space, device, arrays, 1 << 19);
    }

    /// <summary>The process has a few mappings left.</summary>
    public static int Mappings(HmmSpace space)
    {
        const int Left = 400;
        using HmmDevice device = HmmDevice.Simulated();
        Use(space, device);
        Refused<HmmOutOfMemoryException>(() => space.Allocate<int>(1L << 44));
        List<HmmArray<int>> arrays = [];

        // Outside the heap: where that grows while there is no mapping left .NET ends the process, whoever took them.
        HmmSpace plain = new(space.HostMode) { LargestOnHeap = 0 };

        // A rehearsal: .NET ends the process too where it finds no mapping for code that it compiles, so what follows must have run.
        List<HmmArray<int>> rehearsed = [];
        WithLittleMemory(() => Fill(plain, rehearsed, 1 << 19));
        rehearsed.ForEach(array => array.Dispose());
        void* page = Map(null, Page, 0, 0x4022, -1, 0);
        Check(Protect(page, Page, 3) == 0 && Unmap(page, Page) == 0);

        // Every other page may be written, so that each is a mapping of its own.
        const int Most = 1 << 17;
        byte* pages = (byte*)Map(null, (nuint)Most * Page, 0, 0x4022, -1, 0);
        Check((nint)pages != -1);
        int taken = 0;
        while (2 * taken < Most && Protect(pages + 2L * taken * Page, Page, 3) == 0)
        {
            taken++;
        }

        Check(2 * taken < Most);
        for (int i = 0; i < Left / 2; i++)
        {
            Check(Protect(pages + 2L * --taken * Page, Page, 0) == 0);
        }

        try
        {
            Fill(plain, arrays, 2000);
        }
        finally
        {
            Check(Unmap(pages, (nuint)Most * Page) == 0);
        }

        return Finish(space, device, arrays, 2000);
    }

    /// <summary>Does something while the process may have a little more memory than it has.</summary>
    private static void WithLittleMemory(Action action)
    {
        const int AddressSpace = 9;
        const int Room = 64 << 20;
        Limits limits = default;
        Check(GetLimit(AddressSpace, ref limits) == 0);
        Limits little = limits with { Soft = Used() + Room };
        Check(SetLimit(AddressSpace, ref little) == 0);
        try
        {
            action();
        }
        finally
        {
            Check(SetLimit(AddressSpace, ref limits) == 0);
        }
    }

    /// <summary>Makes arrays until one is refused. The middle item of each has its number.</summary>
    private static void Fill(HmmSpace space, List<HmmArray<int>> arrays, int length) => Refused<HmmOutOfMemoryException>(() =>
    {
        while (arrays.Count < 1000)
        {
            HmmArray<int> array = space.Allocate<int>(length);
            array[length / 2] = arrays.Count;
            arrays.Add(array);
        }
    });

    private static int Finish(HmmSpace space, HmmDevice device, List<HmmArray<int>> arrays, int length)
    {
        Console.WriteLine(arrays.Count);
        int place = length / 2;
        for (int i = 0; i < arrays.Count; i++)
        {
            Check(arrays[i][place] == i && arrays[i][place - 1] == 0);
            arrays[i].Dispose();
        }

        Use(space, device);
        return arrays.Count > 0 ? ExitCodes.Right : ExitCodes.Survived;
    }

    /// <summary>Arrays are made, used by a device and by the host, and end.</summary>
    private static void Use(HmmSpace space, HmmDevice device)
    {
        using HmmArray<int> array = space.Allocate<int>(Length);
        array.AsSpan().Fill(1);
        Kernels.Add(device, Length, 1, array);
        Check(array.AsSpan().IndexOfAnyExcept(2) < 0);
        array.AsSpan()[7] = 9;
        Kernels.Add(device, Length, 1, array);
        Check(array[7] == 10 && array[8] == 3);
        array.Discard(HmmRange.All);
        Check(array.AsSpan().IndexOfAnyExcept(0) < 0);
    }

    private static void Refused<TException>(Action action)
        where TException : Exception
    {
        try
        {
            action();
        }
        catch (TException)
        {
            return;
        }

        throw new InvalidOperationException($"no {typeof(TException).Name}");
    }

    private static int WithFile(Action<string> use)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. Enumerable.Range(0, Length).SelectMany(BitConverter.GetBytes)]);
            use(path);
            return ExitCodes.Right;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static nuint Used() => nuint.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) * Page;

    private static void Check(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("a value is wrong");
        }
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, ref Limits limits);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, ref Limits limits);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint bytes, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint bytes, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint bytes);

    private record struct Limits(nuint Soft, nuint Hard);
}
