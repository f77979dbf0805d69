using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace HmmGen.Benchmarks.Generator;

/// <summary>The C# compiler of the SDK as a process of its own, as a build starts it that has no compiler server.</summary>
/// <param name="sources">What is compiled.</param>
/// <param name="generator">The path of the generator's assembly.</param>
/// <param name="references">The paths of what is referred to.</param>
internal sealed class CompilerProcess(KernelSources sources, string generator, IReadOnlyList<string> references)
{
    private const int Builds = 3;

    /// <summary>Measures the processor time of a build, start of the process included, in milliseconds.</summary>
    /// <param name="withGenerator">Whether the generator and its analyzers take part.</param>
    /// <returns>The least of some.</returns>
    public double Build(bool withGenerator)
    {
        string folder = Directory.CreateTempSubdirectory("hmmgen-build-").FullName;
        try
        {
            string response = Path.Combine(folder, "build.rsp");
            IEnumerable<string> lines =
            [
                "/noconfig", "/nostdlib", "/target:library", "/optimize+", "/nullable:enable", "/deterministic", "/debug:portable", "/langversion:latest",
                "/nowarn:1701,1702", $"/out:{Path.Combine(folder, "Kernels.dll")}",
                .. references.Select(path => $"/r:\"{path}\""),
                .. sources.Write(folder).Select(path => $"\"{path}\""),
                .. withGenerator ? [$"/analyzer:\"{generator}\""] : (string[])[],
            ];
            File.WriteAllLines(response, lines);
            return Enumerable.Range(0, Builds).Min(_ => Run(response));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Run(string response)
    {
        ProcessStartInfo start = new("dotnet", [Compiler(), "@" + response]) { RedirectStandardOutput = true };

        // As a build runs it, whatever this process was started with.
        start.Environment.Remove("DOTNET_TieredCompilation");
        double before = OfChildren();
        using Process process = Process.Start(start)!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? OfChildren() - before : throw new UnreachableException(said);
    }

    // The processor time of children that have ended, in milliseconds: the kernel counts it in ticks of 10. After the name, which may have spaces, the
    // fields are those of proc_pid_stat(5) from the third on.
    private static double OfChildren()
    {
        string stat = File.ReadAllText("/proc/self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return 10 * (double.Parse(fields[13], CultureInfo.InvariantCulture) + double.Parse(fields[14], CultureInfo.InvariantCulture));
    }

    private static string Compiler()
    {
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return Directory.GetDirectories(Path.Combine(root, "sdk"))
            .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"))
            .Last(File.Exists);
    }
}
