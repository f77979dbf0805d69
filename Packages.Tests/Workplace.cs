using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace HmmGen.Packages.Tests;

/// <summary>An empty folder outside the repository, in which a user works. It is deleted in the end.</summary>
internal sealed partial class Workplace : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // What the process that runs the tests has set for itself would tell another .NET SDK where to look.
    private static readonly string[] Foreign = ["MSBUILD", "TESTINGPLATFORM", "HMMGEN_", "DOTNET_HOST_PATH", "DOTNET_ROOT"];

    // What a command could not do on this machine, and does otherwise. The run of the tests tells it.
    private const string Note = "note: ";

    private readonly Feed _feed;
    private readonly string _root = Directory.CreateTempSubdirectory("hmmgen-packages-").FullName;
    private string _folder;

    /// <summary>Makes a folder whose projects get packages from a feed, and from where this machine gets them.</summary>
    /// <param name="feed">The feed.</param>
    public Workplace(Feed feed)
    {
        _feed = feed;
        _folder = Directory.CreateDirectory(Path.Combine(_root, "work")).FullName;
        File.WriteAllText(
            Path.Combine(_root, "nuget.config"),
            $"""<configuration><packageSources><add key="hmmgen-under-test" value="{feed.Folder}" /></packageSources></configuration>""");

        // Templates that are installed go into a home of their own. The machine's sources come along.
        string config = Path.Combine(Home, ".nuget", "NuGet", "NuGet.Config");
        if (File.Exists(config))
        {
            Directory.CreateDirectory(Path.Combine(_root, "home", ".nuget", "NuGet"));
            File.Copy(config, Path.Combine(_root, "home", ".nuget", "NuGet", "NuGet.Config"));
        }
    }

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Does what a user does, and looks for what must be printed.</summary>
    /// <param name="kind">What the user does.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The task.</returns>
    public async Task Do(Kind kind, CancellationToken cancel)
    {
        string[] printed = [];
        foreach (Step step in kind.Steps)
        {
            switch (step)
            {
                case Step.Command { Text: ['c', 'd', ' ', .. string folder] }:
                    _folder = Path.GetFullPath(Path.Combine(_folder, folder));
                    Assert.True(Directory.Exists(_folder), $"There is no folder {folder}.");
                    break;
                case Step.Command command:
                    printed = await Run(command.Text, cancel);
                    break;
                case Step.Printed line:
                    Assert.True(printed.Contains(line.Line), $"This line was not printed: {line.Line}\n{string.Join('\n', printed)}");
                    break;
                case Step.Write file:
                    Write(file.File, file.Text);
                    break;
                case Step.Example example:
                    Write(example.File, Program(_feed.Read("README.md")));
                    break;
            }
        }
    }

    /// <summary>Deletes the folder.</summary>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>The one block of C# that begins the program, and not a fragment.</summary>
    private static string Program(string readme)
        => Assert.Single(Block().Matches(readme).Select(match => match.Groups["code"].Value), code => code.StartsWith("using HmmGen;", StringComparison.Ordinal));

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Runs a command, which must end well and without a warning.</summary>
    private async Task<string[]> Run(string command, CancellationToken cancel)
    {
        // Into a file: a compiler that stays behind would hold a pipe open.
        string log = Path.Combine(_root, "log");
        ProcessStartInfo start = new("bash", ["-c", $"exec >'{log}' 2>&1 </dev/null\nset -eo pipefail\n{command}"]) { WorkingDirectory = _folder };
        foreach (string name in start.Environment.Keys.Where(name => Foreign.Any(foreign => name.StartsWith(foreign, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HMMGEN_VERSION"] = _feed.Version;
        start.Environment["DOTNET_CLI_HOME"] = Path.Combine(_root, "home");
        start.Environment["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Home, ".nuget", "packages");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = start.Environment["DOTNET_NOLOGO"] = start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";

        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(Limit);
        using Process process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(limited.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{command} did not end within {Limit.TotalMinutes} minutes.\n{await File.ReadAllTextAsync(log, cancel)}");
        }

        string output = await File.ReadAllTextAsync(log, cancel);
        Assert.True(process.ExitCode == 0, $"{command} ended with {process.ExitCode}.\n{output}");
        Assert.False(Warning().IsMatch(output), $"{command} warns.\n{output}");
        string[] lines = [.. output.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim())];
        foreach (string note in lines.Where(line => line.StartsWith(Note, StringComparison.Ordinal)))
        {
            TestContext.Current.AddWarning($"{Path.GetFileName(_folder)}: {note}");
        }

        return lines;
    }

    [GeneratedRegex(@"\bwarning [A-Z]+\d+|: warning\b|^\s*warn ?:", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Warning();

    [GeneratedRegex(@"^```csharp\r?\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
