using System.Diagnostics;

namespace HmmGen.Language.Tests.Isolation;

/// <summary>Starts this program again, for what may end a process.</summary>
internal static class ChildProcess
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="read">Is given each line it prints.</param>
    /// <param name="variables">What its environment has besides that of this process.</param>
    /// <returns>How it ended, in words.</returns>
    public static string Run(IReadOnlyList<string> arguments, Action<string> read, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // Code runs a few times there: measuring it for a better second compilation gains nothing.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process child = Process.Start(start)!;
        Task<string> errors = child.StandardError.ReadToEndAsync();
        while (child.StandardOutput.ReadLine() is { } line)
        {
            read(line);
        }

        child.WaitForExit();
        string[] words = errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return $"the process ended with {child.ExitCode}: {string.Join(' ', words.Take(3))}";
    }
}
