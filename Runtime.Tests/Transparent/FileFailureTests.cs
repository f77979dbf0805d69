using HmmGen.Tests.Lifetimes;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Files that cannot be written, mapped or opened, and files that change: exceptions that say so, and nothing is lost.</summary>
public sealed class FileFailureTests
{
    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void A_flush_to_a_full_disk_is_refused_and_loses_nothing(HmmHostMode mode)
    {
        using SmallFileSystem disk = SmallFileSystem.Mount();
        IsRight("full-disk", mode, disk.Folder);
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void A_launch_on_the_host_into_holes_without_room_ends_no_process(HmmHostMode mode)
    {
        using SmallFileSystem disk = SmallFileSystem.Mount();
        IsRight("full-disk-holes", mode, disk.Folder);
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void A_launch_that_needs_the_frames_of_a_full_file_mixes_no_pages_up(HmmHostMode mode)
    {
        using SmallFileSystem disk = SmallFileSystem.Mount();
        IsRight("full-disk-evictions", mode, disk.Folder);
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void A_file_may_grow_under_its_maps(HmmHostMode mode) => IsRight("growing-file", mode, null);

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void A_file_system_that_is_read_only_is_refused_for_writing(HmmHostMode mode)
    {
        using SmallFileSystem disk = SmallFileSystem.Mount();
        string path = Path.Combine(disk.Folder, "file");
        File.WriteAllBytes(path, [1, 2, 3, 4]);
        disk.MakeReadOnly();
        HmmSpace space = TransparentSpaces.Open(mode);

        Assert.Contains("Read-only", Assert.Throws<IOException>(() => space.MapFile<int>(path, FileAccess.ReadWrite)).Message, StringComparison.Ordinal);
        using HmmArray<int> map = space.MapFile<int>(path, FileAccess.Read);
        Assert.Equal(0x04030201, map[0]);
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void Places_without_a_file_are_refused(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            foreach (FileAccess access in (FileAccess[])[FileAccess.Read, FileAccess.ReadWrite])
            {
                Assert.Throws<UnauthorizedAccessException>(() => space.MapFile<byte>(folder, access));
                Assert.Throws<FileNotFoundException>(() => space.MapFile<byte>(Path.Combine(folder, "none"), access));
                Assert.Throws<DirectoryNotFoundException>(() => space.MapFile<byte>(Path.Combine(folder, "none", "none"), access));
            }
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void Files_that_the_system_makes_up_are_refused(HmmHostMode mode)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /proc.");
        HmmSpace space = TransparentSpaces.Open(mode);

        IOException refusal = Assert.Throws<IOException>(() => space.MapFile<byte>("/proc/self/status", FileAccess.Read));
        Assert.Contains("/proc/self/status", refusal.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<IOException>(() => space.MapFile<byte>("/proc/self/oom_score_adj", FileAccess.ReadWrite));
        Assert.Throws<EndOfStreamException>(() => space.MapFile<byte>("/sys/kernel/mm/transparent_hugepage/enabled", FileAccess.Read));
        Assert.Throws<IOException>(() => space.MapFile<byte>("/dev/zero", FileAccess.ReadWrite));
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void An_offset_beyond_the_end_is_refused(HmmHostMode mode)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new byte[5000]);
            HmmSpace space = TransparentSpaces.Open(mode);
            foreach (FileAccess access in (FileAccess[])[FileAccess.Read, FileAccess.ReadWrite])
            {
                Assert.Throws<EndOfStreamException>(() => space.MapFile<byte>(path, access, offset: 5001));
                Assert.Throws<EndOfStreamException>(() => space.MapFile<byte>(path, access, offset: 4999, length: 2));
                using HmmArray<byte> none = space.MapFile<byte>(path, access, offset: 5000);
                Assert.Equal(0, none.Length);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void IsRight(string scenario, HmmHostMode mode, string? argument)
    {
        ChildProcess child = ChildProcess.Run(scenario, mode, argument: argument);
        Assert.SkipWhen(child.ExitCode == ChildProcess.ModeMissing, child.Output);
        Assert.Equal(("", 0), (child.Error, child.ExitCode));
    }
}
