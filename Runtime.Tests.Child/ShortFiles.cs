// Safety: asks for and sets a limit of the process, which is put back.
using System.Runtime.InteropServices;

namespace HmmGen.Tests.Child;

/// <summary>Files that end before the arrays over them do, and files that cannot be kept open.</summary>
internal static partial class ShortFiles
{
    private const int Page = 1024;
    private const int Length = 64 * Page;

    /// <summary>A map for reading whose file becomes shorter.</summary>
    public static int Reading(HmmSpace space) => With(path =>
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> map = space.MapFile<int>(path, FileAccess.Read);
        using HmmArray<int> target = space.Allocate<int>(Length);
        Shorten(path, 8 * Page);
        Expect<EndOfStreamException>(() => Kernels.Copy(device, Length, map, target));
        Expect<EndOfStreamException>(() => Kernels.Copy(HmmDevice.Host, Length, map, target));
        Expect<EndOfStreamException>(() => map[Length - 1].ToString());
        Expect<EndOfStreamException>(() => map.AsReadOnlySpan()[^1].ToString());
        Expect<EndOfStreamException>(() => map.Prefetch(device, HmmRange.All));
        Expect<EndOfStreamException>(map.Flush);

        // What is still there is still read.
        Kernels.Copy(device, 8 * Page, map.Slice(0, 8 * Page), target);
        Check(target.AsReadOnlySpan(8 * Page - 1, 1)[0] == 8 * Page - 1);
    });

    /// <summary>A map for writing whose file becomes shorter.</summary>
    public static int Writing(HmmSpace space) => With(path =>
    {
        using HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> map = space.MapFile<int>(path, FileAccess.ReadWrite);
        Kernels.Add(device, 4 * Page, 1, map.Slice(0, 4 * Page));
        Shorten(path, 8 * Page);
        Expect<EndOfStreamException>(() => Kernels.Add(device, Length, 1, map));
        Expect<EndOfStreamException>(() => Kernels.Add(HmmDevice.Host, Length, 1, map));
        Expect<EndOfStreamException>(() => map[Length - 1].ToString());
        Expect<EndOfStreamException>(() => map.AsSpan()[^1].ToString());
        Expect<EndOfStreamException>(() => map.Prefetch(device, HmmRange.All));
        Expect<EndOfStreamException>(map.Flush);
        Check(new FileInfo(path).Length == 8 * Page * sizeof(int));
        Shorten(path, Length);
        map.Flush();
        Check(map[4 * Page - 1] == 4 * Page && map[7 * Page] == 7 * Page);
        map.Dispose();
    });

    /// <summary>A touch of one's own of what the file does not have any more.</summary>
    public static int Touching(HmmSpace space) => With(path =>
    {
        using HmmArray<int> map = space.MapFile<int>(path, FileAccess.ReadWrite);
        Span<int> span = map.AsSpan();
        Shorten(path, 8 * Page + 7);
        Check(span[8 * Page - 1] == 8 * Page - 1);
        Expect<EndOfStreamException>(() => map[9 * Page].ToString());
        Console.WriteLine("touching");
        Console.Out.Flush();
        Console.WriteLine(span[9 * Page]);
    });

    /// <summary>Maps whose file becomes longer: they stay as they are, and so does what was added.</summary>
    public static int Growing(HmmSpace space) => With(path =>
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> reading = space.MapFile<int>(path, FileAccess.Read);
        using (HmmArray<int> map = space.MapFile<int>(path, FileAccess.ReadWrite))
        {
            Kernels.Add(device, Length, 1, map);
            Shorten(path, Length + 3 * Page);
            Check(map.Length == Length && map[Length - 1] == Length);
            map.AsSpan()[0] = -7;
            map.Flush();
            Check(new FileInfo(path).Length == (Length + 3 * Page) * sizeof(int));
            Kernels.Add(HmmDevice.Host, Length, 1, map);
        }

        Check(reading.Length == Length);
        using HmmArray<int> longer = space.MapFile<int>(path, FileAccess.ReadWrite);
        Check(longer.Length == Length + 3 * Page && longer[0] == -6 && longer[Length - 1] == Length + 1 && longer[Length + Page] == 0);
    });

    /// <summary>The process has one descriptor left, and the map would need two.</summary>
    public static int NoDescriptors(HmmSpace space) => With(path =>
    {
        // What is loaded for an exception needs descriptors too.
        Expect<FileNotFoundException>(() => space.MapFile<int>(path + "-", FileAccess.ReadWrite));
        space.MapFile<int>(path, FileAccess.ReadWrite).Dispose();
        nuint next;
        using (FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            next = (nuint)stream.SafeFileHandle.DangerousGetHandle();
        }

        const int Descriptors = 7;
        Limits limits = default;
        Check(GetLimit(Descriptors, ref limits) == 0);
        Limits few = limits with { Soft = next + 1 };
        Check(SetLimit(Descriptors, ref few) == 0);
        try
        {
            using HmmArray<int> map = space.MapFile<int>(path, FileAccess.ReadWrite);
            Check(map[1000] == 1000);
        }
        catch (IOException refusal)
        {
            Check(refusal.Message.Contains("kept open", StringComparison.Ordinal));
        }
        finally
        {
            Check(SetLimit(Descriptors, ref limits) == 0);
        }
    });

    private static int With(Action<string> use)
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

    private static void Shorten(string path, int count)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.SetLength(count * sizeof(int));
    }

    private static void Expect<TException>(Action action)
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

    private record struct Limits(nuint Soft, nuint Hard);
}
