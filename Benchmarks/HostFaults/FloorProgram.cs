using System.Diagnostics;
using System.Text.Json;

namespace HmmGen.Benchmarks.HostFaults;

/// <summary>The C program that serves the same faults (Floor/userfault_floor.c): compiled and run here, never shipped.</summary>
internal static class FloorProgram
{
    /// <summary>Compiles the program.</summary>
    /// <returns>Its path.</returns>
    public static string Compile()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "Floor", "userfault_floor.c");
        string target = Path.Combine(Path.GetTempPath(), $"userfault_floor_{Environment.ProcessId}");
        Run("gcc", ["-O2", "-pthread", "-o", target, source]);
        return target;
    }

    /// <summary>Runs it.</summary>
    /// <param name="program">Its path.</param>
    /// <returns>What it measured, by name.</returns>
    public static Dictionary<string, double> Measure(string program)
        => JsonSerializer.Deserialize<Dictionary<string, double>>(Run(program, []))!;

    private static string Run(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
