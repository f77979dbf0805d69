// Safety: the call reads two numbers.
using System.Runtime.InteropServices;

namespace HmmGen.Tests.Child;

/// <summary>The process may write files up to a limit only, and Linux ends a process that tries more.</summary>
internal static unsafe partial class FileSizeLimits
{
    private const int Length = 1 << 16;
    private const int SizeOfFiles = 1;

    /// <summary>Writes a map beyond a limit that comes after it, and saves an array that is larger.</summary>
    public static int Run(HmmSpace space)
    {
        string path = Path.GetTempFileName();
        string other = path + ".saved";
        File.WriteAllBytes(path, new byte[Length]);
        try
        {
            using HmmArray<byte> map = space.MapFile<byte>(path, FileAccess.ReadWrite);
            using HmmArray<byte> array = space.Allocate<byte>(Length);
            Set(Length / 2);
            map[0] = 1;
            map[Length - 1] = 2;
            bool right = (Refuses(map.Flush) || space.HostMode == HmmHostMode.Scopes)
                && Refuses(() => array.SaveAsync(other).GetAwaiter().GetResult())
                && !File.Exists(other);
            Set(ulong.MaxValue);
            map.Flush();
            byte[] bytes = File.ReadAllBytes(path);
            return right && bytes[0] == 1 && bytes[^1] == 2 ? ExitCodes.Right : ExitCodes.WrongValue;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static bool Refuses(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (IOException refusal)
        {
            return refusal.Message.Contains("ulimit -f", StringComparison.Ordinal);
        }
    }

    private static void Set(ulong bytes)
    {
        ulong* limits = stackalloc ulong[2];
        limits[0] = bytes;
        limits[1] = ulong.MaxValue;
        if (SetLimit(SizeOfFiles, limits) != 0)
        {
            throw new InvalidOperationException("The limit cannot be set.");
        }
    }

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int kind, ulong* limits);
}
