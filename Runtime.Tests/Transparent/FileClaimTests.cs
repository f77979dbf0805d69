using System.Runtime.CompilerServices;
using HmmGen.Tests.Lifetimes;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Each byte of a file has at most one map that writes it.</summary>
public sealed class FileClaimTests : IDisposable
{
    private const int Length = 10_000;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly string _path;

    /// <summary>Makes the file.</summary>
    public FileClaimTests()
    {
        _path = Path.Combine(_folder, "file");
        File.WriteAllBytes(_path, new byte[Length]);
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void A_second_map_that_writes_the_same_bytes_is_refused_by_whatever_name(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        string link = File.CreateSymbolicLink(Path.Combine(_folder, "link"), _path).FullName;
        using HmmArray<byte> first = space.MapFile<byte>(_path, FileAccess.ReadWrite, offset: 1000, length: 2000);
        foreach (HmmSpace other in (HmmSpace[])[space, HmmSpace.Shared, new HmmSpace(HmmHostMode.Scopes)])
        {
            foreach ((long offset, long length) in (ReadOnlySpan<(long, long)>)[(0, Length), (1000, 2000), (0, 1001), (2999, 1), (1500, 1)])
            {
                IsRefused(other, _path, offset, length);
                IsRefused(other, link, offset, length);
            }
        }

        if (OperatingSystem.IsLinux())
        {
            string hard = Path.Combine(_folder, "hard");
            HardLink(_path, hard);
            IsRefused(space, hard, 0, Length);
        }

        first.Dispose();
        using HmmArray<byte> second = space.MapFile<byte>(link, FileAccess.ReadWrite);
        IsRefused(space, _path, 0, 1);
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void Maps_of_neighbours_in_a_page_lose_nothing(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 8 * 4096 });
        using (HmmArray<byte> low = space.MapFile<byte>(_path, FileAccess.ReadWrite, offset: 0, length: 5000))
        using (HmmArray<byte> high = space.MapFile<byte>(_path, FileAccess.ReadWrite, offset: 5000))
        {
            low[4999] = 1;
            high[0] = 2;
            FileClaimKernels.Add(device, 100, low, high);
            high.Flush();
            low.Flush();
            low[4998] = 3;
            FileClaimKernels.Add(HmmDevice.Host, 1, low, high);
            high[99] = 4;
        }

        byte[] bytes = File.ReadAllBytes(_path);
        Assert.Equal([10, 3, 21, 42, 20, 4, 0], [bytes[4900], bytes[4998], bytes[4999], bytes[5000], bytes[5098], bytes[5099], bytes[5100]]);
        Assert.Equal(Length, bytes.Length);
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void A_map_that_was_dropped_stands_in_no_way(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        Drop(space);
        using HmmArray<byte> map = space.MapFile<byte>(_path, FileAccess.ReadWrite);
        Assert.Equal(7, map[5]);
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void Maps_that_do_not_write_stand_beside_one_that_does_and_see_what_it_flushes(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<byte> reader = space.MapFile<byte>(_path, FileAccess.Read);
        using HmmArray<byte> map = space.MapFile<byte>(_path, FileAccess.ReadWrite);
        map[5] = 7;
        map.Flush();
        using HmmArray<byte> copy = space.MapFilePrivate<byte>(_path);
        Assert.Equal([7, 7], [reader[5], copy[5]]);
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void A_file_that_cannot_be_mapped_is_refused_and_leaves_nothing_to_end(HmmHostMode mode)
    {
        const string Unmapped = "/sys/kernel/notes";
        Assert.SkipUnless(File.Exists(Unmapped), "There is no file that can be read and not mapped.");
        HmmSpace space = TransparentSpaces.Open(mode);
        Assert.ThrowsAny<IOException>(() => space.MapFile<byte>(Unmapped, FileAccess.Read));
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Drop(HmmSpace space)
    {
        HmmArray<byte> map = space.MapFile<byte>(_path, FileAccess.ReadWrite);
        map[5] = 7;
        map.Flush();
    }

    private static void IsRefused(HmmSpace space, string path, long offset, long length)
    {
        IOException refusal = Assert.Throws<IOException>(() => space.MapFile<byte>(path, FileAccess.ReadWrite, offset, length));
        Assert.StartsWith($"{path} is mapped for writing already, from byte ", refusal.Message, StringComparison.Ordinal);
    }

    private static void HardLink(string path, string name)
    {
        using System.Diagnostics.Process link = System.Diagnostics.Process.Start("ln", [path, name]);
        link.WaitForExit();
        Assert.Equal(0, link.ExitCode);
    }
}
