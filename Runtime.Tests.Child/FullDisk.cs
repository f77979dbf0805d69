using System.Diagnostics;

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
            Refused(() => map.Advise(HmmAdvice.Discard, HmmRange.All));
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

    private static string Sparse(string folder)
    {
        string path = Path.Combine(folder, "sparse");
        using FileStream stream = new(path, FileMode.Create);
        stream.SetLength(Length * sizeof(int));
        return path;
    }

    private static void Enlarge(string folder)
    {
        using Process mount = Process.Start("mount", ["-o", "remount,size=16m", folder]);
        mount.WaitForExit();
        if (mount.ExitCode != 0)
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
}
