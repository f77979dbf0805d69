// Safety: closes descriptors that belong to somebody else in the process, on purpose.
using System.Globalization;
using System.Runtime.InteropServices;

namespace HmmGen.Tests.Child;

/// <summary>Something in the process closes descriptors that are not its own.</summary>
internal static partial class Descriptors
{
    private const int Length = 20_000;

    /// <summary>One number of each file of ours is closed, and is another file's from then on.</summary>
    public static int CloseOne(HmmSpace space)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = space.Allocate<int>(Length);
        Kernels.Add(device, Length, 1, array);
        string path = Path.GetTempFileName();
        byte[] contents = Enumerable.Range(0, 100_000).Select(i => (byte)i).ToArray();
        File.WriteAllBytes(path, contents);
        using (FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
        {
            stream.Position = 1000;
            foreach (List<int> numbers in Ours())
            {
                // The number that is used is the lowest. Nobody takes from the other file, or writes to it.
                Check(Replace((int)stream.SafeFileHandle.DangerousGetHandle(), numbers[0]) == numbers[0]);
            }

            for (int round = 1; round <= 3; round++)
            {
                Check(array.AsSpan()[Length - 1] == 2 * round - 1 && array.AsReadOnlySpan().IndexOfAnyExcept(2 * round - 1) < 0);
                array.AsSpan()[..].Fill(2 * round);
                Kernels.Add(device, Length, 1, array);
                using HmmArray<int> other = space.Allocate<int>(Length);
                Kernels.Copy(device, Length, array, other);
                Check(other.AsReadOnlySpan().IndexOfAnyExcept(2 * round + 1) < 0);
                other.Discard(HmmRange.All);
                Check(other.AsReadOnlySpan().IndexOfAnyExcept(0) < 0);
            }

            Check(stream.Position == 1000);
        }

        Check(File.ReadAllBytes(path).AsSpan().SequenceEqual(contents));
        File.Delete(path);
        return ExitCodes.Right;
    }

    /// <summary>Everything is closed, as by who becomes a service: nothing is shown that is not right.</summary>
    public static int CloseAll(HmmSpace space)
    {
        HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> array = space.Allocate<int>(Length);
        Kernels.Add(device, Length, 7, array);
        nint first = Readers.Address(array);
        Kernels.Add(device, Length, 7, array);
        Console.WriteLine("touching");
        Console.Out.Flush();
        foreach (List<int> numbers in Ours())
        {
            foreach (int number in numbers)
            {
                Check(Close(number) == 0);
            }
        }

        return Read(first) == 14 ? ExitCodes.Survived : ExitCodes.WrongValue;
    }

    private static unsafe int Read(nint address) => Volatile.Read(ref *(int*)address);

    /// <summary>The numbers of our userfaultfd and of our memory file, lowest first.</summary>
    private static IEnumerable<List<int>> Ours()
    {
        foreach (string kind in (string[])["anon_inode:[userfaultfd]", "/memfd:hmmgen (deleted)"])
        {
            List<int> numbers = [];
            foreach (string link in Directory.GetFiles("/proc/self/fd"))
            {
                if (new FileInfo(link).LinkTarget == kind)
                {
                    numbers.Add(int.Parse(Path.GetFileName(link), CultureInfo.InvariantCulture));
                }
            }

            Check(numbers.Count == 2);
            numbers.Sort();
            yield return numbers;
        }
    }

    private static void Check(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("a value is wrong");
        }
    }

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Replace(int file, int number);
}
