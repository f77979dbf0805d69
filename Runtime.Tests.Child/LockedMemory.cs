// Safety: locks whole pages of arrays that live until the process ends.
using System.Runtime.InteropServices;

namespace HmmGen.Tests.Child;

/// <summary>Memory that the process has locked is as coherent as any other.</summary>
internal static unsafe partial class LockedMemory
{
    private const int Length = 50_000;
    private const int Everything = 3;

    /// <summary>One array is locked, before and after a device has had it.</summary>
    public static int One(HmmSpace space)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> early = space.Allocate<int>(Length);
        using HmmArray<int> late = space.Allocate<int>(Length);
        if (!Lock(early))
        {
            return ExitCodes.ModeMissing;
        }

        Fill(late);
        Kernels.Add(device, Length, 1, late);
        return Lock(late) ? Use(device, early) + Use(device, late) : ExitCodes.ModeMissing;
    }

    /// <summary>All memory is locked before there is an array.</summary>
    public static int AllBefore(HmmSpace space) => LockAll() == 0 ? Everywhere(space, static () => 0) : ExitCodes.ModeMissing;

    /// <summary>All memory is locked once there are arrays.</summary>
    public static int AllAfter(HmmSpace space) => Everywhere(space, LockAll);

    private static int Everywhere(HmmSpace space, Func<int> between)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = space.Allocate<int>(Length);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, MemoryMarshal.AsBytes<int>(Enumerable.Range(0, Length).ToArray()));
            using HmmArray<int> map = space.MapFile<int>(path, FileAccess.ReadWrite);
            if (between() != 0)
            {
                return ExitCodes.ModeMissing;
            }

            for (int i = 0; i < Length; i++)
            {
                if (map.AsSpan()[i] != i)
                {
                    return ExitCodes.WrongValue;
                }
            }

            int result = Use(device, array) + Use(device, map);
            map.Flush();
            bool written = File.ReadAllBytes(path).AsSpan().SequenceEqual(MemoryMarshal.AsBytes(map.AsSpan()));
            return result + (written ? 0 : ExitCodes.WrongValue);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Host and device write in turn.</summary>
    private static int Use(HmmDevice device, HmmArray<int> array)
    {
        Fill(array);
        Span<int> span = array.AsSpan();
        for (int round = 1; round <= 3; round++)
        {
            Kernels.Add(device, Length, 10, array);
            for (int i = 0; i < Length; i++)
            {
                if (span[i] != i + round * 11 - 1)
                {
                    return ExitCodes.WrongValue;
                }

                span[i]++;
            }
        }

        Kernels.Add(device, Length, 10, array);
        array.Discard(HmmRange.All);
        return span.ContainsAnyExcept(0) ? ExitCodes.WrongValue : ExitCodes.Right;
    }

    private static void Fill(HmmArray<int> array)
    {
        Span<int> span = array.AsSpan();
        for (int i = 0; i < Length; i++)
        {
            span[i] = i;
        }
    }

    private static bool Lock(HmmArray<int> array)
    {
        fixed (int* first = array.AsSpan())
        {
            return LockRange(first, Length * sizeof(int)) == 0;
        }
    }

    private static int LockAll() => LockAll(Everything);

    [LibraryImport("libc", EntryPoint = "mlock")]
    private static partial int LockRange(void* address, nuint bytes);

    [LibraryImport("libc", EntryPoint = "mlockall")]
    private static partial int LockAll(int which);
}
