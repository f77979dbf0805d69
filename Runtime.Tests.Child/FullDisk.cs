using System.Runtime.InteropServices;

namespace HmmGen.Tests.Child;

/// <summary>A file system without room: changes stay in memory, or on devices, until there is some.</summary>
internal static class FullDisk
{
    private const int Page = 1024;
    private const int Length = 512 * Page;

    /// <summary>A flush is refused, and writes everything when there is room.</summary>
    /// <param name="space">The space.</param>
    /// <param name="folder">The file system, which has room for half of the file.</param>
    public static int Run(HmmSpace space, string folder)
    {
        string path = Sparse(folder);
        using HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> map = space.MapFile<int>(path, FileAccess.ReadWrite);
        Kernels.Add(device, Length, 7, map);
        if (space.HostMode != HmmHostMode.Scopes)
        {
            // In scopes a touch of one's own ends the process, as with any mapped file.
            map.AsSpan()[100 * Page] = -1;
        }

        for (int attempt = 0; attempt < 3; attempt++)
        {
            Refused(map.Flush);
        }

        Kernels.Add(device, Length, 1, map);
        Enlarge(folder);
        map.Flush();
        Expect(path, space.HostMode == HmmHostMode.Scopes ? 8 : 0);
        Kernels.Add(device, Length, 1, map);
        map.Dispose();
        Expect(path, space.HostMode == HmmHostMode.Scopes ? 9 : 1);
        return ExitCodes.Right;
    }

    /// <summary>A launch on the host into a file's holes is refused, or its results are kept.</summary>
    /// <param name="space">The space.</param>
    /// <param name="folder">The file system, which has room for half of the file.</param>
    public static int Holes(HmmSpace space, string folder)
    {
        string path = Sparse(folder);
        HmmArray<int> map = space.MapFile<int>(path, FileAccess.ReadWrite);
        if (space.HostMode == HmmHostMode.Scopes)
        {
            Refused(() => Kernels.Add(HmmDevice.Host, Length, 7, map));
            Refused(() => map.Discard(HmmRange.All));
            Enlarge(folder);
            Kernels.Add(HmmDevice.Host, Length, 7, map);
        }
        else
        {
            Kernels.Add(HmmDevice.Host, Length, 7, map);
            Refused(map.Dispose);
            return ExitCodes.Right;
        }

        map.Dispose();
        Expect(path, 7);
        return ExitCodes.Right;
    }

    /// <summary>A launch needs the frames of pages that their file has no room for, several times; others' pages are on the device too.</summary>
    /// <param name="space">The space.</param>
    /// <param name="folder">The file system, which has room for half of the file.</param>
    public static int Evictions(HmmSpace space, string folder)
    {
        string path = Sparse(folder);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = Length * sizeof(int), MaxDegreeOfParallelism = 1 });
        HmmArray<int> map = space.MapFile<int>(path, FileAccess.ReadWrite);
        using HmmArray<int> source = space.Allocate<int>(Length);
        using HmmArray<int> target = space.Allocate<int>(Length);
        using HmmArray<int> own = space.Allocate<int>(10 * Page);
        source.AsSpan().Fill(5);
        Kernels.Add(device, 10 * Page, 3, own);
        Kernels.Add(device, HmmExtent.Range(20 * Page, Length), 7, map);
        int refused = 0;
        for (int attempt = 0; attempt < 8; attempt++)
        {
            int used = Length >> attempt;
            try
            {
                Kernels.Copy(device, used, source, target);
                Check(target.AsReadOnlySpan(0, used).IndexOfAnyExcept(5) < 0, "what a launch read are the array's elements");
            }
            catch (IOException)
            {
                refused++;
            }
        }

        Check(refused > 0 || space.HostMode != HmmHostMode.Scopes, "some launches found no room");
        Check(own.AsReadOnlySpan().IndexOfAnyExcept(3) < 0, "what another launch wrote is there");
        Enlarge(folder);
        Kernels.Copy(device, Length, source, target);
        Check(target.AsReadOnlySpan().IndexOfAnyExcept(5) < 0, "with room all of it is copied");
        Kernels.Add(device, HmmExtent.Range(0, 20 * Page), 7, map);
        map.Dispose();
        ReadOnlySpan<int> written = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(path));
        Check(written.IndexOfAnyExcept(7) < 0, "the file has every change");
        return ExitCodes.Right;
    }

    private static void Check(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"this does not hold: {what}");
        }
    }

    private static string Sparse(string folder)
    {
        string path = Path.Combine(folder, "sparse");
        using FileStream stream = new(path, FileMode.Create);
        stream.SetLength(Length * sizeof(int));
        return path;
    }

    private static void Enlarge(string folder)
    {
        const nuint Again = 32;
        if (Mount("hmmgen-small", folder, "tmpfs", Again, "size=16m") != 0)
        {
            throw new InvalidOperationException("no room can be made");
        }
    }

    private static void Refused(Action action)
    {
        try
        {
            action();
        }
        catch (IOException refusal)
        {
            if (!refusal.Message.Contains("No space left", StringComparison.Ordinal))
            {
                throw;
            }

            return;
        }

        throw new InvalidOperationException("nothing was refused");
    }

    private static void Expect(string path, int touched)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int other = touched < 7 ? touched + 8 : touched;
        for (int place = 0; place < Length; place++)
        {
            int found = BitConverter.ToInt32(bytes, place * sizeof(int));
            if (found != (place == 100 * Page ? touched : other))
            {
                throw new InvalidOperationException($"element {place} is {found}");
            }
        }
    }

    [DllImport("libc", EntryPoint = "mount")]
    private static extern int Mount(string source, string folder, string kind, nuint flags, string options);
}
