using System.Diagnostics;
using HmmGen.Tests.Shared;

namespace HmmGen.Tests.Transparent;

/// <summary>A process that a test started and that has ended.</summary>
/// <param name="ExitCode">Its exit code; 128 and a signal's number when that ended it.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Error">What it wrote as errors.</param>
/// <param name="Elapsed">How long it ran.</param>
/// <param name="Ended">When it ended, as <see cref="Stopwatch.GetTimestamp"/> has it in every process.</param>
internal sealed record ChildProcess(int ExitCode, string Output, string Error, TimeSpan Elapsed, long Ended)
{
    /// <summary>The exit code of a child that its watchdog ended.</summary>
    public const int Hung = 128 + 14;

    /// <summary>The exit code of one that cannot have the mode.</summary>
    public const int ModeMissing = 77;

    /// <summary>The child program. The two projects' outputs lie side by side, below folders named after the projects.</summary>
    public static string Program { get; } = Path.Combine(
        AppContext.BaseDirectory.Replace("Runtime.Tests/", "Runtime.Tests.Child/", StringComparison.Ordinal), "HmmGen.Runtime.Tests.Child.dll");

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>Runs a scenario of the child program. Not in a quick run: there are over a hundred, one after another.</summary>
    /// <param name="scenario">Its name.</param>
    /// <param name="mode">The mode of its space.</param>
    /// <param name="hostMode">The mode that its environment asks for; null for none.</param>
    /// <param name="group">The group that limits its memory; null for none.</param>
    /// <param name="argument">What the scenario is given; null for nothing.</param>
    /// <param name="writeXorExecute">Whether its memory is never writable and executable at a time.</param>
    /// <returns>The process.</returns>
    public static ChildProcess Run(
        string scenario, HmmHostMode mode, string? hostMode = null, MemoryGroup? group = null, string? argument = null, bool writeXorExecute = false)
    {
        TestScale.SkipQuick("runs in a process of its own");
        string[] arguments = argument is null ? [scenario, mode.ToString()] : [scenario, mode.ToString(), argument];
        return Run(Program, arguments, Limit, hostMode, group, writeXorExecute: writeXorExecute);
    }

    /// <summary>Runs a program.</summary>
    /// <param name="program">The program, an assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="hostMode">The mode that its environment asks for; null for none.</param>
    /// <param name="group">The group that limits its memory; null for none.</param>
    /// <param name="size">How much it tries, if it runs tests; null for as much as this process.</param>
    /// <param name="writeXorExecute">Whether its memory is never writable and executable at a time.</param>
    /// <returns>The process.</returns>
    public static ChildProcess Run(
        string program,
        IEnumerable<string> arguments,
        TimeSpan limit,
        string? hostMode = null,
        MemoryGroup? group = null,
        string? size = null,
        bool writeXorExecute = false)
    {
        string[] command = group is null ? [DotnetHost.Path] : ["/bin/sh", "-c", group.Entering, DotnetHost.Path];
        ProcessStartInfo start = new(command[0], [.. command[1..], program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";

        // With it the runtime maps memory for each piece of code, and ends the process where it gets none.
        start.Environment["DOTNET_EnableWriteXorExecute"] = writeXorExecute ? "1" : "0";

        // Without it threads compile in the background, and the process ends where one of them finds no memory.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        if (hostMode is not null)
        {
            start.Environment["HMMGEN_HOST_MODE"] = hostMode;
        }

        if (size is not null)
        {
            start.Environment[RunSize.Variable] = size;
        }

        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end");
        }

        long ended = Stopwatch.GetTimestamp();
        return new ChildProcess(process.ExitCode, output.Result, error.Result, Stopwatch.GetElapsedTime(started, ended), ended);
    }
}
