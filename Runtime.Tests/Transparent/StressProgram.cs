using System.Diagnostics;
using System.Globalization;
using System.Text;
using HmmGen.Stress.Watching;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>The stress program, as a child process.</summary>
internal static class StressProgram
{
    /// <summary>How much longer than asked a run may take: to start, to check everything, and for its own watchdog to speak.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <summary>Runs it.</summary>
    /// <param name="seconds">For how long.</param>
    /// <param name="server">Whether with the server's collector.</param>
    /// <param name="arguments">Its other arguments.</param>
    /// <returns>How it ended.</returns>
    public static async Task<StressResult> Run(int seconds, bool server, params string[] arguments)
    {
        ProcessStartInfo start = new(
            DotnetHost.Path, [Find(), "--seconds", seconds.ToString(CultureInfo.InvariantCulture), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_gcServer"] = server ? "1" : "0";
        StringBuilder output = new();
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Add(output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        bool ended = await End(process, TimeSpan.FromSeconds(seconds) + Grace, output);
        lock (output)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());
            return new StressResult(ended ? process.ExitCode : null, output.ToString());
        }
    }

    /// <summary>Waits for the end. A process whose collector waits for ever cannot watch itself, so its threads are described from here.</summary>
    private static async Task<bool> End(Process process, TimeSpan most, StringBuilder output)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(most);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            Add(output, "HANG: the process did not end.\n" + ThreadStates.Of(process.Id));
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            return false;
        }
    }

    private static void Add(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }

    /// <summary>The program, built with the tests, in the same configuration.</summary>
    private static string Find()
    {
        const string File = "HmmGen.Stress.dll";
        string tests = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string framework = Path.GetFileName(tests);
        string configuration = Path.GetFileName(Path.GetDirectoryName(tests)!);
        string[] candidates =
        [
            Path.GetFullPath(Path.Combine(tests, "..", "..", "..", "..", "Samples", "Stress", "bin", configuration, framework, File)),
            Path.GetFullPath(Path.Combine(tests, "..", "..", "HmmGen.Stress", framework, File)),
        ];
        string? found = candidates.FirstOrDefault(System.IO.File.Exists);
        Assert.True(found is not null, $"The stress program is neither {string.Join(" nor ", candidates)}.");
        return found;
    }
}
