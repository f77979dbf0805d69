using System.Globalization;

namespace HmmGen.Devices;

/// <summary>Whether the process locks its memory (<c>mlock</c>, <c>mlockall</c>). Memory that it then reserves takes room at once, used or not.</summary>
internal static class LockedMemory
{
    private const string Status = "/proc/self/status";
    private const string Name = "VmLck:";

    /// <summary>Asks the system.</summary>
    /// <returns>True when some memory of the process is locked; false also where the system does not say.</returns>
    public static bool HasAny()
    {
        try
        {
            // Such as "VmLck:      4096 kB".
            return OperatingSystem.IsLinux()
                && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) is { } line
                && long.TryParse(line.AsSpan(Name.Length).Trim("kB \t"), NumberStyles.None, CultureInfo.InvariantCulture, out long size)
                && size > 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
