using System.Diagnostics;

namespace HmmGen.Tests.Child;

/// <summary>Other processes are started while a device owns pages and threads touch them.</summary>
internal static class Processes
{
    /// <summary>Runs it.</summary>
    public static int Run(HmmSpace space)
    {
        using HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> array = space.Allocate<int>(1 << 20);
        Kernels.Add(device, (int)array.Length, 1, array);
        Readers.Start(2, array, value => value is >= 1 and <= 51);
        for (int round = 0; round < 50; round++)
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

        return array[0] == 51 ? ExitCodes.Right : ExitCodes.WrongValue;
    }
}
