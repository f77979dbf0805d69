using System.Diagnostics;
using HmmGen.Tests.Shared;

namespace HmmGen.Tests.Child;

/// <summary>Other processes are started while a device owns pages and threads touch them.</summary>
internal static class Processes
{
    private static readonly int Rounds = RunSize.IsLong ? 50 : 25;

    /// <summary>Runs it.</summary>
    public static int Run(HmmSpace space)
    {
        using HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> array = space.Allocate<int>(1 << 20);
        Kernels.Add(device, (int)array.Length, 1, array);
        Readers.Start(2, array, value => value >= 1 && value <= 1 + Rounds);
        for (int round = 0; round < Rounds; round++)
        {
            Kernels.Add(device, (int)array.Length, 1, array);
            using Process process = Process.Start(new ProcessStartInfo("/bin/echo", "hello") { RedirectStandardOutput = true })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0 || output != "hello\n")
            {
                Console.Error.WriteLine($"process {round} ended with {process.ExitCode} and said '{output}'");
                return ExitCodes.Survived;
            }
        }

        return array[0] == 1 + Rounds ? ExitCodes.Right : ExitCodes.WrongValue;
    }
}
