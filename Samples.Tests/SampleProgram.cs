using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace HmmGen.Samples.Tests;

/// <summary>Starts samples as their users do.</summary>
internal static class SampleProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs a sample to its end.</summary>
    /// <param name="sample">The sample's folder.</param>
    /// <param name="arguments">The command line, in words without spaces.</param>
    /// <returns>The run.</returns>
    public static Task<SampleRun> RunAsync(string sample, params string[] arguments) => RunAsync(sample, null, "", arguments);

    /// <summary>Runs a sample with a variable of the environment.</summary>
    /// <param name="variable">The variable and its value, as a shell writes it.</param>
    /// <param name="sample">The sample's folder.</param>
    /// <param name="arguments">The command line.</param>
    /// <returns>The run.</returns>
    public static Task<SampleRun> RunWithAsync(string variable, string sample, params string[] arguments)
        => RunAsync(sample, null, "", [.. arguments], variable);

    /// <summary>Runs a sample and interrupts it as Ctrl+C does.</summary>
    /// <param name="sample">The sample's folder.</param>
    /// <param name="word">What it has written when it is interrupted.</param>
    /// <param name="arguments">The command line.</param>
    /// <returns>The run.</returns>
    public static Task<SampleRun> InterruptAsync(string sample, string word, params string[] arguments) => EndAsync("INT", sample, word, arguments);

    /// <summary>Runs a sample and sends it a signal.</summary>
    /// <param name="signal">The signal's name, as the command kill takes it.</param>
    /// <param name="sample">The sample's folder.</param>
    /// <param name="word">What it has written then.</param>
    /// <param name="arguments">The command line.</param>
    /// <returns>The run.</returns>
    public static Task<SampleRun> EndAsync(string signal, string sample, string word, params string[] arguments)
        => RunAsync(sample, word, signal, arguments);

    private static async Task<SampleRun> RunAsync(string sample, string? endAt, string signal, string[] arguments, string? variable = null)
    {
        DirectoryInfo temporary = Directory.CreateTempSubdirectory("samples-");
        try
        {
            // Shells start what runs in the background with SIGINT ignored, and children inherit that: a terminal's Ctrl+C is not ignored.
            ProcessStartInfo start = new("env", ["--default-signal=INT", .. variable is null ? [] : (string[])[variable], "dotnet", Find(sample), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["TMPDIR"] = temporary.FullName;
            start.Environment["DOTNET_TieredPGO"] = "0";
            start.Environment["COLUMNS"] = "160";
            using Process process = Process.Start(start)!;
            using CancellationTokenSource limit = new(Limit);
            try
            {
                Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
                string output = await ReadAsync(process, endAt, signal, limit.Token);
                await process.WaitForExitAsync(limit.Token);
                string[] left = [.. temporary.EnumerateFiles().Select(file => file.Name)];
                return new SampleRun(process.ExitCode, output, await error, left);
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill();
            }
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static async Task<string> ReadAsync(Process process, string? endAt, string signal, CancellationToken cancellationToken)
    {
        StringBuilder output = new();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            output.AppendLine(line);
            if (endAt is null || !line.Contains(endAt, StringComparison.Ordinal))
                continue;
            endAt = null;
            using Process kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {process.Id}")]);
            await kill.WaitForExitAsync(cancellationToken);
        }

        Assert.True(endAt is null, $"The sample never wrote '{endAt}':\n{output}");
        return output.ToString();
    }

    /// <summary>The program, built with the tests, in the same configuration.</summary>
    private static string Find(string sample)
    {
        string file = $"HmmGen.{sample}.dll";
        string tests = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string framework = Path.GetFileName(tests);
        string configuration = Path.GetFileName(Path.GetDirectoryName(tests)!);
        string found = Path.GetFullPath(Path.Combine(tests, "..", "..", "..", "..", "Samples", sample, "bin", configuration, framework, file));
        Assert.True(File.Exists(found), $"The sample is not at {found}.");
        return found;
    }
}
