namespace HmmGen.Tests.Child;

/// <summary>A map for writing of a file that is larger than the memory that the process may have.</summary>
internal static class LargeFile
{
    private const int Page = 1024;

    /// <summary>Reads all of it twice, writes every 16th page, and lets a device write some.</summary>
    public static int Run(HmmSpace space, string path)
    {
        int length = (int)(new FileInfo(path).Length / sizeof(int));
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 8 << 20 });
        using (HmmArray<int> map = space.MapFile<int>(path, FileAccess.ReadWrite))
        {
            for (int place = 0; place < length; place += Page)
            {
                Span<int> page = map.AsSpan(place, Page);
                Check(place, page[Page - 1], place + Page - 1);
                if (place % (16 * Page) == 0)
                {
                    page[0] = -place;
                }
            }

            Random random = new(5);
            for (int i = 0; i < 5000; i++)
            {
                int place = random.Next(length / Page) * Page;
                Check(place, map[place], Written(place));
            }

            Kernels.Add(device, length / 4, 1, map.Slice(length / 4, length / 4));
            Kernels.Add(HmmDevice.Host, length / 4, 1, map.Slice(length / 4, length / 4));
            map.Flush();
            for (int place = 0; place < length; place += Page)
            {
                int added = place >= length / 4 && place < length / 2 ? 2 : 0;
                ReadOnlySpan<int> page = map.AsReadOnlySpan(place, Page);
                Check(place, page[0], Written(place) + added);
                Check(place, page[Page - 1], place + Page - 1 + added);
            }

            map[length - 1] = 77;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read);
        Check(16 * Page, At(file, 16 * Page), -16 * Page);
        Check(length / 4 + 16 * Page, At(file, length / 4 + 16 * Page), Written(length / 4 + 16 * Page) + 2);
        Check(length - 1, At(file, length - 1), 77);
        return ExitCodes.Right;
    }

    private static int Written(int place) => place % (16 * Page) == 0 ? -place : place;

    private static int At(FileStream file, int place)
    {
        byte[] bytes = new byte[sizeof(int)];
        file.Position = (long)place * sizeof(int);
        file.ReadExactly(bytes);
        return BitConverter.ToInt32(bytes);
    }

    private static void Check(int place, int found, int expected)
    {
        if (found != expected)
        {
            throw new InvalidOperationException($"element {place} is {found}, not {expected}");
        }
    }
}
