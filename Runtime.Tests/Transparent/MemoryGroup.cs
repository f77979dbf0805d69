using System.Globalization;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>A control group whose processes may have so much memory and no more: the system kills them.</summary>
internal sealed class MemoryGroup : IDisposable
{
    private const string First = "/sys/fs/cgroup/memory";
    private const string Second = "/sys/fs/cgroup";

    private readonly string _folder;

    private MemoryGroup(string folder) => _folder = folder;

    /// <summary>A command line of the shell that enters the group and then becomes the program of its arguments.</summary>
    public string Entering => $"echo $$ > {_folder}/cgroup.procs && exec \"$0\" \"$@\"";

    /// <summary>Makes a group, or skips the test where the process may not.</summary>
    /// <param name="bytes">The limit.</param>
    /// <returns>The group.</returns>
    public static MemoryGroup Make(long bytes)
    {
        (string root, string limit) = File.Exists($"{First}/memory.limit_in_bytes") ? (First, "memory.limit_in_bytes") : (Second, "memory.max");
        string folder = $"{root}/hmmgen-test-{Environment.ProcessId}-{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText($"{folder}/{limit}", bytes.ToString(CultureInfo.InvariantCulture));
            if (File.Exists($"{folder}/memory.swap.max"))
            {
                File.WriteAllText($"{folder}/memory.swap.max", "0");
            }
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            Assert.Skip($"No control group with a limit of memory can be made here: {refusal.Message}");
        }

        return new MemoryGroup(folder);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder);
}
