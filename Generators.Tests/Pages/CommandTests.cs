using System.Text.RegularExpressions;
using HmmGen.Generators.Tests.Architecture;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Generators.Tests.Pages;

/// <summary>What the commands in README.md, CONTRIBUTING.md and the other pages name is there: projects, scripts, test programs, variables and tests.</summary>
public sealed partial class CommandTests
{
    private static readonly Lazy<string[]> Sources = new(() =>
        [.. Directory.EnumerateFiles(RepositoryPages.Root, "*.cs", SearchOption.AllDirectories).Where(file => !Output().IsMatch(file))]);

    /// <summary>Each part of a command that names something of this repository.</summary>
    public static TheoryData<string> Named { get; } =
        [.. RepositoryPages.All.SelectMany(PageBlock.In).Where(block => block.Mark == "sh").SelectMany(block => Names(block.Code)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>It is there.</summary>
    /// <param name="name">What a command names.</param>
    [Theory]
    [MemberData(nameof(Named))]
    public void What_commands_name_is_there(string name) => Assert.True(IsThere(name), $"There is no {name}.");

    /// <summary>What is not there is found.</summary>
    /// <param name="command">The command.</param>
    [Theory]
    [InlineData("dotnet run -c Release --project Samples/Digit")]
    [InlineData("eng/pak.sh OUT")]
    [InlineData("HMMGEN_TEST=long dotnet test")]
    [InlineData("Runtime.Tests/bin/Release/net10.0/HmmGen.Runtime.Test -noColor")]
    [InlineData("Runtime.Tests/bin/Release/net10.0/HmmGen.Runtime.Tests -class '*CoherenceTest'")]
    public void What_is_missing_is_found(string command) => Assert.Contains(Names(command), name => !IsThere(name));

    /// <summary>Commands of both kinds of page are found.</summary>
    [Fact]
    public void Commands_are_found()
        => Assert.Empty(new[] { "Samples/Digits", "eng/inner-loop.sh", ".ci/run", "HMMGEN_TESTS", "class *CoherenceTests" }.Except(Named.Select(row => row.Data)));

    private static IEnumerable<string> Names(string code) => Name().Matches(Comment().Replace(code, "")).SelectMany(match => match.Groups.Cast<Group>().Skip(1))
        .Where(group => group.Success).Select(group => group.Name == "test" ? $"class {group.Value}" : group.Value);

    private static bool IsThere(string name)
    {
        string path = Path.Combine(RepositoryPages.Root, name);
        return name switch
        {
            ['c', 'l', 'a', 's', 's', ' ', '*', .. string test] => Sources.Value.Any(file => Path.GetFileNameWithoutExtension(file) == test),
            ['H', 'M', 'M', 'G', 'E', 'N', '_', ..] => Sources.Value.Any(file => File.ReadAllText(file).Contains($"\"{name}\"", StringComparison.Ordinal)),
            _ when Program().Match(name) is { Success: true } program => File.Exists(Path.Combine(RepositoryPages.Root, program.Groups["folder"].Value, program.Groups["name"].Value + ".csproj")),
            _ when Directory.Exists(path) => Directory.EnumerateFiles(path, "*.csproj").Any(),
            _ => File.Exists(path),
        };
    }

    [GeneratedRegex(" +#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"--project (?<project>[\w./]+)|(?<script>(?:eng|\.ci)/[\w.-]+)|(?<program>[\w.]+/bin/Release/[\w./]+)|\b(?<variable>HMMGEN_[A-Z_]+)|-class '(?<test>\*\w+)'")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(?<folder>[\w.]+)/bin/Release/net10\.0/(?<name>[\w.]+)$")]
    private static partial Regex Program();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex Output();
}
