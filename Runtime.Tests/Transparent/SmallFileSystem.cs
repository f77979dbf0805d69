using System.Diagnostics;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>A file system in memory with little room, where the process may mount one.</summary>
internal sealed class SmallFileSystem : IDisposable
{
    private SmallFileSystem(string folder) => Folder = folder;

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    /// <summary>Mounts one of 1 MiB, or skips the test.</summary>
    /// <returns>The file system.</returns>
    public static SmallFileSystem Mount()
    {
        string folder = Directory.CreateTempSubdirectory("hmmgen-small").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", "size=1m", "hmmgen-small", folder))
        {
            return new SmallFileSystem(folder);
        }

        Directory.Delete(folder);
        Assert.Skip("No file system can be mounted here: that is the superuser's.");
        throw new UnreachableException();
    }

    /// <summary>Makes it read-only.</summary>
    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", Folder));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Run("umount", Folder))
        {
            Directory.Delete(Folder);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
