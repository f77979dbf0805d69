using System.Runtime.InteropServices;

namespace HmmGen.Tests.Child;

/// <summary>The system makes no huge pages for the process.</summary>
internal static partial class HugePages
{
    private const int DisableHugePages = 41;

    /// <summary>An array of huge pages is refused, and one of small pages is there afterwards.</summary>
    public static int Disabled(HmmSpace space)
    {
        if (Control(DisableHugePages, 1, 0, 0, 0) != 0)
        {
            return ExitCodes.ModeMissing;
        }

        try
        {
            space.Allocate<int>(1000, HmmPages.Huge).Dispose();
            return ExitCodes.WrongValue;
        }
        catch (PlatformNotSupportedException refusal) when (refusal.Message.Contains("HmmPages.Default", StringComparison.Ordinal))
        {
        }

        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = space.Allocate<int>(1000);
        Kernels.Add(device, 1000, 5, array);
        return array[999] == 5 ? ExitCodes.Right : ExitCodes.WrongValue;
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint a, nuint b, nuint c, nuint d);
}
