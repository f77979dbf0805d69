using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>A file system in memory with little room, where the process may mount one.</summary>
internal sealed class SmallFileSystem : IDisposable
{
    private const string Source = "hmmgen-small";
    private const string Kind = "tmpfs";
    private const string Size = "size=1m";
    private const nuint ReadOnly = 1;
    private const nuint Again = 32;

    private SmallFileSystem(string folder) => Folder = folder;

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    /// <summary>Mounts one of 1 MiB, or skips the test.</summary>
    /// <returns>The file system.</returns>
    public static SmallFileSystem Mount()
    {
        string folder = Directory.CreateTempSubdirectory("hmmgen-small").FullName;
        if (OperatingSystem.IsLinux() && Mount(Source, folder, Kind, 0, Size) == 0)
        {
            return new SmallFileSystem(folder);
        }

        Directory.Delete(folder);
        Assert.Skip("No file system can be mounted here: that is the superuser's.");
        throw new UnreachableException();
    }

    /// <summary>Makes it read-only.</summary>
    public void MakeReadOnly() => Assert.Equal(0, Mount(Source, Folder, Kind, Again | ReadOnly, Size));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Unmount(Folder) == 0)
        {
            Directory.Delete(Folder);
        }
    }

    [DllImport("libc", EntryPoint = "mount")]
    private static extern int Mount(string source, string folder, string kind, nuint flags, string options);

    [DllImport("libc", EntryPoint = "umount")]
    private static extern int Unmount(string folder);
}
