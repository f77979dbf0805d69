using System.Runtime.InteropServices;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>Maps of files.</summary>
internal static class FileRows
{
    private const int Count = ConformanceRun.Elements / 4;

    [ConformanceRow("file_read", "a device reads a map of a file", Starts = PageStarts.Own)]
    public static void FileRead(ConformanceRun run) => WithFile(path =>
    {
        using HmmArray<int> map = run.Space.MapFile<int>(path, FileAccess.Read);
        ConformanceRun.AssertNumbered(run.Read(map));
        ConformanceRun.AssertNumbered(map.AsReadOnlySpan());
    });

    [ConformanceRow("file_write", "what a device writes to a map is read from the file", Starts = PageStarts.Own)]
    public static void FileWrite(ConformanceRun run) => WithFile(path =>
    {
        using HmmArray<int> map = run.Space.MapFile<int>(path, FileAccess.ReadWrite);
        TransparentKernels.Add(run.Device, Count, 5, map);
        map.Flush();
        ConformanceRun.AssertNumbered(Contents(path), more: 5);
        run.Emulate("the file has it after Flush; pages of a map for writing are no pages of the file");
    });

    [ConformanceRow("migrate_file_private", "a private map migrates after the host has written to it; the file stays as it is", Starts = PageStarts.Own)]
    public static void MigrateFilePrivate(ConformanceRun run) => WithFile(path =>
    {
        using HmmArray<int> map = run.Space.MapFilePrivate<int>(path);
        Span<int> expected = new int[Count];
        ConformanceRun.Number(expected);
        for (int i = 0; i < Count; i += 3 * ConformanceRun.Page)
        {
            map[i] = expected[i] = -i - 1;
        }

        map.Prefetch(run.Device, HmmRange.All);
        run.AssertResidency(HmmResidency.Shared, map, run.Device);
        Assert.True(run.Read(map).AsSpan().SequenceEqual(expected));
        TransparentKernels.Add(run.Device, Count, 1, map);
        Assert.Equal([0, 2], map.AsReadOnlySpan(0, 2).ToArray());
        ConformanceRun.AssertNumbered(Contents(path));
    });

    private static void WithFile(Action<string> use)
    {
        string path = Path.GetTempFileName();
        try
        {
            int[] contents = new int[Count];
            ConformanceRun.Number(contents);
            File.WriteAllBytes(path, MemoryMarshal.AsBytes<int>(contents).ToArray());
            use(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static ReadOnlySpan<int> Contents(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return MemoryMarshal.Cast<byte, int>(bytes);
    }
}
